// student_view_test.cc — what students are told of hidden scenarios: enough to go on, and nothing to fit a program to.
#include "grader/report/student_view.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/report/formats.h"

namespace grader {
namespace {

/// A finding with a secret in every place that can hold one.
Finding secretive(Rule rule, int line) {
  Finding f;
  f.rule = rule;
  f.message = "expected SECRET, got 5";
  f.hint = "SECRET";
  f.cause = "unclosed-write-end";
  f.objects = {{"file", "SECRET", {}, "SECRET", {}, "SECRET"}};
  FindingProcess p;
  p.id = 1, p.name = "SECRET", p.pid = 77;
  p.waits_for = WaitsFor{"pipe", "SECRET", "SECRET", "read()", "SECRET"};
  p.at = {"main.c", line, "main"};
  p.stack = {{{"main.c", line, "main"}, "SECRET", true}};
  f.processes = {p};
  f.wait_graph = {{"pipe", "SECRET", "SECRET", {0}, {}}};
  return f;
}

RunReport run(const std::string& scenario, bool hidden, std::vector<int> findings) {
  RunReport r;
  r.scenario = scenario;
  r.hidden = hidden;
  r.verdict = Code::kWA;
  r.max = 5;
  r.seed = hidden ? 4711 : 1;
  r.findings = std::move(findings);
  return r;
}

Verdict sample() {
  Verdict v;
  v.task = "t";
  v.submission_path = "a.c";
  v.verdict = Code::kWA;
  v.max = 10;
  v.findings = {secretive(Rule::kOutput, 5), secretive(Rule::kOutput, 5), secretive(Rule::kLeak, 9)};
  v.findings[1].message = "expected SECRET, got 6";
  v.runs = {run("open", false, {}), run("SECRET", true, {0, 1}), run("SECRET", true, {1, 2})};
  v.runs[1].stdout_bytes = v.runs[2].stderr_bytes = "SECRET";
  ProcessRecord process;
  process.argv = {"./main", "SECRET"};
  process.name = "SECRET";
  v.runs[1].processes = {process};
  return v;
}

TEST(StudentView, NoFormTellsASecret) {
  const Verdict seen = student_view(sample());
  TextStyle style;
  EXPECT_EQ(text_report(seen, style).find("SECRET"), std::string::npos) << text_report(seen, style);
  EXPECT_EQ(to_json(seen).dump().find("SECRET"), std::string::npos);
  EXPECT_EQ(to_json(seen).dump().find("4711"), std::string::npos);
  for (const Format& format : formats()) {
    const std::string text = written_as(format, {seen}, style, false);
    EXPECT_EQ(text.find("SECRET"), std::string::npos) << format.name;
    if (format.whom != Format::For::kStudents) continue;
    EXPECT_EQ(written_as(format, {sample()}, style, false).find("SECRET"), std::string::npos) << format.name;
  }
}

TEST(StudentView, RulePlaceAndAdviceAreLeft) {
  const Verdict seen = student_view(sample());
  ASSERT_EQ(seen.findings.size(), 2u);  // both outputs say the same now
  EXPECT_EQ(seen.findings[0].rule, Rule::kOutput);
  EXPECT_EQ(seen.findings[0].message, "In a hidden scenario: the output or the state is not as the statement asks for.");
  EXPECT_FALSE(seen.findings[0].hint.empty());
  ASSERT_EQ(seen.findings[0].processes.size(), 1u);
  EXPECT_EQ(seen.findings[0].processes[0].at.line, 5);
  EXPECT_EQ(seen.runs[1].findings, std::vector<int>{0});
  EXPECT_EQ(seen.runs[2].findings, (std::vector<int>{0, 1}));
  EXPECT_EQ(seen.runs[2].scenario, "hidden scenario 1");
}

TEST(StudentView, WhatAPublicRunShowsAsWellStays) {
  Verdict verdict = sample();
  verdict.findings[2] = Finding{};
  verdict.findings[2].rule = Rule::kLeak;
  verdict.findings[2].message = "file x is left.";
  verdict.runs[0].findings = {2};
  const Verdict seen = student_view(verdict);
  EXPECT_EQ(seen.findings.back().message, "file x is left.");
  EXPECT_EQ(seen.runs[0].findings, seen.runs[2].findings.size() == 2 ? std::vector<int>{seen.runs[2].findings[1]} : std::vector<int>{-1});
}

}  // namespace
}  // namespace grader
