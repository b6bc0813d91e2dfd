// coderunner_report.cc — what a combinator template grader of CodeRunner (a Moodle question type) prints.
// Source: CodeRunner's documentation, "Combinator-template grading". Rows with ishidden are shown to staff only.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

double fraction_of(const Verdict& verdict) {
  if (!verdict.task || verdict.max <= 0) return verdict.verdict == Code::kOK ? 1 : 0;
  return std::clamp(verdict.points / verdict.max, 0.0, 1.0);
}

std::string explanations(const std::vector<TestResult>& results, bool hidden) {
  std::string html;
  for (const TestResult& result : results)
    if (result.hidden == hidden && !result.story().empty()) html += "<h4>" + html_escaped(result.title) + "</h4><pre>" + html_escaped(result.story()) + "</pre>";
  return html;
}

}  // namespace

std::string coderunner_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  Json document;
  // A document without a fraction is an error of the question, and no mark.
  if (verdict.verdict == Code::kIE) {
    document["prologuehtml"] = "<p>" + html_escaped(tr(style.language, "The grader itself failed. This says nothing about your program: ask for another run.")) + "</p>";
    return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  document["fraction"] = fraction_of(verdict);
  document["prologuehtml"] = "<p><b>" + std::string(to_string(verdict.verdict)) + "</b>: " + html_escaped(meaning(verdict.verdict, style.language)) + "</p>";
  auto table = Json::array({{"iscorrect", tr(style.language, "scenario"), tr(style.language, "verdict"), tr(style.language, "points"),
                             tr(style.language, "because"), "ishidden"}});
  const std::vector<TestResult> results = test_results(verdict, style);
  for (const TestResult& result : results)
    table.push_back({result.passed() ? 1 : 0, result.title, to_string(result.code), result.points, result.message, result.hidden ? 1 : 0});
  document["testresults"] = table;
  document["epiloguehtml"] = explanations(results, false);
  // Shown to staff only, above the epilogue.
  if (const std::string html = explanations(results, true); !html.empty()) document["instructorhtml"] = html;
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
