// run.cc — `grader run`: diagnoses a program without a task.
#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "grader/batch/signals.h"
#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/report_files.h"
#include "grader/cli/report_formats.h"
#include "grader/cli/rules_folder.h"
#include "grader/cli/source_lines.h"
#include "grader/report/report.h"
#include "grader/run_plan.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// Sources must be there before anything is compiled.
bool readable(const RunTarget& target) {
  bool good = true;
  for (const fs::path& source : target.sources) {
    std::error_code failed;
    if (!fs::exists(source, failed)) {
      complain(source, "no such file", "name C or C++ files");
      good = false;
    } else if (fs::is_directory(source, failed)) {
      complain(source, "is a folder", "name the C or C++ files in it");
      good = false;
    } else if (!fs::is_regular_file(source, failed)) {
      complain(source, "is no regular file", "name C or C++ files");
      good = false;
    } else if (::access(source.c_str(), R_OK) != 0) {
      complain(source, "cannot be read", "make it readable");
      good = false;
    }
  }
  return good;
}

/// A program that is not there would be started in vain.
bool startable(const RunTarget& target) {
  if (target.command.empty()) return true;
  const std::string& program = target.command.front();
  std::error_code failed;
  if (program.find('/') == std::string::npos) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(std::string(path ? path : "") + ":/usr/local/bin:/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');)
      if (::access((fs::path(folder) / program).c_str(), X_OK) == 0) return true;
    complain(program, "not found in PATH", fs::exists(program, failed) ? "write ./" + shortened(program, 100) : "name a program or C or C++ files");
    return false;
  }
  if (!fs::exists(program, failed)) complain(program, "no such file", "name a program or C or C++ files");
  else if (fs::is_directory(program, failed)) complain(program, "is a folder", "name a program or C or C++ files");
  else if (::access(program.c_str(), X_OK) != 0) complain(program, "is not executable", "chmod +x it, or name its source");
  else return true;
  return false;
}

}  // namespace

int perform(const RunCommand& command, const CommonOptions& common) {
  if (!readable(command.target)) return kExitUsage;
  // With a root file system of its own, what is there is known inside only.
  if (!common.rootfs && !startable(command.target)) return kExitUsage;
  auto reports = open_reports(common.reports);
  if (!reports) return kExitUsage;
  catch_end_signals();
  GradeOptions options = common.grade_options();
  options.cancelled = end_asked;
  options.relay_output = common.format == "text";
  const Verdict verdict = run(command.target, options);
  if (end_asked()) {
    complain("run", "interrupted", "");
    return kExitInterrupted;
  }
  TextStyle plain;
  plain.language = language_of(common.language);
  plain.rules_folder = rules_folder();
  add_source_lines(verdict, source_folders(command.target), plain);
  bool written = true;
  for (ReportFile& report : *reports)
    written &= report.commit(report.format() == "text" ? text_report(verdict, plain) : plain_report(report.format(), {verdict}, false, plain));
  TextStyle style = plain;
  style.color = common.color_on(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  // What the program wrote was passed on; its last line may lack its end.
  const bool unfinished = !verdict.runs.empty() && !verdict.runs.back().stdout_bytes.empty() && verdict.runs.back().stdout_bytes.back() != '\n';
  if (options.relay_output && unfinished) print("\n");
  print(common.format == "text" ? text_report(verdict, style) : plain_report(common.format, {verdict}, false, plain));
  if (!written || verdict.verdict == Code::kIE) return kExitGrader;
  return with_output(verdict.verdict == Code::kOK ? kExitOk : kExitFound);
}

}  // namespace grader
