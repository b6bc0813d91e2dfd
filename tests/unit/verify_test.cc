// verify_test.cc — what `task verify` makes of gradings, and of a task's texts: nothing is run here.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/cli/verify_report.h"
#include "grader/cli/verify_texts.h"

namespace grader {
namespace {

Trial trial(Code verdict, std::set<std::string> rules = {}, TrialKind kind = TrialKind::kAlone, std::uint64_t seed = 1) {
  return {kind, seed, verdict, std::move(rules), {{"one", verdict}}, verdict == Code::kIE ? "no room" : ""};
}

std::string complaint(const SolutionResult& solution) {
  const auto all = judge_solution(solution);
  return all.empty() ? "" : all[0].subject + " " + all[0].fact;
}

TEST(Verify, WhatComesOutAsFiledIsNoComplaint) {
  EXPECT_EQ(complaint({"accepted/a.c", "OK", {trial(Code::kOK)}}), "");
  EXPECT_EQ(complaint({"DL/a.c", "DL", {trial(Code::kDL, {"deadlock"})}}), "");
  EXPECT_EQ(complaint({"leak/a.c", "leak", {trial(Code::kLK, {"leak"})}}), "");
  EXPECT_EQ(complaint({"starter", "not OK", {trial(Code::kWA, {"output"})}}), "");
}

TEST(Verify, WrongVerdict) {
  EXPECT_EQ(complaint({"accepted/a.c", "OK", {trial(Code::kWA, {"output"})}}), "accepted/a.c got WA (output) instead of OK");
  EXPECT_EQ(complaint({"leak/a.c", "leak", {trial(Code::kOK)}}), "leak/a.c is caught by no scenario");
  EXPECT_EQ(complaint({"leak/a.c", "leak", {trial(Code::kIE)}}), "leak/a.c got IE: no room instead of leak");
  EXPECT_EQ(complaint({"starter", "not OK", {trial(Code::kCE)}}), "starter got CE () instead of not OK");
}

// A leak that comes with a wrong output is caught for the output: the leak alone might go unseen.
TEST(Verify, RightVerdictForTheWrongReason) {
  EXPECT_EQ(complaint({"required/a.c", "required", {trial(Code::kWA, {"output"})}}),
            "required/a.c has the right verdict for the wrong reason: WA (output) instead of required");
  EXPECT_EQ(complaint({"leak/a.c", "leak", {trial(Code::kWA, {"output"})}}), "leak/a.c got WA (output) instead of leak");
}

TEST(Verify, VerdictThatChangesBetweenRepetitions) {
  EXPECT_EQ(complaint({"output/a.c", "output", {trial(Code::kWA, {"output"}), trial(Code::kOK, {}, TrialKind::kAlone, 2)}}),
            "output/a.c changes between repetitions: 1 of 2 differ, as one that is caught by no scenario (seed 2)");
}

TEST(Verify, VerdictThatDependsOnTheMachineOrTheLimit) {
  EXPECT_EQ(complaint({"accepted/a.c", "OK", {trial(Code::kOK), trial(Code::kTL, {"timeout"}, TrialKind::kHalfLimits)}}),
            "accepted/a.c got TL (timeout) instead of OK with half of the time limits");
  EXPECT_EQ(complaint({"timeout/a.c", "timeout", {trial(Code::kTL, {"timeout"}), trial(Code::kOK, {}, TrialKind::kDoubleLimits)}}),
            "timeout/a.c is caught by no scenario with twice the time limits");
  EXPECT_EQ(complaint({"accepted/a.c", "OK", {trial(Code::kOK), trial(Code::kWA, {"output"}, TrialKind::kLoaded, 3)}}),
            "accepted/a.c got WA (output) instead of OK seed 3, on a loaded machine");
}

TaskResult task_of(std::vector<SolutionResult> solutions) { return {"t", {"one", "two"}, std::move(solutions), {}, true}; }

TEST(Verify, ScenarioThatCatchesNobody) {
  const auto all = judge_task(task_of({{"DL/a.c", "DL", {trial(Code::kDL, {"deadlock"})}}}), false);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].subject + " " + all[0].fact, "scenario 'two' catches none of the known-bad solutions");
  EXPECT_FALSE(all[0].warning);
  EXPECT_EQ(all[1].fact, "has 1 known-bad solutions, 4 are wanted");
  EXPECT_TRUE(all[1].warning);
  EXPECT_TRUE(fails(all));
}

