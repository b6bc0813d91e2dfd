// test_results.cc — a verdict as a list of tests, the form that most course systems know.
#include "grader/report/test_results.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "grader/model/source_name.h"
#include "grader/report/clean_text.h"
#include "grader/report/explain_finding.h"
#include "grader/report/run_in_words.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr std::size_t kFindingsTold = 6, kDiagnosticsTold = 20;

std::string title_of(const RunReport& run, Language language) {
  const auto title = run.title.find(std::string(to_string(language)));
  return clean_line(title == run.title.end() ? run.scenario : title->second, 200);
}

std::string output_of(const RunReport& run) {
  std::string text = clean_lines(run.stdout_bytes);
  if (run.stderr_bytes.empty()) return text;
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text + clean_lines(run.stderr_bytes);
}

/// What a student's program named at length makes no long report.
Finding bounded(Finding f) {
  constexpr std::size_t kSentence = 1500, kName = 300;
  f.message = beginning(f.message, kSentence);
  f.hint = beginning(f.hint, kSentence);
  for (FindingObject& object : f.objects)
    for (std::string* text : {&object.name, &object.created_by, &object.created_at.file, &object.created_at.function}) *text = beginning(*text, kName);
  for (FindingProcess& process : f.processes) {
    for (std::string* text : {&process.name, &process.at.file, &process.at.function}) *text = beginning(*text, kName);
    for (Frame& frame : process.stack)
      for (std::string* text : {&frame.at.file, &frame.at.function}) *text = beginning(*text, kName);
    if (!process.waits_for) continue;
    WaitsFor& wait = *process.waits_for;
    for (std::string* text : {&wait.object, &wait.value, &wait.call}) *text = beginning(*text, kName);
    wait.explanation = beginning(wait.explanation, kSentence);
  }
  return f;
}

/// `where` names the run that the first of them was made in.
std::string explained(const std::vector<const Finding*>& findings, const TextStyle& style, const std::string& where) {
  std::string text;
  for (std::size_t i = 0; i < std::min(findings.size(), kFindingsTold); ++i)
    text += (i == 0 ? "" : "\n") + explain_finding(bounded(*findings[i]), style, i == 0 ? where : "");
  if (findings.size() > kFindingsTold) text += "\n" + say_in(style.language, "and {0} more", findings.size() - kFindingsTold) + "\n";
  return text;
}

TestResult result_of(const Verdict& verdict, const std::vector<const RunReport*>& runs, const TextStyle& style) {
  const RunReport& first = *runs.front();
  TestResult result;
  result.name = clean_line(first.scenario, 200);
  result.title = title_of(first, style.language);
  result.hidden = first.hidden;
  result.runs = static_cast<int>(runs.size());
  const RunReport* shown = nullptr;
  for (const RunReport* run : runs) {
    result.code = std::min(result.code, run->verdict);
    result.points += run->points;
    result.max += run->max;
    result.wall_ms += run->wall_ms;
    result.cpu_ms += run->cpu_ms;
    result.memory_peak_bytes = std::max(result.memory_peak_bytes, run->memory_peak_bytes);
    if (run->verdict == Code::kOK) continue;
    ++result.bad;
    if (shown == nullptr) shown = run;
  }
  result.status = result.code == Code::kOK ? TestResult::Status::kPassed : TestResult::Status::kFailed;
  result.output = output_of(shown != nullptr ? *shown : first);
  const auto findings = findings_of(verdict, runs);
  const bool played = std::any_of(verdict.runs.begin(), verdict.runs.end(), [&](const RunReport& run) { return &run == &first; });
  const bool told = played && verdict.task && verdict.runs.size() > 1;
  result.text = explained(findings, style, told ? wrapped(run_in_words(shown != nullptr ? *shown : first, style.language), 4, style.width) : "");
  if (result.passed()) return result;
  result.message = meaning(result.code, style.language);
  for (const Finding* finding : findings) {
    if (finding->severity != Severity::kError || code_of(*finding) != result.code) continue;
    result.rule = to_string(finding->rule);
    result.message = sentence_of(*finding, style);
    result.hint = clean_line(sentence_in(style.language, beginning(finding->hint, 2000)));
    result.at = place_of(*finding);
    break;
  }
  if (result.runs > 1) result.message += " " + say_in(style.language, "(in {0} of {1} runs)", result.bad, result.runs);
  return result;
}

TestResult compilation(const Verdict& verdict, const TextStyle& style) {
  TestResult result;
  result.status = TestResult::Status::kFailed;
  result.name = "compile";
  result.title = tr(style.language, "compilation");
  result.code = Code::kCE;
  result.bad = 1;
  result.max = verdict.max;
  result.wall_ms = verdict.compile.wall_ms;
  result.rule = "compile-error";
  result.message = meaning(Code::kCE, style.language);
  std::size_t told = 0;
  for (const Diagnostic& d : verdict.compile.diagnostics) {
    if (told++ == kDiagnosticsTold) break;
    result.text += sentence_of(d) + "\n";
    if (!is_error(d) || result.at.line > 0) continue;
    result.at = {d.file, d.line, ""};
    result.message += ": " + sentence_of(d);
  }
  if (const auto& limit = verdict.compile.limit)
    result.text += say_in(style.language, "The compiler ran into its {0} limit of {1} {2}.", tr(style.language, limit->name), limit->value, limit->unit) + "\n";
  return result;
}

