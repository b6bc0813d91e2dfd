// report.cc — `grader report`: shows verdicts again that were written as JSON.
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/report_files.h"
#include "grader/cli/report_formats.h"
#include "grader/cli/rules_folder.h"
#include "grader/cli/source_lines.h"
#include "grader/cli/task_library.h"
#include "grader/cli/verdict_files.h"
#include "grader/model/sha256.h"
#include "grader/report/class_report.h"
#include "grader/report/report.h"
#include "grader/report/student_view.h"
#include "grader/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// `run` hashes a lone source otherwise than `check` does a submission.
std::string hash_of_lone_source(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 hash;
  hash.update_field(path.filename().string());
  hash.update_field(std::string(std::istreambuf_iterator<char>(in), {}));
  return hash.hex();
}

/// Lines of a file that was changed since would lie.
bool is_unchanged(const Verdict& verdict) {
  const fs::path path = verdict.submission_path;
  std::error_code failed;
  if (verdict.submission_sha256.empty() || !fs::exists(path, failed)) return false;
  const auto now = collect_submission(path);
  if (now && now.value().sha256 == verdict.submission_sha256) return true;
  return now && now.value().single_file && hash_of_lone_source(path) == verdict.submission_sha256;
}

void add_lines(const Verdict& verdict, TextStyle& style) {
  if (!is_unchanged(verdict)) return;
  std::error_code failed;
  const fs::path path = verdict.submission_path;
  fs::path folder = fs::is_directory(path, failed) ? path : path.parent_path();
  if (folder.empty()) folder = ".";
  add_source_lines(verdict, {folder}, style);
}

std::string explanation(const Verdict& verdict, TextStyle style) {
  add_lines(verdict, style);
  return text_report(verdict, style);
}

/// "s02" finds s02, s02.c, and class/s02.c.
bool is_called(const Verdict& verdict, const std::string& student) {
  const std::string name = submission_name(verdict);
  return verdict.submission_path == student || name == student || fs::path(name).stem() == student ||
         fs::path(verdict.submission_path).filename() == student;
}

/// The verdicts of the students named, or all of them; absent when one of them is not there: said.
std::optional<ReadVerdicts> chosen(const ReportCommand& command, ReadVerdicts read) {
  if (command.students.empty()) return read;
  ReadVerdicts some;
  some.is_class = read.is_class;
  for (const std::string& student : command.students) {
    const auto before = some.all.size();
    for (const Verdict& v : read.all)
      if (is_called(v, student)) some.all.push_back(v);
    if (some.all.size() > before) continue;
    std::vector<std::string> names;
    for (const Verdict& v : read.all) names.push_back(submission_name(v));
    const auto near = nearest_names(student, names);
    complain("--student " + student, "no such submission", near.empty() ? "use a name from the table" : "did you mean " + near.front() + "?");
    return {};
  }
  return some;
}

std::string text_of(const ReportCommand& command, const ReadVerdicts& read, const TextStyle& style) {
  if (!read.is_class && read.all.size() == 1) return explanation(read.all.front(), style);
  std::vector<ClassRow> rows;
  std::vector<ClassStudent> students;
  std::string explained;
  for (const Verdict& v : read.all) {
    const std::string name = shortened(submission_name(v), kNameColumns);
    students.push_back(class_student(v, style.language));
    rows.push_back(class_row(name, v, style.language));
    const bool wanted = !command.students.empty() || (command.verbose && v.verdict != Code::kOK);
    if (wanted) explained += (explained.empty() ? "" : "\n") + name + "\n" + explanation(v, style);
  }
  if (!command.students.empty()) return explained;
  std::string text = class_table(rows, style) + class_summary(rows, {}, style) + class_notes(students, style.language);
  return text + (explained.empty() ? "" : "\n") + explained;
}

std::string report_of(const std::string& format, const ReportCommand& command, const ReadVerdicts& read, TextStyle style) {
  if (format == "text") return text_of(command, read, style);
  if (read.all.size() == 1) add_lines(read.all.front(), style);
  return plain_report(format, read.all, read.is_class, style);
}

}  // namespace

int perform(const ReportCommand& command, const CommonOptions& common) {
  auto read = read_verdicts(command.files);
  if (!read) return kExitGrader;
  if (common.for_students)
    for (Verdict& verdict : read->all) verdict = student_view(verdict, language_of(common.language));
  const auto wanted = chosen(command, std::move(*read));
  if (!wanted) return kExitUsage;
  const bool several = wanted->all.size() > 1;
  if (!formats_fit(common.all_formats(), several)) return kExitUsage;
  auto reports = open_reports(common.reports);
  if (!reports) return kExitGrader;
  TextStyle plain;
  plain.language = language_of(common.language);
  plain.rules_folder = rules_folder();
  bool written = true;
  for (ReportFile& report : *reports) written &= report.commit(report_of(report.format(), command, *wanted, plain));
  TextStyle style = plain;
  style.color = common.color_on(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  print(report_of(common.format, command, *wanted, style));
  return with_output(written ? kExitOk : kExitGrader);
}

}  // namespace grader
