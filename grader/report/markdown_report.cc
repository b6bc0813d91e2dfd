// markdown_report.cc — a table of scenarios and the explanations, for pull requests, issues and step summaries.
#include <fmt/format.h>

#include <algorithm>

#include "grader/report/class_report.h"
#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/markdown_text.h"
#include "grader/report/test_results.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

/// GitHub cuts a step summary at 1 MiB, and a comment at 64 KiB.
constexpr std::size_t kMostBytes = 1'000'000;

std::string points_of(const Verdict& v, double points, double max) {
  return v.task && v.verdict != Code::kIE ? points_text(points) + "/" + points_text(max) : "–";
}

std::string heading(const Verdict& v, const TextStyle& style) {
  std::string text = "### " + markdown_text(submission_name(v)) + ": " + std::string(to_string(v.verdict)) + ", " + meaning(v.verdict, style.language);
  if (v.task && v.verdict != Code::kIE)
    text += " (" + say_in(style.language, "{0} of {1} points", points_text(v.points), points_text(v.max)) + ")";
  return text + "\n\n";
}

std::string table(const Verdict& v, const std::vector<TestResult>& results, Language language) {
  std::string text = fmt::format("| {} | {} | {} | {} |\n|---|---|---:|---|\n", tr(language, "scenario"), tr(language, "verdict"),
                                 tr(language, "points"), tr(language, "because"));
  for (const TestResult& result : results)
    text += "| " + markdown_text(result.title) + " | " + std::string(to_string(result.code)) + " | " +
            points_of(v, result.points, result.max) + " | " + markdown_text(result.message) + " |\n";
  return text + "\n";
}

std::string details(const TestResult& result) {
  if (result.text.empty()) return "";
  return "<details><summary>" + html_escaped(result.title) + "</summary>\n\n" + markdown_block(result.text) + "\n</details>\n\n";
}

std::string section(const Verdict& v, const TextStyle& style) {
  const std::vector<TestResult> results = test_results(v, style);
  std::string text = heading(v, style) + table(v, results, style.language);
  if (is_flaky(v.repeats)) text += markdown_text(flaky_sentence(v.repeats, style.language)) + "\n\n";
  std::vector<std::string> told;  // scenarios often fail for one reason
  for (const TestResult& result : results) {
    if (std::find(told.begin(), told.end(), result.text) != told.end()) continue;
    told.push_back(result.text);
    text += details(result);
  }
  return text;
}

}  // namespace

std::string markdown_text(std::string_view untrusted) {
  std::string out;
  for (const char c : clean_line(untrusted)) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '@') out += "@\u2060";  // nobody is mentioned
    else if (std::string_view("\\`*_{}[]()#|~!$").find(c) != std::string_view::npos) out += std::string("\\") + c;
    else out += c;
  }
  return out;
}

std::string markdown_block(std::string_view clean) {
  std::size_t longest = 0, row = 0;
  for (const char c : clean) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  return fence + "text\n" + std::string(clean) + (clean.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string markdown_report(const Verdicts& verdicts, const TextStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const std::string next = section(verdicts[i], style);
    if (text.size() + next.size() > kMostBytes)
      return text + say_in(style.language, "and {0} more", verdicts.size() - i) + "\n";
    text += next;
  }
  return text;
}

}  // namespace grader
