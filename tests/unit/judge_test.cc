// judge_test.cc — codes and points, and that judging is a function of its evidence.
#include "grader/judge.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/diagnose/findings.h"
#include "grader/report/report.h"

namespace grader {
namespace {

Finding finding(Rule rule, Severity severity = Severity::kError) {
  Finding f;
  f.rule = rule;
  f.severity = severity;
  f.message = std::string(to_string(rule));
  return f;
}

Finding limit(const std::string& name) {
  Finding f = finding(Rule::kLimit);
  f.limit = name;
  return f;
}

JudgedRun run_of(const std::string& scenario, std::vector<Finding> findings, double max) {
  JudgedRun run;
  run.evidence.scenario = scenario;
  run.findings = std::move(findings);
  run.max = max;
  return run;
}

Task task_of(std::vector<std::pair<std::string, double>> scenarios) {
  Task task;
  task.id = "t";
  for (const auto& [name, points] : scenarios) {
    Scenario s;
    s.name = name;
    s.points = points;
    task.scenarios.push_back(s);
  }
  return task;
}

const CompileReport kCompiled{.status = CompileReport::Status::kOk};

TEST(JudgeTest, FirstMatchingCodeWins) {
  EXPECT_EQ(code_of(std::vector<Finding>{}), Code::kOK);
  EXPECT_EQ(code_of(std::vector{finding(Rule::kLeak), finding(Rule::kDeadlock)}), Code::kDL);
  EXPECT_EQ(code_of(std::vector{finding(Rule::kDeadlock), finding(Rule::kForbidden)}), Code::kSV);
  EXPECT_EQ(code_of(std::vector{finding(Rule::kOutput), finding(Rule::kCrash)}), Code::kRT);
  EXPECT_EQ(code_of(std::vector{finding(Rule::kUnwaited), finding(Rule::kLeak)}), Code::kZP);
}

TEST(JudgeTest, LimitsOfTimeAndOfMatterDiffer) {
  for (const char* name : {"memory", "tasks", "output", "file-size", "open-files"})
    EXPECT_EQ(code_of(std::vector{limit(name)}), Code::kML) << name;
  for (const char* name : {"wall", "cpu"}) EXPECT_EQ(code_of(std::vector{limit(name)}), Code::kTL) << name;
}

TEST(JudgeTest, WarningsChangeNothing) {
  EXPECT_EQ(code_of(std::vector{finding(Rule::kLeak, Severity::kWarning)}), Code::kOK);
}

TEST(JudgeTest, PointsOfWhatIsRightAndHalfForUntidiness) {
  const Verdict v = judge(task_of({{"a", 4}, {"b", 3}, {"c", 2}}), kCompiled,
                          {run_of("a", {}, 4), run_of("b", {finding(Rule::kLeak)}, 3), run_of("c", {finding(Rule::kDeadlock)}, 2)});
  EXPECT_EQ(v.verdict, Code::kDL);
  EXPECT_DOUBLE_EQ(v.points, 5.5);
  EXPECT_DOUBLE_EQ(v.max, 9);
}

TEST(JudgeTest, AllRepetitionsMustBeRight) {
  const Verdict v = judge(task_of({{"a", 6}}), kCompiled,
                          {run_of("a", {}, 2), run_of("a", {finding(Rule::kDeadlock)}, 2), run_of("a", {}, 2)});
  EXPECT_DOUBLE_EQ(v.points, 0);
  EXPECT_DOUBLE_EQ(judge(task_of({{"a", 1}}), kCompiled,
                         {run_of("a", {}, 1. / 3), run_of("a", {}, 1. / 3), run_of("a", {}, 1. / 3)}).points, 1);
}

TEST(JudgeTest, DoesNotCompile) {
  const Verdict v = judge(task_of({{"a", 6}}), CompileReport{.status = CompileReport::Status::kError}, {});
  EXPECT_EQ(v.verdict, Code::kCE);
  EXPECT_DOUBLE_EQ(v.points, 0);
  EXPECT_DOUBLE_EQ(v.max, 6);
}

TEST(JudgeTest, SameFindingOfSeveralRunsStandsOnce) {
  const Verdict v = judge(std::nullopt, kCompiled, {run_of("a", {finding(Rule::kLeak)}, 0), run_of("b", {finding(Rule::kLeak)}, 0)});
  ASSERT_EQ(v.findings.size(), 1u);
  EXPECT_EQ(v.runs[0].findings, std::vector<int>{0});
  EXPECT_EQ(v.runs[1].findings, std::vector<int>{0});
}

Evidence recorded() {
  Evidence e;
  e.scenario = "a";
  e.seed = 42;
  e.wall_ms = 12.3456789;
  ProcessRecord main;
  main.id = 1;
  main.name = main.role = "main";
  main.pid = 7;
  main.argv = {"./a.out", "\xff\xfe", "naïve"};
  main.end = {ProcessEnd::Kind::kExited, 0, 0, ""};
  main.end_ms = 11.1;
  e.processes.push_back(main);
  e.outputs.push_back({"main", std::string("42\n\0\xff", 5), "", true});
  e.objects_left.push_back({"sem", "/s42", 32, 0600, 1, {"a.c", 14, "main"}, std::nullopt});
  WaitSnapshot snapshot;
  snapshot.tasks.push_back(TaskState{.tid = 9, .pid = 9, .activity = TaskActivity::kBlocked, .call = BlockedCall{.nr = 202, .name = "futex", .futex_memory = {1, 2, 255}}});
  snapshot.processes.push_back(ProcessState{.pid = 9, .box_tids = {{2, 9}}});
  e.last_snapshot = snapshot;
  return e;
}

std::string judged(const Evidence& evidence) {
  Scenario scenario;
  scenario.name = "a";
  return json_report(judge(std::nullopt, kCompiled, {{evidence, findings(evidence, scenario), 0}}));
}

TEST(JudgeTest, SameEvidenceFileGivesSameVerdictByteForByte) {
  const std::string file = to_json(recorded()).dump();
  const Evidence again = evidence_from_json(nlohmann::json::parse(file));
  EXPECT_EQ(to_json(again).dump(), file);
  EXPECT_EQ(judged(again), judged(evidence_from_json(nlohmann::json::parse(file))));
  EXPECT_EQ(judged(again), judged(recorded()));
}

TEST(JudgeTest, ARunKnowsItsScenariosTitleAndWhetherItIsHidden) {
  Task task = task_of({{"a", 1}, {"b", 1}});
  task.scenarios[1].title = {{"en", "B"}, {"ru", "Б"}};
  task.scenarios[1].hidden = true;
  const Verdict v = judge(task, kCompiled, {run_of("a", {}, 1), run_of("b", {}, 1)});
  EXPECT_FALSE(v.runs[0].hidden);
  EXPECT_TRUE(v.runs[0].title.empty());
  EXPECT_TRUE(v.runs[1].hidden);
  EXPECT_EQ(v.runs[1].title.at("ru"), "Б");
  const Verdict again = verdict_from_json(to_json(v));
  EXPECT_TRUE(again.runs[1].hidden && !again.runs[0].hidden);
  EXPECT_EQ(again.runs[1].title, v.runs[1].title);
}

}  // namespace
}  // namespace grader
