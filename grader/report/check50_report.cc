// check50_report.cc — the JSON of check50, for the viewers that read it.
// Source: cs50.readthedocs.io, check50's "JSON specification".
#include <nlohmann/json.hpp>

#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

Json lines_of(const std::string& text) {
  auto lines = Json::array();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

Json result_of(const TestResult& result) {
  Json cause = nullptr;
  if (!result.passed())
    cause = {{"rationale", std::string(to_string(result.code)) + ": " + result.message}, {"help", result.hint.empty() ? Json(nullptr) : Json(result.hint)}};
  return {{"name", result.name}, {"description", result.title}, {"passed", result.passed()}, {"log", lines_of(result.story())},
          {"cause", cause}, {"data", Json::object()}, {"dependency", nullptr}};
}

}  // namespace

std::string check50_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  const std::vector<TestResult> results = test_results(verdict, style);
  Json document{{"slug", verdict.task.value_or("run")}};
  if (verdict.verdict == Code::kIE) {
    document["error"] = {{"type", "InternalError"}, {"value", results.front().message}, {"traceback", Json::array()},
                         {"actions", {{"show_traceback", false}, {"message", results.front().message}}}, {"data", Json::object()}};
  } else {
    document["results"] = Json::array();
    for (const TestResult& result : results) document["results"].push_back(result_of(result));
  }
  document["version"] = "3.3.0";
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
