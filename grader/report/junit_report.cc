// junit_report.cc — JUnit XML: a suite a submission, a case a scenario. Obeys Ant's strict schema (no attribute beyond
// it), and what GitLab and Jenkins show: the failure's text and its message.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "grader/report/class_report.h"
#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

/// GitLab reads 30 MB at most, and students have been known to print more.
constexpr std::size_t kMostOutput = 16'000;

std::string seconds(double ms) { return fmt::format("{:.3f}", ms / 1000); }

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

void add_case(pugi::xml_node suite, const std::string& suite_name, const TestResult& result) {
  auto test = suite.append_child("testcase");
  set(test, "name", result.name);
  set(test, "classname", suite_name);
  set(test, "time", seconds(result.wall_ms));
  if (result.passed()) return;
  auto failure = test.append_child(result.status == TestResult::Status::kError ? "error" : "failure");
  set(failure, "message", std::string(to_string(result.code)) + ": " + result.message);
  set(failure, "type", result.rule.empty() ? std::string(to_string(result.code)) : result.rule);
  // GitLab shows this text only, and Jenkins below the message.
  failure.append_child(pugi::node_pcdata).set_value(result.story().c_str());
}

void add_properties(pugi::xml_node suite, const Verdict& verdict) {
  auto properties = suite.append_child("properties");
  const auto add = [&](const char* name, const std::string& value) {
    auto property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
  };
  add("verdict", std::string(to_string(verdict.verdict)));
  if (is_flaky(verdict.repeats)) add("flaky", clean_line(flaky_text(verdict.repeats), 500));
  if (!verdict.task || verdict.verdict == Code::kIE) return;
  add("points", fmt::format("{:g}", verdict.points));
  add("max", fmt::format("{:g}", verdict.max));
}

void add_suite(pugi::xml_node suites, int id, const Verdict& verdict, const TextStyle& style) {
  const std::vector<TestResult> results = test_results(verdict, style);
  const std::string name = clean_line(submission_name(verdict), 200), task = clean_line(verdict.task.value_or("run"), 200);
  int failures = 0, errors = 0;
  double wall_ms = 0;
  std::string output;
  for (const TestResult& result : results) {
    (result.status == TestResult::Status::kError ? errors : failures) += result.passed() ? 0 : 1;
    wall_ms += result.wall_ms;
    if (!result.output.empty() && output.size() < kMostOutput) output += "== " + result.name + "\n" + result.output + "\n";
  }
  auto suite = suites.append_child("testsuite");
  const std::string suite_name = (name.empty() ? "submission" : name) + ": " + task;
  set(suite, "package", task);
  set(suite, "id", std::to_string(id));
  set(suite, "name", suite_name);
  // The schema wants a moment; a verdict does not know when it was given.
  set(suite, "timestamp", "1970-01-01T00:00:00");
  set(suite, "hostname", "localhost");
  set(suite, "tests", std::to_string(results.size()));
  set(suite, "failures", std::to_string(failures));
  set(suite, "errors", std::to_string(errors));
  set(suite, "time", seconds(wall_ms));
  add_properties(suite, verdict);
  for (const TestResult& result : results) add_case(suite, suite_name, result);
  suite.append_child("system-out").append_child(pugi::node_pcdata).set_value(clean_lines(output, kMostOutput).c_str());
  suite.append_child("system-err");
}

}  // namespace

std::string junit_report(const Verdicts& verdicts, const TextStyle& style) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  auto suites = document.append_child("testsuites");
  int id = 0;
  for (const Verdict& verdict : verdicts) add_suite(suites, id++, verdict, style);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace grader
