// class_reports.cc — a finished class run in every form; verdicts are read one by one, not held all at once.
#include "grader/cli/class_reports.h"

#include "grader/cli/report_formats.h"
#include "grader/report/student_view.h"

namespace grader {
namespace {

void write_json_array(const ClassRun& run, const Sink& sink) {
  std::string before = "[\n";
  for (std::size_t i = 0; i < run.entries().size(); ++i) {
    if (!run.entries()[i].finished) continue;
    if (!sink(before + json_report_item(run.verdict_of(i)))) return;
    before = ",\n";
  }
  sink(before == "[\n" ? "[]\n" : "\n]\n");
}

/// As the registry has it: what students may see shows nothing of hidden scenarios.
std::vector<ClassStudent> veiled_students(const ClassRun& run, Language language) {
  std::vector<ClassStudent> students;
  for (std::size_t i = 0; i < run.entries().size(); ++i)
    if (run.entries()[i].finished) students.push_back(class_student(student_view(run.verdict_of(i), language), language));
  return students;
}

}  // namespace

void write_report(const std::string& format, const ClassRun& run, bool is_class, const TextStyle& style, const Sink& sink) {
  if (is_class && format == "json") return write_json_array(run, sink);
  if (format == "class-csv") return void(sink(class_csv(all_students(run, style.language))));
  if (format == "class-markdown") return void(sink(class_markdown(veiled_students(run, style.language), style.language)));
  sink(plain_report(format, all_verdicts(run), is_class, style));
}

std::vector<Verdict> all_verdicts(const ClassRun& run) {
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < run.entries().size(); ++i)
    if (run.entries()[i].finished) verdicts.push_back(run.verdict_of(i));
  return verdicts;
}

std::vector<ClassStudent> all_students(const ClassRun& run, Language language) {
  std::vector<ClassStudent> students;
  for (std::size_t i = 0; i < run.entries().size(); ++i)
    if (run.entries()[i].finished) students.push_back(class_student(run.verdict_of(i), language));
  return students;
}

}  // namespace grader
