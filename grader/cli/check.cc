// check.cc — `grader check`: grades one submission or a class.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>

#include "grader/cli/class_journal.h"
#include "grader/cli/class_reports.h"
#include "grader/cli/class_run.h"
#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/opened_submission.h"
#include "grader/cli/progress.h"
#include "grader/cli/report_files.h"
#include "grader/cli/report_formats.h"
#include "grader/cli/rules_folder.h"
#include "grader/cli/source_lines.h"
#include "grader/cli/student_map.h"
#include "grader/cli/submissions.h"
#include "grader/cli/task_library.h"
#include "grader/report/class_report.h"
#include "grader/report/report.h"

namespace grader {
namespace {

struct Graded {
  const CheckCommand& command;
  const Task& task;
  ClassRun& run;
  bool is_class = false;
  double seconds = 0;
  int signal = 0;
};

TextStyle style_for(int fd, const CommonOptions& common) {
  TextStyle style;
  style.color = common.color_on(fd);
  style.width = terminal_width(fd);
  style.language = language_of(common.language);
  style.rules_folder = rules_folder();
  return style;
}

/// Shows lines of what was graded: an archive is opened once more for it.
void add_lines(const Graded& graded, const Submission& submission, const Verdict& verdict, TextStyle& style) {
  const auto scratch = ScratchFolder::make();
  if (!scratch) return;
  const auto opened = open_submission(submission.path, graded.task, graded.command.subfolder, scratch.value().path());
  if (!opened || !opened.value().problem.empty()) return;
  add_source_lines(verdict, {opened.value().place}, style);
}

std::string explanation(const Graded& graded, const Submission& submission, const Verdict& verdict, TextStyle style) {
  add_lines(graded, submission, verdict, style);
  return text_report(verdict, style);
}

bool wants_explanation(const CheckCommand& command, const Submission& submission, const Verdict& verdict) {
  const auto is_named = [&](const std::string& name) { return name == submission.student || name == submission.path.filename(); };
  if (std::any_of(command.explain.begin(), command.explain.end(), is_named)) return true;
  return command.verbose && verdict.verdict != Code::kOK;
}

std::string class_text(const Graded& graded, const TextStyle& style) {
  std::vector<ClassRow> rows;
  std::vector<ClassStudent> students;
  std::string explained;
  for (std::size_t i = 0; i < graded.run.entries().size(); ++i) {
    const ClassEntry& entry = graded.run.entries()[i];
    if (!entry.finished) continue;
    const Verdict verdict = graded.run.verdict_of(i);
    const std::string name = shortened(entry.submission.student, kNameColumns);
    rows.push_back(class_row(name, verdict, style.language));
    students.push_back(class_student(verdict, style.language));
    if (wants_explanation(graded.command, entry.submission, verdict))
      explained += "\n" + name + "\n" + explanation(graded, entry.submission, verdict, style);
  }
  std::string text = class_table(rows, style) + class_summary(rows, graded.seconds, style) + class_notes(students, style.language);
  const std::size_t missing = graded.run.entries().size() - rows.size();
  const auto resumed = std::count_if(graded.run.entries().begin(), graded.run.entries().end(), [](const ClassEntry& e) { return e.resumed; });
  if (resumed > 0) text += " " + say_in(style.language, "{0} of them finished by an earlier run", resumed) + "\n";
  if (missing > 0) text += " " + say_in(style.language, "{0} not graded: {1}; go on with --resume", missing, tr(style.language, graded.signal != 0 ? "interrupted" : "the disk is full")) + "\n";
  return text + explained;
}

std::string text_of(const Graded& graded, const TextStyle& style) {
  if (graded.is_class) return class_text(graded, style);
  const ClassEntry& entry = graded.run.entries().front();
  if (!entry.finished) return "";
  const Verdict verdict = graded.run.verdict_of(0);
  return explanation(graded, entry.submission, verdict, style);
}

/// Where the JSON is, and how to read more.
std::string foot(const Graded& graded, const std::vector<ReportFile>& reports, Language language) {
  if (!graded.is_class) return "";
  std::string text;
  for (const ReportFile& report : reports)
    text += fmt::format(" {}: {}\n", format_in_words(report.format()), shortened(report.target().native(), 150));
  const bool some_failed = std::any_of(graded.run.entries().begin(), graded.run.entries().end(),
                                       [](const ClassEntry& e) { return e.finished && e.code != Code::kOK; });
  if (!some_failed || graded.command.verbose || !graded.command.explain.empty()) return text;
  const auto json = std::find_if(reports.begin(), reports.end(), [](const ReportFile& r) { return r.format() == "json"; });
  if (json == reports.end()) return text + " " + tr(language, "explanations: add --verbose, or --explain STUDENT") + "\n";
  return text + " " + say_in(language, "explanations: {0}", "grader report " + shortened(json->target().native(), 150) + " --student STUDENT") + "\n";
}

int exit_code_of(const Graded& graded) {
  if (graded.signal != 0) return kExitInterrupted;
  int code = kExitOk;
  for (const ClassEntry& entry : graded.run.entries()) {
    if (!entry.finished || entry.code == Code::kIE) return kExitGrader;
    if (entry.code != Code::kOK) code = kExitFound;
  }
  return graded.run.journal_error().empty() ? code : int{kExitGrader};
}

int unknown_students(const CheckCommand& command, const Submissions& found) {
  std::vector<std::string> names;
  for (const Submission& s : found.all) {
    names.push_back(s.student);
    names.push_back(s.path.filename());
  }
  for (const std::string& wanted : command.explain) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
    const auto near = nearest_names(wanted, names);
    complain("--explain " + wanted, "no such submission", near.empty() ? "use a name from the table" : "did you mean " + near.front() + "?");
    return kExitUsage;
  }
  return kExitOk;
}

/// The submissions with their students' names; absent: said.
std::optional<Submissions> named_submissions(const CheckCommand& command, const Task& task) {
  auto found = find_submissions(command.submissions, command.grouping, task);
  if (!found) return {};
  if (!command.map.empty()) {
    const auto map = read_student_map(command.map);
    if (!map) return {};
    apply_student_map(*map, command.map, found->all);
  }
  settle_names(found->all);
  if (unknown_students(command, *found) != kExitOk) return {};
  return found;
}

/// --report, and what --results keeps beside the journal.
std::vector<ReportRequest> all_reports(const CheckCommand& command, const CommonOptions& common) {
  std::vector<ReportRequest> requests = common.reports;
  for (ReportRequest& kept : command.kept_reports()) requests.push_back(std::move(kept));
  return requests;
}

/// Of one submission, also with the lines of its source.
void write_as(const std::string& format, const Graded& graded, TextStyle style, const Sink& sink) {
  if (!graded.is_class) add_lines(graded, graded.run.entries().front().submission, graded.run.verdict_of(0), style);
  write_report(format, graded.run, graded.is_class, style, sink);
}

TextStyle plain_style(const CommonOptions& common) {
  TextStyle style;
  style.language = language_of(common.language);
  style.rules_folder = rules_folder();
  return style;
}

bool write_reports(const Graded& graded, const CommonOptions& common, std::vector<ReportFile>& reports) {
  if (graded.run.finished() == 0) return true;
  const TextStyle style = plain_style(common);
  bool written = true;
  for (ReportFile& report : reports) {
    bool good = true;
    if (report.format() == "text") good = report.write(text_of(graded, style));
    else write_as(report.format(), graded, style, [&](const std::string& piece) { return good = report.write(piece); });
    written &= good && report.finish();
  }
  return written;
}

void print_results(const Graded& graded, const CommonOptions& common, const std::vector<ReportFile>& reports, bool written) {
  if (common.format != "text") {
    if (graded.run.finished() > 0) write_as(common.format, graded, plain_style(common), print);
    return;
  }
  const TextStyle style = style_for(STDOUT_FILENO, common);
  const bool in_files = written && graded.run.finished() > 0;  // of nothing nothing is written: what lies there is older
  print(text_of(graded, style) + (in_files ? foot(graded, reports, style.language) : ""));
}

void say_how_it_ended(const Graded& graded) {
  const std::string& full = graded.run.journal_error();
  if (!full.empty()) complain("journal", "cannot be written: " + full, "free some space, then go on with --resume");
  if (graded.signal == 0) return;
  complain("check", "interrupted", graded.is_class ? "what was done is shown; go on with --resume" : "what was done is shown");
}

}  // namespace

