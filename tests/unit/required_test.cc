// required_test.cc — which mechanisms were used, by how many, and how often: judged on recorded uses.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/diagnose/findings.h"
#include "grader/model/verdict.h"

namespace grader {
namespace {

ProcessRecord process(int id, const std::string& role, std::optional<int> parent = {}, double start_ms = 0) {
  ProcessRecord p;
  p.id = p.pid = id;
  p.role = role;
  p.name = role.empty() ? "child of main" : role;
  p.parent = parent;
  p.start_ms = start_ms;
  p.end.kind = ProcessEnd::Kind::kExited;
  return p;
}

/// main and two children, made at 10 and 20 ms.
Evidence family() {
  Evidence e;
  e.mechanisms_watched = true;
  e.processes = {process(1, "main"), process(2, "", 1, 10), process(3, "", 1, 20)};
  return e;
}

Scenario wants(Mechanism mechanism, int processes = 1, int times = 1, const std::string& role = "") {
  Scenario scenario;
  scenario.required = {{mechanism, role, processes, times}};
  return scenario;
}

std::string message(const Evidence& e, const Scenario& scenario) {
  const auto all = findings(e, scenario);
  if (all.empty()) return "";
  EXPECT_EQ(all[0].rule, Rule::kRequired);
  EXPECT_EQ(code_of(all[0]), Code::kWA);
  return all[0].message;
}

TEST(Required, NothingIsSaidOfWhatWasUsed) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kPipe, 1, 5}};
  EXPECT_EQ(message(e, wants(Mechanism::kPipe)), "");
}

TEST(Required, SaysWhatWasNeverUsed) {
  EXPECT_EQ(message(family(), wants(Mechanism::kFifo)), "main never used a FIFO (mkfifo(), open()), which the task requires.");
}

TEST(Required, NothingIsSaidWhereNobodyWatched) {
  Evidence e = family();
  e.mechanisms_watched = false;
  EXPECT_EQ(message(e, wants(Mechanism::kFifo)), "");
}

TEST(Required, ChildrenInheritWhatTheirParentHadBeforeTheFork) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kSharedMemory, 1, 15}};
  EXPECT_EQ(message(e, wants(Mechanism::kSharedMemory, 2)), "");  // main, and the child made at 20 ms
  EXPECT_EQ(message(e, wants(Mechanism::kSharedMemory, 3)),
            "of main and its children only 2 used shared memory (mmap() with MAP_SHARED), and the task requires at least 3 "
            "processes to do so.");
}

TEST(Required, GrandchildrenInheritToo) {
  Evidence e = family();
  e.processes.push_back(process(4, "", 3, 30));
  e.mechanisms = {{1, Mechanism::kPipe, 1, 5}};
  EXPECT_EQ(message(e, wants(Mechanism::kPipe, 4)), "");
}

TEST(Required, ExecLosesMemoryButKeepsDescriptors) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kSharedMemory, 1, 5}, {1, Mechanism::kPipe, 1, 5}};
  e.execs = {{3, "/bin/cat", 21}};
  EXPECT_NE(message(e, wants(Mechanism::kSharedMemory, 3)), "");
  EXPECT_EQ(message(e, wants(Mechanism::kPipe, 3)), "");
}

TEST(Required, ActsAreNotInherited) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kFork, 2, 5}};
  EXPECT_EQ(message(e, wants(Mechanism::kFork, 1, 2)), "");
  EXPECT_NE(message(e, wants(Mechanism::kFork, 2)), "");
}

TEST(Required, TimesAreAddedUp) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kKill, 2, 5}, {2, Mechanism::kKill, 1, 12}};
  EXPECT_EQ(message(e, wants(Mechanism::kKill, 1, 3)), "");
  EXPECT_EQ(message(e, wants(Mechanism::kKill, 1, 4)),
            "main used signals sent to processes (kill()) 3 times, and the task requires it at least 4 times.");
}

TEST(Required, EachStudentRoleMustUnlessOneIsNamed) {
  Evidence e;
  e.mechanisms_watched = true;
  e.processes = {process(1, "server"), process(2, "client"), process(3, "reference client")};
  e.processes[2].students = false;
  e.mechanisms = {{1, Mechanism::kMq, 1, 5}};
  EXPECT_EQ(message(e, wants(Mechanism::kMq)), "client never used a POSIX message queue (mq_open()), which the task requires.");
  EXPECT_EQ(message(e, wants(Mechanism::kMq, 1, 1, "server")), "");
  EXPECT_NE(message(e, wants(Mechanism::kMq, 1, 1, "reference client")), "");
}

// The id of a System V object is a number: whoever is handed it needs no call that is held.
TEST(Required, WhoMayHaveBeenHandedASystemVIdIsNotAccused) {
  Evidence e;
  e.mechanisms_watched = true;
  e.processes = {process(1, "server"), process(2, "client")};
  EXPECT_NE(message(e, wants(Mechanism::kSysvSem)), "");
  e.mechanisms = {{1, Mechanism::kSysvSem, 1, 5}};
  EXPECT_EQ(message(e, wants(Mechanism::kSysvSem)), "");
}

// Its parent was killed before anybody had seen it: whose child it is nobody knows.
TEST(Required, AProcessWithoutAKnownParentCountsForEveryFamily) {
  Evidence e = family();
  e.processes.push_back(process(4, ""));
  e.mechanisms = {{4, Mechanism::kEventfd, 1, 30}};
  EXPECT_EQ(message(e, wants(Mechanism::kEventfd)), "");
}

TEST(Required, NotSaidOfARunThatEndedTooEarly) {
  Evidence e = family();
  e.processes[0].end.kind = ProcessEnd::Kind::kSignaled;
  e.processes[0].end.signal = 11;
  e.crashes = {{1, 11, 0, {}}};
  const auto all = findings(e, wants(Mechanism::kPipe));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].rule, Rule::kCrash);
}

TEST(Required, FailuresMadeOnPurposeAreTold) {
  Evidence e = family();
  e.faults = {{1, "fork", "EAGAIN", 3}};
  const auto all = findings(e, wants(Mechanism::kPipe));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_NE(all[0].hint.find("In this scenario, on purpose, fork() failed with EAGAIN once."), std::string::npos) << all[0].hint;
}

TEST(Required, UsesSurviveTheRecording) {
  Evidence e = family();
  e.mechanisms = {{1, Mechanism::kSharedMemory, 3, 15}};
  e.faults = {{1, "fork", "EAGAIN", 3}};
  const Evidence again = evidence_from_json(to_json(e));
  ASSERT_EQ(again.mechanisms.size(), 1u);
  EXPECT_EQ(again.mechanisms[0].mechanism, Mechanism::kSharedMemory);
  EXPECT_TRUE(again.mechanisms_watched);
  ASSERT_EQ(again.faults.size(), 1u);
  EXPECT_EQ(again.faults[0].error, "EAGAIN");
}

TEST(Mechanisms, EachHasItsOwnName) {
  for (const Mechanism mechanism : all_mechanisms()) EXPECT_EQ(mechanism_from(to_string(mechanism)), mechanism);
  EXPECT_EQ(all_mechanisms().size(), 21u);
  EXPECT_FALSE(mechanism_from("telepathy"));
}

}  // namespace
}  // namespace grader
