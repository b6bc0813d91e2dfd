// gradescope_report.cc — Gradescope's results.json. Hidden scenarios are tests of visibility "hidden": staff see them.
// Source: gradescope-autograders.readthedocs.io, "Autograder Specifications".
#include <cmath>
#include <nlohmann/json.hpp>

#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

Json test_of(const TestResult& result, int number, bool scored) {
  Json test;
  if (scored) {
    test["score"] = result.points;
    test["max_score"] = result.max;
  }
  test["status"] = result.passed() ? "passed" : "failed";
  test["name"] = result.title;
  test["name_format"] = "text";
  test["number"] = std::to_string(number);
  test["output"] = result.story();
  test["output_format"] = "text";
  test["visibility"] = result.hidden ? "hidden" : "visible";
  test["extra_data"] = {{"scenario", result.name}, {"verdict", to_string(result.code)}};
  return test;
}

/// The sentence above the tests. Students read it: it comes from what they may see.
std::string summary(const Verdict& verdict, Language language) {
  return std::string(to_string(verdict.verdict)) + ": " + meaning(verdict.verdict, language);
}

}  // namespace

std::string gradescope_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  Json document;
  if (verdict.verdict == Code::kIE) {
    // Without a score Gradescope says that the autograder failed, and gives none.
    document["output"] = tr(style.language, "The grader itself failed. This says nothing about your program: ask for another run.");
    document["extra_data"] = {{"verdict", "IE"}};
  } else {
    const bool scored = verdict.task.has_value();
    double wall_ms = verdict.compile.wall_ms;
    auto tests = Json::array();
    for (const TestResult& result : test_results(verdict, style)) {
      wall_ms += result.wall_ms;
      tests.push_back(test_of(result, static_cast<int>(tests.size()) + 1, scored));
    }
    // One that is found neither good nor bad by its tests would be refused.
    document["score"] = scored ? verdict.points : verdict.verdict == Code::kOK ? 1.0 : 0.0;
    document["execution_time"] = static_cast<long long>(std::ceil(wall_ms / 1000));
    document["output"] = summary(verdict, style.language);
    document["output_format"] = document["test_output_format"] = document["test_name_format"] = "text";
    document["visibility"] = "visible";
    document["stdout_visibility"] = "hidden";
    document["extra_data"] = {{"verdict", to_string(verdict.verdict)}, {"grader", clean_line(verdict.grader_version, 100)}};
    document["tests"] = tests;
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