/// What was found outside of every run: a test of its own, unless there is nothing.
void add_unplayed(const Verdict& verdict, const TextStyle& style, std::vector<TestResult>& results) {
  RunReport rest;
  rest.scenario = "program";
  for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
    const auto has = [i](const RunReport& run) { return std::find(run.findings.begin(), run.findings.end(), static_cast<int>(i)) != run.findings.end(); };
    if (std::any_of(verdict.runs.begin(), verdict.runs.end(), has)) continue;
    rest.findings.push_back(static_cast<int>(i));
    if (verdict.findings[i].severity == Severity::kError) rest.verdict = std::min(rest.verdict, code_of(verdict.findings[i]));
  }
  if (results.empty()) rest.verdict = std::min(rest.verdict, verdict.verdict);
  if (!rest.findings.empty() || results.empty()) results.push_back(result_of(verdict, {&rest}, style));
}

TestResult grader_fault(const Verdict& verdict, const TextStyle& style) {
  TestResult result;
  result.status = TestResult::Status::kError;
  result.name = "grader";
  result.title = tr(style.language, "grading");
  result.code = Code::kIE;
  result.bad = 1;
  result.message = tr(style.language, "The grader itself failed. This says nothing about the submission: there is no score.");
  if (!verdict.error.empty()) result.text = clean_lines(verdict.error) + "\n";
  return result;
}

}  // namespace

std::string TestResult::story() const {
  if (!text.empty() && status != Status::kError) return text;
  return passed() ? "" : std::string(to_string(code)) + ": " + message + "\n" + text;
}

std::vector<const Finding*> findings_of(const Verdict& verdict, const std::vector<const RunReport*>& runs) {
  std::vector<const Finding*> found;
  for (const RunReport* run : runs)
    for (const int index : run->findings) {
      if (index < 0 || static_cast<std::size_t>(index) >= verdict.findings.size()) continue;
      const Finding* finding = &verdict.findings[static_cast<std::size_t>(index)];
      if (std::find(found.begin(), found.end(), finding) == found.end()) found.push_back(finding);
    }
  std::stable_sort(found.begin(), found.end(), [](const Finding* a, const Finding* b) {
    return std::pair(a->severity, code_of(*a)) < std::pair(b->severity, code_of(*b));
  });
  return found;
}

std::string sentence_of(const Finding& finding, const TextStyle& style) {
  const std::string title = finding.rule == Rule::kDeadlock ? tr(style.language, "Deadlock: ") : "";
  return clean_line(title + sentence_in(style.language, beginning(finding.message, 2000)));
}

SourceLocation place_of(const Finding& finding) {
  for (const FindingProcess& process : finding.processes)
    if (process.at.line > 0) return process.at;
  for (const FindingObject& object : finding.objects)
    if (object.created_at.line > 0) return object.created_at;
  return {};
}

bool is_error(const Diagnostic& diagnostic) { return diagnostic.severity.find("error") != std::string::npos; }

std::string sentence_of(const Diagnostic& d) {
  std::string text = d.file;
  if (d.line > 0) text += ":" + std::to_string(d.line);
  if (d.line > 0 && d.column > 0) text += ":" + std::to_string(d.column);
  return clean_line(text + (text.empty() ? "" : ": ") + d.severity + ": " + d.message);
}

std::vector<TestResult> test_results(const Verdict& verdict, const TextStyle& style) {
  if (verdict.verdict == Code::kIE) return {grader_fault(verdict, style)};
  if (verdict.verdict == Code::kCE) return {compilation(verdict, style)};
  std::vector<std::string> order;
  std::map<std::string, std::vector<const RunReport*>> runs;
  for (const RunReport& run : verdict.runs) {
    if (!runs.contains(run.scenario)) order.push_back(run.scenario);
    runs[run.scenario].push_back(&run);
  }
  std::vector<TestResult> results;
  for (const std::string& scenario : order) results.push_back(result_of(verdict, runs[scenario], style));
  add_unplayed(verdict, style, results);
  return results;
}

std::string path_of(const Verdict& verdict, const std::string& file) {
  namespace fs = std::filesystem;
  const fs::path submission = fs::path(verdict.submission_path).lexically_normal();
  if (fs::path(file).is_absolute()) return file;
  // Of a lone source the path names the file itself, and of a run of several sources the first of them.
  return ((is_source_name(submission) ? submission.parent_path() : submission) / file).lexically_normal();
}

}  // namespace grader
