// formats.cc — the registry of reports.
#include "grader/report/formats.h"

#include <algorithm>

#include "grader/report/class_report.h"
#include "grader/report/course_reports.h"
#include "grader/report/ejudge_report.h"
#include "grader/report/student_view.h"

namespace grader {
namespace {

std::string json(const Verdicts& verdicts, const TextStyle&) { return json_report(verdicts); }
std::string dot(const Verdicts& verdicts, const TextStyle&) { return dot_report(verdicts); }
std::string trace(const Verdicts& verdicts, const TextStyle&) { return trace_report(verdicts); }

std::vector<ClassStudent> students(const Verdicts& verdicts, Language language) {
  std::vector<ClassStudent> all;
  for (const Verdict& verdict : verdicts) all.push_back(class_student(verdict, language));
  return all;
}
std::string class_csv_report(const Verdicts& verdicts, const TextStyle& style) { return class_csv(students(verdicts, style.language)); }
std::string class_markdown_report(const Verdicts& verdicts, const TextStyle& style) {
  return class_markdown(students(verdicts, style.language), style.language);
}

}  // namespace

const std::vector<Format>& formats() {
  using Of = Format::Of;
  using For = Format::For;
  static const std::vector<Format> all{
      {"json", "JSON", Of::kMany, For::kStaff, json},
      {"dot", "wait graph", Of::kMany, For::kStaff, dot},
      {"trace", "trace", Of::kMany, For::kStaff, trace},
      {"csv", "CSV", Of::kMany, For::kStaff, csv_report},
      {"markdown", "Markdown", Of::kMany, For::kStudents, markdown_report},
      {"class-csv", "class table", Of::kMany, For::kStaff, class_csv_report},
      {"class-markdown", "class table", Of::kMany, For::kStudents, class_markdown_report},
      {"junit", "JUnit", Of::kMany, For::kStudents, junit_report},
      {"tap", "TAP", Of::kMany, For::kStudents, tap_report},
      {"sarif", "SARIF", Of::kMany, For::kStudents, sarif_report},
      {"github", "GitHub annotations", Of::kMany, For::kStudents, github_report},
      {"classroom", "GitHub Classroom", Of::kOne, For::kStudents, classroom_report},
      {"gradescope", "Gradescope", Of::kOne, For::kStaff, gradescope_report},
      {"autolab", "Autolab", Of::kOne, For::kStudents, autolab_report},
      {"check50", "check50", Of::kOne, For::kStudents, check50_report},
      {"coderunner", "CodeRunner", Of::kOne, For::kStaff, coderunner_report},
      {"vpl", "VPL", Of::kOne, For::kStudents, vpl_report},
      {"manytask", "manytask", Of::kMany, For::kStaff, manytask_report},
      {"ejudge", "ejudge", Of::kOne, For::kStaff, ejudge_report},
  };
  return all;
}

const Format* find_format(std::string_view name) {
  const auto at = std::find_if(formats().begin(), formats().end(), [name](const Format& f) { return f.name == name; });
  return at == formats().end() ? nullptr : &*at;
}

std::string written_as(const Format& format, const std::vector<Verdict>& verdicts, const TextStyle& style, bool is_class) {
  if (verdicts.empty() && !is_class) return "";
  if (format.name == "json" && !is_class) return json_report(verdicts.front());
  if (format.whom == Format::For::kStaff) return format.write(verdicts, style);
  std::vector<Verdict> shown;
  shown.reserve(verdicts.size());
  for (const Verdict& verdict : verdicts) shown.push_back(student_view(verdict, style.language));
  return format.write(shown, style);
}

}  // namespace grader
