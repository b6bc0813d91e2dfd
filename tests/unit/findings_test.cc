// findings_test.cc — from facts to findings: what is said, and what is left unsaid.
#include "grader/diagnose/findings.h"

#include <gtest/gtest.h>

#include <csignal>
#include <utility>

#include "tests/unit/wait_snapshots.h"

namespace grader {
namespace {

Stack stack_at(const std::string& file, int line, const std::string& called) {
  return {Frame{{"", 0, called}, "libc.so.6", false}, Frame{{file, line, "main"}, "a.out", true}};
}

ProcessRecord record(int id, const std::string& name, std::optional<int> parent = {}) {
  ProcessRecord p;
  p.id = id;
  p.name = name;
  p.role = parent ? "" : name;
  p.pid = id;
  p.host_pid = 100 + id;
  p.parent = parent;
  p.end.kind = ProcessEnd::Kind::kExited;
  return p;
}

ProcessRecord signaled(ProcessRecord p, int signo) {
  p.end.kind = ProcessEnd::Kind::kSignaled;
  p.end.signal = signo;
  return p;
}

Evidence two_processes() {
  Evidence e;
  e.processes = {record(1, "main"), record(2, "collector", 1)};
  return e;
}

Evidence stuck(SnapshotBuilder& b) {
  Evidence e = two_processes();
  e.stuck = StuckEvidence{b.snapshot, 10, 21};
  return e;
}

std::vector<Rule> rules(const std::vector<Finding>& all) {
  std::vector<Rule> out;
  for (const Finding& f : all) out.push_back(f.rule);
  return out;
}
using Rules = std::vector<Rule>;

SnapshotBuilder unclosed_pipe() {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = stack_at("pc.c", 65, "__GI___waitpid");
  b.blocked(102, "read", {3}).stack = stack_at("pc.c", 46, "__GI___libc_read");
  b.descriptor(102, 3, pipe_id(1), true, false, "pipe:[1]");
  b.descriptor(102, 4, pipe_id(1), false, true, "pipe:[1]");
  return b;
}

TEST(Findings, NothingFoundInACleanRun) { EXPECT_TRUE(findings(two_processes(), {}).empty()); }

TEST(Findings, UnclosedWriteEndIsNamedWithItsDescriptor) {
  SnapshotBuilder b = unclosed_pipe();
  const auto all = findings(stuck(b), {});
  ASSERT_EQ(rules(all), Rules{Rule::kDeadlock});
  const Finding& f = all[0];
  EXPECT_EQ(f.message, "collector (pc.c:46) reads an empty pipe whose write end (descriptor 4) it holds open itself; "
                       "main waits for its end.");
  EXPECT_EQ(f.hint, "close descriptor 4, the write end, in collector, before line 46.");
  EXPECT_EQ(f.cause, "unclosed-write-end");
  EXPECT_EQ(f.detected_after_ms, 11);
  ASSERT_EQ(f.processes.size(), 2u);
  EXPECT_EQ(f.processes[0].name, "collector");
  EXPECT_EQ(f.processes[0].at.line, 46);
  EXPECT_EQ(f.processes[0].waits_for->kind, "pipe");
  EXPECT_EQ(f.processes[0].waits_for->call, "read()");
  EXPECT_EQ(f.processes[0].waits_for->value, "empty");
  EXPECT_EQ(f.processes[0].waits_for->explanation,
            "The pipe is empty. read() reports the end only when every write end is closed; still open: "
            "descriptor 4 of collector itself.");
  EXPECT_EQ(f.processes[1].waits_for->object, "child collector");
  EXPECT_EQ(f.processes[1].waits_for->call, "waitpid()");
}

TEST(Findings, NamedSemaphoreIsCalledByItsNameAndValue) {
  SnapshotBuilder b;
  b.process(101);
  b.maps(101, 0x1000, 7, "/dev/shm/sem.s42");
  b.sem_wait(101).stack = stack_at("s.c", 52, "__new_sem_wait_slow64");
  Evidence e = stuck(b);
  e.creations = {{"sem", "/s42", 1, stack_at("s.c", 31, "sem_open"), 1}};
  const auto all = findings(e, {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "main (s.c:52) waits on semaphore /s42, which nobody will post.");
  const WaitsFor& w = *all[0].processes[0].waits_for;
  EXPECT_EQ(w.kind, "semaphore");
  EXPECT_EQ(w.object, "semaphore /s42");
  EXPECT_EQ(w.value, "value 0");
  EXPECT_EQ(w.call, "sem_wait()");
  EXPECT_EQ(all[0].objects[0].created_at.line, 31);
}

TEST(Findings, CreatorOfANamedSemaphoreMapsItUnderARemovedName) {
  SnapshotBuilder b;
  b.process(101);
  b.maps(101, 0x1000, 7, "/dev/shm/sem.BqrEAH (deleted)");
  b.sem_wait(101);
  Evidence e = stuck(b);
  EXPECT_EQ(findings(e, {})[0].processes[0].waits_for->object, "semaphore");
  e.creations = {{"sem", "/s42", 1, {}, 1}};
  EXPECT_EQ(findings(e, {})[0].processes[0].waits_for->object, "semaphore /s42");
  e.creations.push_back({"sem", "/other", 1, {}, 1});
  EXPECT_EQ(findings(e, {})[0].processes[0].waits_for->object, "semaphore");
}

TEST(Findings, LockCycleRelockAndEndedOwnerAreRecognised) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "/dev/shm/bank");
  }
  b.lock(101, 64, 2);
  b.lock(102, 0, 1);
  auto all = findings(stuck(b), {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "main locks a mutex in shared memory /bank held by collector, which waits for another mutex in "
                            "turn; 1 more waits for ever with it.");
  EXPECT_EQ(all[0].hint, "Take the locks in one and the same order everywhere, for instance by index or address.");
  EXPECT_EQ(all[0].cause, "lock-order-cycle");

  b.snapshot.tasks.clear();
  b.lock(101, 0, 1);
  b.waits_for_child(102, 101);
  all = findings(stuck(b), {});
  EXPECT_EQ(all[0].message, "main locks a mutex in shared memory /bank that it holds already; collector waits for "
                            "its end.");
  EXPECT_EQ(all[0].cause, "relock");

  SnapshotBuilder alone;
  alone.process(101);
  alone.maps(101, 0x1000, 7, "/dev/shm/bank");
  alone.lock(101, 0, 2);
  all = findings(stuck(alone), {});
  EXPECT_EQ(all[0].message, "main locks a mutex in shared memory /bank that collector held when it ended.");
  EXPECT_EQ(all[0].cause, "owner-ended");
}

TEST(Findings, PrivateSemaphoreInSharedMemoryIsAFindingOfItsOwn) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "anonymous");
    b.sem_wait(pid).call->args[1] |= 0x80;
  }
  const auto all = findings(stuck(b), {});
  ASSERT_EQ(rules(all), (Rules{Rule::kDeadlock, Rule::kPrivateSync}));
  EXPECT_NE(all[1].hint.find("sem_init(&sem, 1, value)"), std::string::npos);
  EXPECT_EQ(all[1].processes.size(), 2u);
}

