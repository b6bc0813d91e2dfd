// ejudge_report.cc — ejudge's testing_report: a test a scenario. Its parser takes no attribute and no element that it
// does not know, and reads no file of a test that is empty: so nothing empty is written, and no sizes, which it would
// believe. Source: testing_report_xml.c.
#include "grader/report/ejudge_report.h"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "grader/report/clean_text.h"
#include "grader/report/ejudge_status.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

constexpr std::size_t kMostText = 16'000, kMostComment = 200, kMostTests = 32'766;

void set(pugi::xml_node node, const char* name, const std::string& value) { node.append_attribute(name) = value.c_str(); }
void set(pugi::xml_node node, const char* name, long long value) { node.append_attribute(name) = value; }

void add_text(pugi::xml_node node, const char* name, const std::string& text) {
  const std::string clean = clean_lines(text, kMostText);
  if (!clean.empty()) node.append_child(name).append_child(pugi::node_pcdata).set_value(clean.c_str());
}

/// The runs of each scenario, in the order of test_results().
std::vector<std::vector<const RunReport*>> by_scenario(const Verdict& verdict) {
  std::vector<std::vector<const RunReport*>> all;
  for (const RunReport& run : verdict.runs) {
    const auto known = std::find_if(all.begin(), all.end(), [&](const auto& runs) { return runs.front()->scenario == run.scenario; });
    if (known == all.end()) all.push_back({&run});
    else known->push_back(&run);
  }
  return all;
}

/// How the first process of the student's ended that ended badly.
void set_end(pugi::xml_node test, const std::vector<const RunReport*>& runs) {
  for (const RunReport* run : runs)
    for (const ProcessRecord& process : run->processes) {
      if (!process.students || process.parent) continue;
      const ProcessEnd& end = process.end;
      if (end.kind == ProcessEnd::Kind::kSignaled && end.signal > 0) return set(test, "term-signal", end.signal);
      if (end.kind == ProcessEnd::Kind::kExited && end.code > 0) return set(test, "exit-code", end.code & 0xFF);
    }
}

long long whole_ms(double ms) { return ms > 0 ? static_cast<long long>(std::min(ms, 1e9)) : 0; }

struct Tests {
  int score = 0, passed = 0;
};

Tests add_tests(pugi::xml_node report, const Verdict& verdict, const TextStyle& style) {
  Tests sum;
  const auto scenarios = by_scenario(verdict);
  const std::vector<TestResult> results = test_results(verdict, style);
  auto tests = report.append_child("tests");
  for (std::size_t i = 0; i < std::min({scenarios.size(), results.size(), kMostTests}); ++i) {
    const TestResult& result = results[i];
    const EjudgeStatus status = test_status(verdict, scenarios[i]);
    auto test = tests.append_child("test");
    set(test, "num", static_cast<long long>(i + 1));
    set(test, "status", std::string(to_string(status)));
    if (status == EjudgeStatus::kRT) set_end(test, scenarios[i]);
    set(test, "time", whole_ms(result.cpu_ms));
    set(test, "real-time", whole_ms(result.wall_ms));
    if (result.memory_peak_bytes > 0) set(test, "max-memory-used", std::to_string(result.memory_peak_bytes));
    set(test, "nominal-score", whole_points(result.max));
    set(test, "score", whole_points(result.points));
    set(test, "comment", result.title);
    if (!result.message.empty()) set(test, "checker-comment", clean_line(result.message, kMostComment));
    set(test, "visibility", result.hidden ? "hidden" : "full");
    add_text(test, "output", result.output);
    add_text(test, "checker", result.story());
    sum.score += whole_points(result.points);
    sum.passed += result.passed() ? 1 : 0;
  }
  return sum;
}

/// A whole run is OK, CE, CF, or PT: one that passed some tests, or none.
EjudgeStatus run_status(const Verdict& verdict) {
  switch (verdict.verdict) {
    case Code::kOK: return EjudgeStatus::kOK;
    case Code::kCE: return EjudgeStatus::kCE;
    case Code::kIE: return EjudgeStatus::kCF;
    default: return EjudgeStatus::kPT;
  }
}

}  // namespace

std::string ejudge_report(const std::vector<Verdict>& verdicts, const TextStyle& style) {
  if (verdicts.empty()) return "";
  const Verdict& verdict = verdicts.front();
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "utf-8");
  auto report = document.append_child("testing-report");
  set(report, "run-id", 0);  // ejudge's own numbers, which a verdict does not know
  set(report, "judge-id", 0);
  set(report, "status", std::string(to_string(run_status(verdict))));
  set(report, "scoring", "KIROV");
  const bool tested = verdict.verdict != Code::kCE && verdict.verdict != Code::kIE;
  set(report, "run-tests", tested ? static_cast<long long>(std::min(by_scenario(verdict).size(), kMostTests)) : 0);
  set(report, "real-time-available", "yes");
  set(report, "max-memory-used-available", "yes");
  if (verdict.verdict == Code::kCE) set(report, "compile-error", "yes");
  Tests sum;
  const std::string story = tested ? "" : test_results(verdict, style).front().story();
  if (tested) sum = add_tests(report, verdict, style);
  else add_text(report, verdict.verdict == Code::kCE ? "compiler_output" : "errors", story.empty() ? "-" : story);
  set(report, "score", sum.score);
  set(report, "max-score", whole_points(verdict.max));
  set(report, "tests-passed", sum.passed);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace grader
