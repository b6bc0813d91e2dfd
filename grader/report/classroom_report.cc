// classroom_report.cc — GitHub Classroom: the step output "result" that its autograding reporter reads.
// Source: the runners of the organisation classroom-resources, which write the same document.
#include <nlohmann/json.hpp>

#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

const char* status_word(const TestResult& result) {
  if (result.status == TestResult::Status::kError) return "error";
  return result.passed() ? "pass" : "fail";
}

Json test_of(const Verdict& verdict, const TestResult& result) {
  return {{"name", result.title}, {"status", status_word(result)}, {"score", result.points},
          {"message", result.story()}, {"test_code", result.name},
          {"filename", result.at.line > 0 ? clean_line(path_of(verdict, result.at.file), 500) : ""},
          {"line_no", result.at.line}, {"duration", static_cast<long long>(result.wall_ms)}};
}

}  // namespace

std::string classroom_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  // A greatest score of 0 means to the reporter that there is no score to tell: never one for the grader's own fault.
  const double max = verdict.verdict == Code::kIE ? 0 : verdict.max;
  Json document{{"version", 1}, {"status", verdict.verdict == Code::kOK ? "pass" : verdict.verdict == Code::kIE ? "error" : "fail"},
                {"max_score", max}};
  document["tests"] = Json::array();
  for (const TestResult& result : test_results(verdict, style)) document["tests"].push_back(test_of(verdict, result));
  return "result=" + base64(document.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace grader