TEST(Findings, AWakeUpThatWentElsewhereProvesAPrivateLockThoughNobodyElseMapsItNow) {
  SnapshotBuilder b;
  b.process(101);
  b.maps(101, 0x1000, 7, "/dev/shm/s");
  TaskState& waiter = b.lock(101, 0, 0);
  waiter.call->args[1] |= 0x80;
  Evidence e = stuck(b);
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kDeadlock});
  e.stuck->snapshot.tasks[0].call->futex_value = 0;  // unlocked by somebody who has ended since
  EXPECT_EQ(rules(findings(e, {})), (Rules{Rule::kDeadlock, Rule::kPrivateSync}));
}

TEST(Findings, TheTasksOwnProgramIsNotBlamedForWaitingInVain) {
  SnapshotBuilder b;
  b.process(102);
  b.maps(102, 0x1000, 7, "/dev/shm/sem.q");
  b.sem_wait(102).stack = stack_at("reference.c", 16, "sem_wait");
  Evidence e = stuck(b);
  e.processes[1].students = false;
  const auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kDeadlock});
  EXPECT_NE(all[0].message.find("collector (a program of the task's) still waits in sem_wait()"), std::string::npos) << all[0].message;
  EXPECT_EQ(all[0].message.find("reference.c"), std::string::npos) << all[0].message;
  EXPECT_FALSE(all[0].processes[0].at.known());
}

