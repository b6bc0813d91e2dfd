// github_report.cc — GitHub's workflow commands: an annotation at the line for each finding.
// Source: docs.github.com, "Workflow commands for GitHub Actions". GitHub shows ten errors and ten warnings of a step.
#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/run_in_words.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

constexpr std::size_t kMostAnnotations = 50;

/// A command's text: only these are decoded by GitHub, and nothing else ends a line.
std::string command_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%') out += "%25";
    else if (c == '\r') out += "%0D";
    else if (c == '\n') out += "%0A";
    else out += c;
  }
  return out;
}

std::string command_property(std::string_view text) {
  std::string out;
  for (const char c : command_text(text)) {
    if (c == ':') out += "%3A";
    else if (c == ',') out += "%2C";
    else out += c;
  }
  return out;
}

struct Annotation {
  bool error = true;
  std::string file;
  int line = 0, column = 0;
  std::string title, text;
};

std::string command(const Annotation& a) {
  std::string out = a.error ? "::error " : "::warning ";
  if (!a.file.empty() && a.line > 0) {
    out += "file=" + command_property(clean_line(a.file, 500)) + ",line=" + std::to_string(a.line);
    if (a.column > 0) out += ",col=" + std::to_string(a.column);
    out += ",";
  }
  return out + "title=" + command_property(a.title) + "::" + command_text(a.text) + "\n";
}

/// Findings of hidden scenarios have no sentence here: the scenario itself is told.
std::vector<Annotation> annotations_of(const Verdict& v, const TextStyle& style) {
  std::vector<Annotation> all;
  const std::string name = clean_line(submission_name(v), 100) + ": ";
  for (const Diagnostic& d : v.compile.diagnostics) {
    if (!is_error(d)) continue;
    all.push_back({true, path_of(v, d.file), d.line, d.column, name + meaning(Code::kCE, style.language), clean_line(d.message)});
  }
  for (const Finding& f : v.findings) {
    const SourceLocation at = place_of(f);
    const std::string title = name + (f.severity == Severity::kError ? std::string(to_string(code_of(f))) + " " : "") + std::string(to_string(f.rule));
    std::string text = sentence_of(f, style);
    if (!f.hint.empty()) text += "\n" + tr(style.language, "Fix:") + " " + clean_line(sentence_in(style.language, beginning(f.hint, 2000)));
    if (const RunReport* run = first_run_of(v, f); run != nullptr && v.task && v.runs.size() > 1)
      text += "\n" + clean_line(run_in_words(*run, style.language), 500);
    all.push_back({f.severity == Severity::kError, at.file.empty() ? "" : path_of(v, at.file), at.line, 0, title, text});
  }
  for (const TestResult& result : test_results(v, style)) {
    const bool told = result.passed() || !result.rule.empty();
    if (!told) all.push_back({true, "", 0, 0, name + result.title, std::string(to_string(result.code)) + ": " + result.message});
  }
  return all;
}

}  // namespace

std::string github_report(const Verdicts& verdicts, const TextStyle& style) {
  std::string text;
  std::size_t told = 0;
  for (const Verdict& verdict : verdicts)
    for (const Annotation& annotation : annotations_of(verdict, style))
      if (told++ < kMostAnnotations) text += command(annotation);
  if (told > kMostAnnotations)
    text += "::notice title=grader::" + command_text(say_in(style.language, "and {0} more", told - kMostAnnotations)) + "\n";
  return text;
}

}  // namespace grader