int perform(const CheckCommand& command, const CommonOptions& common) {
  const auto folder = find_task(command.task);
  if (!folder) return kExitUsage;
  const auto task = load_task(*folder);
  if (!task) return kExitGrader;
  auto found = named_submissions(command, *task);
  if (!found) return kExitUsage;
  const bool is_class = found->is_class;
  ClassRun run(*task, std::move(found->all), {command.subfolder, command.repeat, is_class || !command.results.empty() || command.resume}, common);
  if (!formats_fit(common.all_formats(), is_class)) return kExitUsage;
  if (const auto code = open_journal(command, common, *task, run)) return *code;
  auto reports = open_reports(all_reports(command, common));
  if (!reports) return kExitUsage;

  Progress progress(common.quiet || !is_class);
  const auto signal = run.grade(progress);
  progress.clear();
  if (!signal) {
    complain("workers", signal.error().text(), "grade with fewer --jobs");
    return kExitGrader;
  }
  const Graded graded{command, *task, run, is_class, progress.seconds(), signal.value()};
  if (graded.signal == SIGHUP) ::signal(SIGHUP, SIG_IGN);  // the terminal is gone; the report files are not
  const bool written = write_reports(graded, common, *reports);
  print_results(graded, common, *reports, written);
  say_how_it_ended(graded);
  const int code = exit_code_of(graded);
  return with_output(written || code == kExitInterrupted ? code : int{kExitGrader});
}

}  // namespace grader