TEST(Findings, SuspicionBecomesAFindingAtTheTimeLimitInsteadOfTimeout) {
  SnapshotBuilder b = unclosed_pipe();
  b.process(103);
  b.runs(103);
  Evidence e = two_processes();
  e.processes.push_back(record(3, "other"));
  e.last_snapshot = b.snapshot;
  EXPECT_TRUE(findings(e, {}).empty());
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kDeadlock});
  EXPECT_NE(all[0].message.find("others go on, but none of them could end that"), std::string::npos);
  for (ProcessRecord& p : e.processes) p.students = p.id == 3;
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kTimeout});  // the reference is never accused
}

TEST(Findings, ConsequencesOfAKillAreDropped) {
  SnapshotBuilder b = unclosed_pipe();
  Evidence e = stuck(b);
  e.unwaited = {{1, 2, true, 5}};
  e.zombies = {{1, 2, 900}};
  e.objects_left = {{"shm", "/x", 10, 0600, 1, {}, {}}};
  e.step_failures = {{0, StepFailure::Kind::kOutput, "main", "a", "b"}};
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kDeadlock});
  e.stuck.reset();
  EXPECT_EQ(rules(findings(e, {})), (Rules{Rule::kOutput, Rule::kZombie, Rule::kUnwaited, Rule::kLeak}));
}

TEST(Findings, LeakNamesObjectMakerAndRemedyAndObeysAllowances) {
  Evidence e = two_processes();
  e.objects_left = {{"sem", "/s42", 32, 0600, {}, {}, {}}, {"shm", "/s42", 4096, 0600, {}, {}, {}}};
  e.creations = {{"shm", "/s42", 2, stack_at("n.c", 74, "shm_open"), 1}};
  auto all = findings(e, {});
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].message, "semaphore /s42 is left behind.");
  EXPECT_EQ(all[1].message, "shared memory /s42, made by collector at n.c:74, is left behind.");
  EXPECT_EQ(all[1].objects[0].kind, "shm");
  EXPECT_EQ(all[1].objects[0].created_by, "collector");
  EXPECT_NE(all[1].hint.find("shm_unlink()"), std::string::npos);
  Scenario s;
  s.allow = {{Rule::kLeak, "shm", "/s*"}};
  EXPECT_EQ(findings(e, s).size(), 1u);
  s.allow.clear();
  s.warnings = {Rule::kLeak};
  EXPECT_EQ(findings(e, s)[0].severity, Severity::kWarning);
}

TEST(Findings, UnwaitedCountsAgainstAllChildrenAndSparesIgnoringAndKilledParents) {
  Evidence e = two_processes();
  e.processes.push_back(record(3, "child 2", 1));
  e.unwaited = {{1, 3, false, 5}};
  e.processes[2].forked_at = {"pool.c", 40, "main"};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kUnwaited});
  EXPECT_EQ(all[0].message, "main ended without waiting for 1 of its 2 children: child 2 (made at pool.c:40).");
  e.processes[0].ignores_sigchld = true;
  EXPECT_TRUE(findings(e, {}).empty());
  e.processes[0].ignores_sigchld = false;
  e.processes[0] = signaled(e.processes[0], SIGKILL);
  EXPECT_TRUE(findings(e, {}).empty());
}

TEST(Findings, DoubleForkIsNoOrphan) {
  Evidence e = two_processes();
  e.processes.push_back(record(3, "daemon", 2));
  e.orphans = {{3, 2, 800}};
  e.unwaited = {{2, 3, false, 5}};
  EXPECT_TRUE(findings(e, {}).empty());
  e.orphans = {{2, 1, 800}};
  e.unwaited = {};
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kOrphan});
}

