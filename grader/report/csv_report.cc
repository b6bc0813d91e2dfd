// csv_report.cc — a row for each scenario of each submission, for spreadsheets and scripts (RFC 4180).
#include <fmt/format.h>

#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/csv_cell.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

std::string row_of(const Verdict& verdict, const TestResult& result) {
  const bool scored = verdict.task && verdict.verdict != Code::kIE;
  const std::string rule = result.rule.empty() && !result.passed() ? std::string(to_string(result.code)) : result.rule;
  std::string row = csv_cell(submission_name(verdict)) + "," + csv_cell(verdict.task.value_or("")) + "," + csv_cell(result.name);
  row += fmt::format(",{},{},{},{},{},{},", to_string(result.code), scored ? fmt::format("{:g}", result.points) : "",
                     scored ? fmt::format("{:g}", result.max) : "", result.runs, result.bad, result.hidden ? 1 : 0);
  row += fmt::format("{:.0f},{:.0f},{},", result.wall_ms, result.cpu_ms, result.memory_peak_bytes);
  const std::string place = result.at.line > 0 ? result.at.file + ":" + std::to_string(result.at.line) : "";
  return row + csv_cell(rule) + "," + csv_cell(place) + "," + csv_cell(result.message) + "\r\n";
}

}  // namespace

std::string csv_cell(std::string_view untrusted) {
  std::string text = clean_line(untrusted);
  // A spreadsheet takes a cell that begins so for a formula.
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
  if (text.find_first_of(",;\"") == text.npos && (text.empty() || (text.front() != ' ' && text.back() != ' '))) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_report(const Verdicts& verdicts, const TextStyle& style) {
  std::string text = "submission,task,scenario,verdict,points,max,runs,failed_runs,hidden,wall_ms,cpu_ms,memory_bytes,rule,place,because\r\n";
  for (const Verdict& verdict : verdicts)
    for (const TestResult& result : test_results(verdict, style)) text += row_of(verdict, result);
  return text;
}

}  // namespace grader
