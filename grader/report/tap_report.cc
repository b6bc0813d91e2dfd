// tap_report.cc — Test Anything Protocol, version 14: a test point a scenario, with a YAML block when it failed.
// Source: testanything.org, "TAP version 14 specification".
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

/// In a description, # would begin a directive.
std::string description(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// A JSON string is a YAML string in double quotes.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string yaml_lines(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += "    - " + quoted(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return out;
}

std::string diagnostics(const Verdict& verdict, const TestResult& result) {
  std::string out = "  ---\n";
  out += "  verdict: " + std::string(to_string(result.code)) + "\n";
  if (!result.rule.empty()) out += "  rule: " + result.rule + "\n";
  out += "  message: " + quoted(result.message) + "\n";
  if (verdict.task && verdict.verdict != Code::kIE) out += fmt::format("  points: {:g}\n  max: {:g}\n", result.points, result.max);
  if (result.at.line > 0)
    out += "  at:\n    file: " + quoted(clean_line(path_of(verdict, result.at.file), 500)) + "\n    line: " + std::to_string(result.at.line) + "\n";
  if (!result.text.empty()) out += "  explanation:\n" + yaml_lines(result.text);
  return out + "  ...\n";
}

std::string bail_out(const Verdict& verdict, const TextStyle& style) {
  std::string why = clean_line(verdict.error, 500);
  return "TAP version 14\nBail out! " + tr(style.language, "The grader itself failed") + (why.empty() ? "" : ": " + why) + "\n";
}

}  // namespace

std::string tap_report(const Verdicts& verdicts, const TextStyle& style) {
  if (verdicts.size() == 1 && verdicts.front().verdict == Code::kIE) return bail_out(verdicts.front(), style);
  std::string points;
  std::size_t number = 0;
  for (const Verdict& verdict : verdicts) {
    const std::string whose = verdicts.size() == 1 ? "" : clean_line(submission_name(verdict), 100) + ": ";
    for (const TestResult& result : test_results(verdict, style)) {
      points += fmt::format("{} {} - {}\n", result.passed() ? "ok" : "not ok", ++number, description(whose + result.name));
      if (!result.passed()) points += diagnostics(verdict, result);
    }
  }
  return fmt::format("TAP version 14\n1..{}{}\n", number, number == 0 ? " # nothing was played" : "") + points;
}

}  // namespace grader