TEST(Findings, CrashesNameFaultPlaceAndSender) {
  Evidence e = two_processes();
  e.processes[0] = signaled(e.processes[0], SIGSEGV);
  e.crashes = {{1, SIGSEGV, 16, stack_at("a.c", 9, "memcpy")}};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kCrash});
  EXPECT_EQ(all[0].message, "main crashed with SIGSEGV at a.c:9: it used a null pointer.");

  e.crashes.clear();
  e.processes[0] = signaled(e.processes[0], SIGUSR1);
  e.signals = {{2, 1, SIGUSR1, 3}};
  all = findings(e, {});
  EXPECT_EQ(all[0].message, "main was ended by SIGUSR1, sent by collector, for which it has no handler.");

  e.processes[0] = signaled(e.processes[0], SIGTERM);
  EXPECT_TRUE(findings(e, {}).empty());
  e.processes[0] = signaled(e.processes[0], SIGPIPE);
  EXPECT_EQ(findings(e, {})[0].severity, Severity::kError);
  const std::string role = std::exchange(e.processes[0].role, "");
  EXPECT_EQ(findings(e, {})[0].severity, Severity::kWarning);
  e.processes[0].role = role;

  e.processes[0] = signaled(e.processes[0], SIGABRT);
  Scenario expects;
  expects.steps = {WaitStep{"main", {}, SIGABRT, {}}};
  EXPECT_TRUE(findings(e, expects).empty());
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kCrash});
  e.processes[0].students = false;
  EXPECT_TRUE(findings(e, {}).empty());
}

TEST(Findings, AFailedAssertionIsKnownByItsLineWhereTheLibraryNamesNoFunctions) {
  Evidence e = two_processes();
  e.processes[0] = signaled(e.processes[0], SIGABRT);
  e.crashes = {{1, SIGABRT, 0, stack_at("a.c", 5, "abort")}};
  EXPECT_EQ(findings(e, {})[0].message, "main crashed with SIGABRT at a.c:5: it called abort().");
  e.quotes = {{"a.c", 5, "  assert(n > 0);", ""}};
  EXPECT_EQ(findings(e, {})[0].message, "main crashed with SIGABRT at a.c:5: an assertion failed.");
}

TEST(Findings, SameCrashOfSeveralProcessesIsOneFinding) {
  Evidence e = two_processes();
  for (ProcessRecord& p : e.processes) p = signaled(p, SIGFPE);
  const auto all = findings(e, {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].count, 2);
}

TEST(Findings, LimitsAreNamedInWords) {
  Evidence e = two_processes();
  e.limits_hit = {{"memory", 64ull << 20, "bytes", {}}};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kLimit});
  EXPECT_EQ(all[0].message, "the program used more memory than allowed: memory limit of 64 MiB.");
  EXPECT_EQ(all[0].limit, "memory");
  e.limits_hit = {{"cpu", 5000, "ms", {}}};
  all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kTimeout});
  EXPECT_EQ(all[0].message, "the program used up its processor time: processor time limit of 5 s.");
}

// "Time limit of 10 s" stood beside a run of 25 s, which others of the machine had held up.
TEST(Findings, ARunLongerThanItsLimitSaysWhatIsNotCounted) {
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 10'000, "ms", {}}};
  e.wall_ms = 10'100;
  EXPECT_EQ(findings(e, {}).at(0).message, "the program did not end in time: time limit of 10 s.");
  e.wall_ms = 25'000;
  EXPECT_EQ(findings(e, {}).at(0).message,
            "the program did not end in time: time limit of 10 s (time in which others had the cores is not counted).");
}

TEST(Findings, TightLoopIsBusyWait) {
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  e.busy = {{2, 95, 100, 0, {stack_at("b.c", 8, ""), stack_at("b.c", 8, ""), stack_at("b.c", 9, "")}}};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kBusyWait});
  EXPECT_EQ(all[0].message, "collector burns a processor in the loop at b.c:8–9, which had not ended when time was up.");
  for (int line = 20; line < 24; ++line) e.busy[0].stacks.push_back(stack_at("b.c", line, ""));
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kTimeout});
}

TEST(Findings, ForbiddenCallComesFirstAndReplacesTheCrash) {
  Evidence e = two_processes();
  e.processes[0] = signaled(e.processes[0], SIGSYS);
  e.forbidden = {{1, "socket", stack_at("f.c", 3, "socket")}};
  const auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kForbidden});
  EXPECT_EQ(all[0].message, "main called socket() at f.c:3, which is forbidden here.");
}

