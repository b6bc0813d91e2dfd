// check.cc — `grader check`: grades one submission or a class.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>

#include "grader/cli/commands.h"
#include "grader/cli/grading.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/report_files.h"
#include "grader/cli/report_formats.h"
#include "grader/cli/source_lines.h"
#include "grader/cli/student_map.h"
#include "grader/cli/submissions.h"
#include "grader/cli/task_library.h"
#include "grader/report/report.h"
#include "grader/report/student_view.h"

namespace grader {
namespace {

constexpr std::size_t kNameColumns = 32;

struct Graded {
  std::vector<Submission> submissions;
  std::vector<std::optional<Verdict>> verdicts;  ///< absent: not graded, interrupted
  bool is_class = false;
  double seconds = 0;
  int signal = 0;

  std::vector<Verdict> done() const {
    std::vector<Verdict> all;
    for (const auto& verdict : verdicts)
      if (verdict) all.push_back(*verdict);
    return all;
  }
};

TextStyle style_for(int fd, const CommonOptions& common) {
  TextStyle style;
  style.color = common.color_on(fd);
  style.width = terminal_width(fd);
  style.language = language_of(common.language);
  return style;
}

void add_lines(const Submission& submission, const Verdict& verdict, TextStyle& style) {
  std::error_code failed;
  const bool folder = std::filesystem::is_directory(submission.path, failed);
  std::filesystem::path base = folder ? submission.path : submission.path.parent_path();
  if (base.empty()) base = ".";
  add_source_lines(verdict, {base}, style);
}

std::string explanation(const Submission& submission, const Verdict& verdict, TextStyle style) {
  add_lines(submission, verdict, style);
  return text_report(verdict, style);
}

bool wants_explanation(const CheckCommand& command, const Submission& submission, const Verdict& verdict) {
  if (std::find(command.explain.begin(), command.explain.end(), submission.student) != command.explain.end()) return true;
  return command.verbose && verdict.verdict != Code::kOK;
}

std::string class_text(const CheckCommand& command, const Graded& graded, const TextStyle& style) {
  std::vector<ClassRow> rows;
  std::string explained;
  for (std::size_t i = 0; i < graded.submissions.size(); ++i) {
    if (!graded.verdicts[i]) continue;
    const std::string name = shortened(graded.submissions[i].student, kNameColumns);
    rows.push_back(class_row(name, *graded.verdicts[i]));
    if (wants_explanation(command, graded.submissions[i], *graded.verdicts[i]))
      explained += "\n" + name + "\n" + explanation(graded.submissions[i], *graded.verdicts[i], style);
  }
  std::string text = class_table(rows, style) + class_summary(rows, graded.seconds, style);
  const std::size_t missing = graded.submissions.size() - rows.size();
  if (missing > 0) text += fmt::format(" {} not graded: interrupted\n", missing);
  return text + explained;
}

std::string text_of(const CheckCommand& command, const Graded& graded, const TextStyle& style) {
  if (graded.is_class) return class_text(command, graded, style);
  if (!graded.verdicts.front()) return "";
  return explanation(graded.submissions.front(), *graded.verdicts.front(), style);
}

std::string report_of(const std::string& format, const CheckCommand& command, const Graded& graded, TextStyle style) {
  if (format == "text") return text_of(command, graded, style);
  if (!graded.is_class && graded.verdicts.front()) add_lines(graded.submissions.front(), *graded.verdicts.front(), style);
  return plain_report(format, graded.done(), graded.is_class, style);
}

/// Where the JSON is, and how to read more.
std::string foot(const Graded& graded, const CheckCommand& command, const std::vector<ReportFile>& reports) {
  if (!graded.is_class) return "";
  std::string text;
  for (const ReportFile& report : reports)
    text += fmt::format(" {}: {}\n", format_in_words(report.format()), shortened(report.target().native(), 150));
  const bool some_failed = std::any_of(graded.verdicts.begin(), graded.verdicts.end(),
                                       [](const auto& v) { return v && v->verdict != Code::kOK; });
  if (!some_failed || command.verbose || !command.explain.empty()) return text;
  const auto json = std::find_if(reports.begin(), reports.end(), [](const ReportFile& r) { return r.format() == "json"; });
  if (json == reports.end()) return text + " explanations: add --verbose, or --explain STUDENT\n";
  return text + " explanations: grader report " + shortened(json->target().native(), 150) + " --student STUDENT\n";
}

std::string plain_line(const std::string& student, const Verdict& verdict) {
  std::string line = fmt::format("{} {}", shortened(student, kNameColumns), to_string(verdict.verdict));
  if (verdict.verdict != Code::kIE) line += fmt::format(" {:g}/{:g}", verdict.points, verdict.max);
  return line;
}

int exit_code_of(const Graded& graded) {
  if (graded.signal != 0) return kExitInterrupted;
  int code = kExitOk;
  for (const auto& verdict : graded.verdicts) {
    if (!verdict || verdict->verdict == Code::kIE) return kExitGrader;
    if (verdict->verdict != Code::kOK) code = kExitFound;
  }
  return code;
}

sandbox::Result<Graded> grade_submissions(const CheckCommand& command, const Task& task, Submissions found,
                                          const CommonOptions& common) {
  Graded graded;
  graded.is_class = found.is_class;
  graded.submissions = std::move(found.all);
  graded.verdicts.resize(graded.submissions.size());
  std::vector<GradeJob> jobs;
  for (const Submission& s : graded.submissions) jobs.push_back({&task, s.path, common.seed, command.subfolder});
  Progress progress(common.quiet || !graded.is_class);
  const auto signal = grade_all(
      jobs, common,
      [&](std::size_t job, Verdict verdict) {
        progress.done(plain_line(graded.submissions[job].student, verdict));
        if (graded.is_class) verdict.student = graded.submissions[job].student;
        if (common.for_students) verdict = student_view(verdict, language_of(common.language));
        graded.verdicts[job] = std::move(verdict);
      },
      [&](const PoolState& state) { progress.show(state); });
  if (!signal) return signal.error();
  graded.signal = signal.value();
  graded.seconds = progress.seconds();
  return graded;
}

int unknown_students(const CheckCommand& command, const Submissions& found) {
  std::vector<std::string> names;
  for (const Submission& s : found.all) names.push_back(s.student);
  for (const std::string& wanted : command.explain) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
    const auto near = nearest_names(wanted, names);
    complain("--explain " + wanted, "no such submission", near.empty() ? "use a name from the table" : "did you mean " + near.front() + "?");
    return kExitUsage;
  }
  return kExitOk;
}

}  // namespace

