// vpl_report.cc — Virtual Programming Lab (Moodle): comments and the grade, each line with its mark.
// Source: vpl.dis.ulpgc.es, "Automated evaluation". A comment's line that begins with - is a title, with > as it is.
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

std::string comment(const std::string& line) { return "Comment :=>>" + line + "\n"; }

std::string preformatted(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += comment(">" + text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string vpl_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  std::string text;
  for (const TestResult& result : test_results(verdict, style)) {
    std::string title = "-" + std::string(to_string(result.code)) + "  " + result.title;
    if (verdict.task && verdict.verdict != Code::kIE) title += " (" + points_text(result.points) + "/" + points_text(result.max) + ")";
    text += comment(title) + preformatted(result.story());
  }
  // Without this line there is no grade.
  if (verdict.task && verdict.verdict != Code::kIE) text += "Grade :=>>" + points_text(verdict.points) + "\n";
  return text;
}

}  // namespace grader