TEST(Findings, NotReachedOnlyIfNothingElseExplains) {
  Evidence e = two_processes();
  e.step_failures = {{3, StepFailure::Kind::kNotReached, "main", "main blocked in futex", ""}};
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kOutput});
  e.step_failures.push_back({1, StepFailure::Kind::kExitStatus, "main", "exit status 0", "exit status 3"});
  const auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kExitStatus});
  EXPECT_EQ(all[0].message, "main did not end as it should: expected exit status 0, got exit status 3.");
  EXPECT_FALSE(all[0].hint.find("standard error") != std::string::npos);
  e.outputs = {{"main", "", "reading…\nopen: Permission denied\n\n", false}};
  EXPECT_TRUE(findings(e, {})[0].hint.ends_with("Its standard error ends with: open: Permission denied")) << findings(e, {})[0].hint;
}

BusySample spinning(int process, const std::string& called, std::vector<int> lines) {
  BusySample sample{process, 90, 100, 0, {}};
  for (const int line : lines) sample.stacks.push_back(stack_at("spin.c", line, called));
  return sample;
}

TEST(Findings, BusyWaitNamesItsLinesWhatItTestsAndWhoIsLeft) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = stack_at("spin.c", 11, "wait");
  b.runs(102);
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  e.last_snapshot = b.snapshot;
  e.busy = {spinning(2, "", {7, 8, 7})};
  e.busy[0].stacks[0].erase(e.busy[0].stacks[0].begin());
  e.quotes = {{"spin.c", 7, "    while (*flag == 0) {", ""}};
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kBusyWait});
  EXPECT_EQ(all[0].message, "collector burns a processor in the loop at spin.c:7–8, which had not ended when time was up: its "
                            "condition is *flag == 0. The others are waiting, too: main (spin.c:11).");
  e.busy = {spinning(2, "__GI___wait4", {7, 7, 7})};
  e.quotes = {{"spin.c", 7, "    while (waitpid(child, &status, WNOHANG) == 0)", ""}};
  EXPECT_NE(findings(e, {})[0].message.find("it calls waitpid() again and again"), std::string::npos) << findings(e, {})[0].message;
  e.busy = {spinning(2, "__GI___libc_read", {7, 7, 7})};
  all = findings(e, {});
  EXPECT_NE(all[0].message.find("it calls read() again and again"), std::string::npos) << all[0].message;
  EXPECT_NE(all[0].hint.find("end of file"), std::string::npos);
}

TEST(Findings, WhoFallsAsleepAgainAndAgainBurnsNothing) {
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  e.busy = {spinning(2, "pthread_cond_wait", {7, 8, 7})};
  e.busy[0].sleeps = 900;
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kTimeout});
  // The grader holds kill(): its sleeps are no student's.
  e.busy = {spinning(2, "kill", {7, 8, 7})};
  e.busy[0].sleeps = 900;
  EXPECT_EQ(rules(findings(e, {})), Rules{Rule::kBusyWait});
}

TEST(Findings, TimeoutSaysWhereThreadsAreAndThatNoSignalCame) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.blocked(101, "pause").stack = stack_at("w.c", 4, "pause");
  b.runs(102);
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  e.last_snapshot = b.snapshot;
  auto all = findings(e, {});
  ASSERT_EQ(rules(all), Rules{Rule::kTimeout});
  EXPECT_NE(all[0].message.find("main in pause() at w.c:4"), std::string::npos) << all[0].message;
  EXPECT_NE(all[0].hint.find("signal"), std::string::npos) << all[0].hint;
}

TEST(Findings, ObjectsThatAreThereWhenTheTimeIsUpAreAWarningOnly) {
  Evidence e = two_processes();
  e.limits_hit = {{"wall", 2000, "ms", {}}};
  e.objects_left = {{"fifo", "/tmp/f", 0, 0644, 1, {"a.c", 9, "main"}, {}}};
  const auto all = findings(e, {});
  ASSERT_EQ(rules(all), (Rules{Rule::kTimeout, Rule::kLeak}));
  EXPECT_EQ(all[1].severity, Severity::kWarning);
  EXPECT_EQ(all[1].message, "FIFO /tmp/f was still there when the time was up.");
}

}  // namespace
}  // namespace grader
