// autolab_report.cc — Autolab: feedback, then the semantic feedback as JSON, and the scores on the last line.
// Source: docs.autolabproject.com, "Guide for Lab Authors" and "Formatted Feedback".
#include <nlohmann/json.hpp>

#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

std::string one_line(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Indented, so that no line of it is taken for one of the two that Autolab reads.
std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += "  " + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string autolab_report(const Verdicts& verdicts, const TextStyle& style) {
  const Verdict& verdict = verdicts.front();
  const std::vector<TestResult> results = test_results(verdict, style);
  // Without a last line of scores Autolab says that the autograder failed, and leaves the scores alone.
  if (verdict.verdict == Code::kIE) return results.front().message + "\n";
  std::string feedback;
  Json stage = Json::object(), scores = Json::object();
  for (const TestResult& result : results) {
    feedback += std::string(to_string(result.code)) + "  " + result.title + "\n" + indented(result.story());
    stage[result.title] = {{"passed", result.passed()}};
    if (!result.passed()) stage[result.title]["hint"] = std::string(to_string(result.code)) + ": " + result.message;
    if (verdict.verdict != Code::kCE) scores[result.name] = result.points;
  }
  const std::string name = tr(style.language, "scenarios");
  const Json semantic{{"_presentation", "semantic"}, {"stages", {name}}, {name, stage}};
  return feedback + one_line(semantic) + one_line({{"scores", scores}, {"scoreboard", {verdict.points}}});
}

}  // namespace grader