TEST(Verify, StrictLetsNoWarningPass) {
  TaskResult task = task_of({{"DL/a.c", "DL", {trial(Code::kDL, {"deadlock"})}}});
  task.scenarios = {"one"};
  EXPECT_FALSE(fails(judge_task(task, false)));
  EXPECT_TRUE(fails(judge_task(task, true)));
}

TEST(Verify, WhatWasInterruptedProvesNothingOfScenarios) {
  TaskResult task = task_of({{"DL/a.c", "DL", {}}});
  task.complete = false;
  EXPECT_TRUE(judge_task(task, true).empty());
}

TEST(Verify, TrialsKeepWhatDecided) {
  Verdict verdict;
  verdict.verdict = Code::kDL;
  const auto finding = [](Rule rule, Severity severity = Severity::kError) {
    Finding f;
    f.rule = rule, f.severity = severity;
    return f;
  };
  verdict.findings = {finding(Rule::kDeadlock), finding(Rule::kPrivateSync), finding(Rule::kLeak), finding(Rule::kUnwaited, Severity::kWarning)};
  verdict.runs.resize(2);
  verdict.runs[0].scenario = verdict.runs[1].scenario = "one";
  verdict.runs[1].verdict = Code::kDL;
  verdict.runs[1].findings = {0, 1, 2, 3};
  const Trial t = trial_of(verdict, TrialKind::kAlone, 7);
  EXPECT_EQ(t.deciding, (std::set<std::string>{"deadlock", "private-sync"}));
  EXPECT_EQ(t.scenarios.at("one"), Code::kDL);
}

TEST(Verify, TableAndJsonTellTheSame) {
  TaskResult task = task_of({{"reference", "OK", {trial(Code::kOK)}}, {"output/a.c", "output", {trial(Code::kOK)}}, {"DL/b.c", "DL", {}}});
  task.left_out = {"race/rare.c"};
  const auto complaints = judge_task(task, false);
  EXPECT_EQ(verify_table(task, complaints, false, 100),
            "t\n"
            " submission    one   two  wants         verdict\n"
            " reference      OK     –  OK            OK ✓\n"
            " output/a.c     OK     –  output        OK ✗\n"
            " DL/b.c       not graded\n"
            " race/rare.c  left out: only a rare schedule shows it\n"
            " ✗ output/a.c is caught by no scenario\n"
            " ✗ scenario 'one' catches none of the known-bad solutions\n"
            " ✗ scenario 'two' catches none of the known-bad solutions\n"
            " warning: task has 2 known-bad solutions, 4 are wanted\n"
            " warning: task has 0 accepted solutions beside the reference, 2 are wanted\n");
  const auto json = verify_json(task, complaints);
  EXPECT_EQ(json["ok"], false);
  EXPECT_EQ(json["solutions"][1]["trials"][0]["verdict"], "OK");
  EXPECT_EQ(json["solutions"][1]["ok"], false);
  EXPECT_EQ(json["solutions"][2]["ok"], false);
  EXPECT_EQ(json["complaints"].size(), 5u);
  EXPECT_EQ(json["complaints"][4]["severity"], "warning");
}

Task texts(const std::string& statement) {
  Task task;
  task.title = {{"en", "A"}, {"ru", "А"}};
  task.statement = {{"en", statement}, {"ru", "Текст\n"}};
  task.limits.wall = std::chrono::seconds(5);
  task.limits.memory_bytes = 64 << 20;
  return task;
}

TEST(Verify, StatementsNameNoLimitsThatAreNotThere) {
  EXPECT_TRUE(check_texts(texts("The limit is 5 s of time and 64 MiB.\nSleeps for 100 ms between two looks.\n")).empty());
  EXPECT_TRUE(check_texts(texts("Limits: 5000 ms, `x1s` and 5 students.\n")).empty());
  const auto all = check_texts(texts("Time limit: 3 s; memory limit 64 MiB.\n"));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].fact, "names a limit of 3 s, which the task does not have");
}

TEST(Verify, BothLanguagesMustBeThere) {
  Task task = texts("x");
  task.statement.erase("ru");
  task.scenarios.resize(1);
  task.scenarios[0].name = "one";
  task.scenarios[0].title = {{"ru", "Один"}};
  const auto all = check_texts(task);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].subject + " " + all[0].fact, "scenario 'one' has no title in language en");
  EXPECT_EQ(all[1].subject + " " + all[1].fact, "task has no statement.ru.md");
}

}  // namespace
}  // namespace grader