int perform(const CheckCommand& command, const CommonOptions& common) {
  const auto folder = find_task(command.task);
  if (!folder) return kExitUsage;
  const auto task = load_task(*folder);
  if (!task) return kExitGrader;
  auto found = find_submissions(command.submissions, command.grouping, *task);
  if (!found) return kExitUsage;
  if (!command.map.empty()) {
    const auto map = read_student_map(command.map);
    if (!map) return kExitUsage;
    apply_student_map(*map, command.map, found->all);
  }
  make_names_unique(found->all);
  if (const int code = unknown_students(command, *found)) return code;
  if (!formats_fit(common.all_formats(), found->is_class)) return kExitUsage;
  auto reports = open_reports(common.reports);
  if (!reports) return kExitUsage;

  const auto result = grade_submissions(command, *task, std::move(*found), common);
  if (!result) {
    complain("workers", result.error().text(), "grade with fewer --jobs");
    return kExitGrader;
  }
  const Graded& graded = result.value();
  if (graded.signal == SIGHUP) ::signal(SIGHUP, SIG_IGN);  // the terminal is gone; the report files are not
  bool written = true;
  const bool any = !graded.done().empty();
  TextStyle plain;
  plain.language = language_of(common.language);
  for (ReportFile& report : *reports)
    if (any) written &= report.commit(report_of(report.format(), command, graded, plain));
  if (common.format != "text") {
    if (any) print(report_of(common.format, command, graded, plain));
  } else {
    const TextStyle style = style_for(STDOUT_FILENO, common);
    print(text_of(command, graded, style) + (written ? foot(graded, command, *reports) : ""));
  }
  if (graded.signal != 0) complain("check", "interrupted", "what was done is shown");
  const int code = exit_code_of(graded);
  return with_output(written || code == kExitInterrupted ? code : int{kExitGrader});
}

}  // namespace grader
