// wait_graph_test.cc — who is dead in hand-built snapshots, and above all who is not.
#include "grader/diagnose/wait_graph.h"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/unit/wait_snapshots.h"

namespace grader {
namespace {

std::vector<pid_t> tids(const std::vector<DeadTask>& dead) {
  std::vector<pid_t> all;
  for (const DeadTask& d : dead) all.push_back(d.tid);
  return all;
}

using Tids = std::vector<pid_t>;

/// Parent waits for its child, which reads a pipe whose write end both hold.
SnapshotBuilder unclosed_pipe() {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.blocked(102, "read", {3});
  b.descriptor(102, 3, pipe_id(1), true, false);
  b.descriptor(102, 4, pipe_id(1), false, true);
  b.snapshot.outlook.roots = {101};
  return b;
}

void expect_nobody(const WaitSnapshot& s) {
  const DeadSet set = find_dead(s);
  EXPECT_FALSE(set.everyone);
  EXPECT_TRUE(set.dead.empty());
  EXPECT_TRUE(set.suspected.empty());
}

TEST(WaitGraph, EmptySnapshotHasNobodyDead) { expect_nobody({}); }

TEST(WaitGraph, ReaderHoldingItsOwnWriteEndIsDeadWithItsParent) {
  const DeadSet set = find_dead(unclosed_pipe().snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(tids(set.dead), (Tids{101, 102}));
  EXPECT_EQ(set.dead[0].wait, "child");
  EXPECT_EQ(set.dead[0].providers, (Tids{102}));
  EXPECT_EQ(set.dead[1].wait, "pipe-read");
  EXPECT_TRUE(set.dead[1].providers.empty());
}

TEST(WaitGraph, ArmedTimerKeepsItsProcessAlive) {
  SnapshotBuilder b = unclosed_pipe();
  b.get(102).timer_armed = true;
  expect_nobody(b.snapshot);
}

// In a handler of the timer's own signal: it is blocked there, and nobody but a handler would take it.
TEST(WaitGraph, TimerWhoseSignalNobodyTakesKeepsNobodyAlive) {
  constexpr std::uint64_t kAlarm = 1u << (SIGALRM - 1);
  SnapshotBuilder b;
  b.process(101).timer_armed = true;
  b.get(101).timer_signals = kAlarm;
  b.lock(101, 0, 1).blocked = kAlarm;
  EXPECT_EQ(tids(find_dead(b.snapshot).dead), (Tids{101}));
  b.snapshot.tasks[0].blocked = 0;
  expect_nobody(b.snapshot);
  b.snapshot.tasks[0].blocked = kAlarm;
  b.get(101).timer_signals = 0;  // not known
  expect_nobody(b.snapshot);
  b.get(101).timer_signals = kAlarm;
  b.blocked(101, "read", {5}, 109).blocked = kAlarm;  // of a signalfd, for instance
  b.descriptor(101, 5, {"signalfd", 101, 5, 0}, true, false);
  b.get(101).descriptors.back().mask = kAlarm;
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, FiniteTimeoutKeepsAlive) {
  SnapshotBuilder b = unclosed_pipe();
  b.snapshot.tasks[1].call->has_timeout = true;
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, UnreadableAndUnknownCallsAreAlive) {
  SnapshotBuilder b = unclosed_pipe();
  b.snapshot.tasks[1].call->unreadable = true;
  expect_nobody(b.snapshot);
  b = unclosed_pipe();
  b.snapshot.tasks[1].call->name = "restart_syscall";
  expect_nobody(b.snapshot);
  b = unclosed_pipe();
  b.snapshot.tasks[1].call.reset();
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, LaterStepsAndOutsideEndsKeepAlive) {
  SnapshotBuilder b = unclosed_pipe();
  b.snapshot.outlook.more_steps_may_provide = true;
  expect_nobody(b.snapshot);
  b = unclosed_pipe();
  b.snapshot.outlook.outside = {pipe_id(1)};
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, PendingSignalsKeepAliveOnlyIfDeliverable) {
  const std::uint64_t usr1 = 1ull << (SIGUSR1 - 1), chld = 1ull << (SIGCHLD - 1);
  SnapshotBuilder b = unclosed_pipe();
  b.snapshot.tasks[1].pending = usr1;
  expect_nobody(b.snapshot);
  b.snapshot.tasks[1].blocked = usr1;
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b = unclosed_pipe();
  b.get(101).shared_pending = usr1;
  EXPECT_FALSE(find_dead(b.snapshot).everyone);
  b.get(101).ignored = usr1;
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b = unclosed_pipe();
  b.get(101).shared_pending = chld;  // thrown away by default
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.get(101).caught = chld;
  EXPECT_FALSE(find_dead(b.snapshot).everyone);
}

TEST(WaitGraph, PipeWithoutWritersIsAboutToEnd) {
  SnapshotBuilder b = unclosed_pipe();
  b.get(102).descriptors.pop_back();
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, ZombieChildIsAboutToWakeItsParent) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101).zombie = true;
  b.task(102, 102, TaskActivity::kZombie);
  b.waits_for_child(101, 102);
  expect_nobody(b.snapshot);
  b.snapshot.tasks[1].call->object->a = 0;
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, ProcessWithoutTasksMakesTheSnapshotUndecidable) {
  SnapshotBuilder b = unclosed_pipe();
  b.process(103);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, AliveTaskMakesTheRestOnlySuspected) {
  SnapshotBuilder b = unclosed_pipe();
  b.process(103, 101);
  b.runs(103);
  b.snapshot.tasks[0].call->object->a = 102;
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_FALSE(set.everyone);
  EXPECT_TRUE(set.dead.empty());
  EXPECT_EQ(tids(set.suspected), (Tids{101, 102}));
  b.snapshot.tasks[0].call->object->a = 0;  // waitpid(-1): the running child may end
  EXPECT_EQ(tids(find_dead(b.snapshot).suspected), (Tids{102}));
}

TEST(WaitGraph, SemaphoreIsProvidedByWhoeverMapsIt) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "/dev/shm/sem.s42");
  }
  b.sem_wait(101);
  b.runs(102);
  expect_nobody(b.snapshot);
  b.snapshot.tasks[1] = TaskState{};
  b.snapshot.tasks.pop_back();
  b.sem_wait(102);
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(set.dead[0].wait, "semaphore");
  EXPECT_EQ(set.dead[0].providers, (Tids{102}));
}

TEST(WaitGraph, LockCycleNamesOwners) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102, 103}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "anonymous");
  }
  b.lock(101, 64, 2);
  b.lock(102, 0, 1);
  b.runs(103);  // maps the memory, but is not the owner
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_FALSE(set.everyone);
  EXPECT_EQ(tids(set.suspected), (Tids{101, 102}));
  EXPECT_EQ(set.suspected[0].wait, "mutex");
  EXPECT_EQ(set.suspected[0].providers, (Tids{102}));
  EXPECT_EQ(set.suspected[0].owner_box_tid, 2);
}

TEST(WaitGraph, WordThatIsNoCertainMutexFollowsTheGeneralRule) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 103}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "anonymous");
  }
  TaskState& t = b.lock(101, 0, 77);
  t.call->futex_memory[48 + 16] = 0x0c;  // no kind of a mutex
  b.runs(103);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, DeadOwnerOfANormalMutexProvidesNothingButOfARobustOneTheKernelDoes) {
  SnapshotBuilder b;
  b.process(101);
  b.maps(101, 0x1000, 7, "anonymous");
  b.lock(101, 0, 55);
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.snapshot.tasks.clear();
  const std::uint32_t word = 0x80000000u | 55u;
  b.futex(101, 0x1000, 0, word, {"futex-shared", 1, 7, 0}, {word, 0, 55, 1, 0x90});
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, JoinWaitsForThatThreadOnly) {
  SnapshotBuilder b;
  b.process(101);
  const ObjectId own{"futex-private", 101, 0x5000, 0};
  b.futex(101, 0x5000, 0x109, 50, own, {50});
  b.futex(101, 0x6000, 0x80, 1, {"futex-private", 101, 0x6000, 0}, {1}, 150);
  b.task(151, 101, TaskActivity::kRunning);
  expect_nobody(b.snapshot);  // thread 151 may wake 150, which may end
  b.snapshot.tasks.pop_back();
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(set.dead[0].wait, "join");
  EXPECT_EQ(set.dead[0].providers, (Tids{150}));
}

TEST(WaitGraph, PrivateFutexOnSharedMemoryIsNotWokenByOtherProcesses) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "anonymous");
  }
  TaskState& t = b.sem_wait(101);
  t.call->args[1] |= 0x80;
  b.runs(102);
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_FALSE(set.everyone);
  EXPECT_EQ(tids(set.suspected), (Tids{101}));
  EXPECT_TRUE(set.suspected[0].private_on_shared);
}

TEST(WaitGraph, SignalWaitersAreAliveWithAnyAliveTaskOrSomebodyOutside) {
  SnapshotBuilder b;
  b.process(101);
  b.blocked(101, "pause");
  b.snapshot.outlook.roots = {101};
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.snapshot.outlook.outside_may_signal = true;
  expect_nobody(b.snapshot);
  b.snapshot.outlook.processes_ever = 2;  // it forked: its signals come from inside
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.process(102, 101);
  b.runs(102);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, SigwaitWithItsSignalPendingIsAlive) {
  SnapshotBuilder b;
  b.process(101).shared_pending = 1;
  TaskState& t = b.blocked(101, "rt_sigtimedwait");
  t.call->signal_set = 1;
  t.blocked = 1;
  expect_nobody(b.snapshot);
  b.get(101).shared_pending = 2;
  b.snapshot.tasks[0].blocked = 3;
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
}

TEST(WaitGraph, TimerfdArmedIsAlive) {
  SnapshotBuilder b;
  b.process(101);
  b.descriptor(101, 5, {"timerfd", 101, 5, 0}, true, true);
  b.blocked(101, "read", {5});
  b.get(101).descriptors[0].count = 100;
  expect_nobody(b.snapshot);
  b.get(101).descriptors[0].count = 0;
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.get(101).descriptors[0].count.reset();
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, PollIsAliveIfAnyOfItsDescriptorsIs) {
  SnapshotBuilder b = unclosed_pipe();
  TaskState& t = b.snapshot.tasks[1];
  t.call->name = "poll";
  t.call->polled = {{3, 1}};
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.descriptor(102, 0, pipe_id(2), true, false);
  b.snapshot.outlook.outside = {pipe_id(2)};
  t.call->polled = {{3, 1}, {0, 1}};
  expect_nobody(b.snapshot);
  t.call->polled = {};
  t.call->unreadable = true;
  expect_nobody(b.snapshot);
}

// select() with a first argument too low, poll() of nothing but closed entries: only a signal could end it.
TEST(WaitGraph, SelectOfNoDescriptorWaitsForASignal) {
  SnapshotBuilder b = unclosed_pipe();
  TaskState& t = b.snapshot.tasks[1];
  t.call->name = "select";
  t.call->args = {3, 0x1000, 0, 0, 0, 0};
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(set.dead.back().wait, "signal");
}

TEST(WaitGraph, EpollFollowsWhatItWatches) {
  SnapshotBuilder b = unclosed_pipe();
  b.descriptor(102, 6, {"epoll", 102, 6, 0}, true, true);
  b.get(102).descriptors.back().watched = {{3, 1}};
  TaskState& t = b.snapshot.tasks[1];
  t.call->name = "epoll_wait";
  t.call->args = {6, 0, 0, 0xffffffff, 0, 0};
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.get(102).descriptors.back().watched = {{9, 1}};
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, SendfileWaitsForTheEndThatIsNoFile) {
  SnapshotBuilder b;
  b.process(101);
  b.descriptor(101, 3, {"file", 1, 44, 0}, true, false);
  b.descriptor(101, 4, pipe_id(1), false, true);
  b.descriptor(101, 5, pipe_id(1), true, false);
  b.blocked(101, "sendfile", {4, 3});
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(set.dead[0].wait, "pipe-write");
}

TEST(WaitGraph, SocketWaitsForHoldersOfItsPeer) {
  SnapshotBuilder b;
  const ObjectId one{"socket", 0, 1, 0}, two{"socket", 0, 2, 0};
  b.process(101);
  b.process(102, 101);
  b.descriptor(101, 3, one, true, true);
  b.get(101).descriptors[0].peer = two;
  b.descriptor(102, 4, two, true, true);
  b.get(102).descriptors[0].peer = one;
  b.blocked(101, "recvfrom", {3});
  b.blocked(102, "read", {4});
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.snapshot.tasks.pop_back();
  b.runs(102);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, SatisfiableSemopIsAboutToEnd) {
  SnapshotBuilder b;
  b.process(101);
  TaskState& t = b.blocked(101, "semop", {5});
  t.call->object = ObjectId{"sysv-sem", 5, 0, 0};
  t.call->semops = {0, -1, 0};
  b.snapshot.sysv_sems = {{5, 0x1234, {0}}};
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.snapshot.sysv_sems[0].values = {1};
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, FileLockWaitsForItsOwnerAndForInheritors) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102);
  b.process(103);
  b.blocked(101, "flock", {3}).call->object = ObjectId{"lock", 1, 44, 0};
  b.blocked(102, "pause");
  b.runs(103);
  b.snapshot.locks = {{102, {101}, "FLOCK", 1, 44}};
  expect_nobody(b.snapshot);  // 103 may signal 102
  b.snapshot.tasks[1].call->name = "futex";
  b.snapshot.tasks[1].call->args = {0x9000, 0x80, 1, 0, 0, 0};
  b.snapshot.tasks[1].call->futex_object = ObjectId{"futex-private", 102, 0x9000, 0};
  EXPECT_EQ(tids(find_dead(b.snapshot).suspected), (Tids{101, 102}));
  b.descriptor(103, 3, {"file", 1, 44, 0}, true, true);
  EXPECT_EQ(tids(find_dead(b.snapshot).suspected), (Tids{102}));
}

TEST(WaitGraph, FifoOpenIsDeadOnlyWithEverybody) {
  SnapshotBuilder b;
  b.process(101);
  TaskState& t = b.blocked(101, "openat", {0, 0, 0});
  t.call->object = ObjectId{"fifo", 1, 2, 0};
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.process(102);
  b.runs(102);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, StoppedChildIsContinuedByAnyAliveTask) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.task(102, 102, TaskActivity::kStopped);
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  b.process(103);
  b.runs(103);
  expect_nobody(b.snapshot);
}

TEST(WaitGraph, WhileTheNetworkMovesNobodyIsDead) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102);
  for (pid_t pid : {101, 102}) {
    b.descriptor(pid, 3, {"socket", 0, static_cast<std::uint64_t>(pid), 0}, true, true);
    b.blocked(pid, "read", {3});
  }
  EXPECT_EQ(find_dead(b.snapshot).dead.size(), 2u);
  b.snapshot.network_in_motion = true;
  EXPECT_TRUE(find_dead(b.snapshot).suspected.empty());
}

TEST(WaitGraph, KernelInputAndOutputMayWakeItsProcess) {
  SnapshotBuilder b;
  b.process(101);
  b.sem_wait(101);
  b.maps(101, 0x1000, 7, "/dev/shm/x");
  EXPECT_EQ(find_dead(b.snapshot).dead.size(), 1u);
  b.maps(101, 0x9000, 8, "/[aio] (deleted)");
  EXPECT_TRUE(find_dead(b.snapshot).suspected.empty());
}

// `grader run` of a program whose child stops itself ended in a time-out: a person at the keyboard was thought to
// continue it. That is so only for a lone program that never forked, as for any other signal.
TEST(WaitGraph, NobodyAtTheKeyboardContinuesAStoppedChild) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.task(102, 102, TaskActivity::kStopped);
  b.snapshot.outlook.roots = {101};
  b.snapshot.outlook.outside_may_signal = true;
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
  SnapshotBuilder lone;
  lone.process(101);
  lone.task(101, 101, TaskActivity::kStopped);
  lone.snapshot.outlook.roots = {101};
  lone.snapshot.outlook.outside_may_signal = true;
  expect_nobody(lone.snapshot);
}

// SIGTERM sent to a stopped child stays pending until somebody continues it.
TEST(WaitGraph, SignalsPendingForAStoppedTaskAreNotDelivered) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.task(102, 102, TaskActivity::kStopped);
  b.get(102).shared_pending = 1ull << (SIGTERM - 1);
  EXPECT_TRUE(find_dead(b.snapshot).everyone);
}

TEST(WaitGraph, FutexWaitvIsDeadOnlyWithEverybody) {
  SnapshotBuilder b;
  b.process(101);
  TaskState& t = b.blocked(101, "futex_waitv");
  expect_nobody(b.snapshot);  // its words could not be read
  t.call->object = ObjectId{"futex-shared", 1, 7, 16};
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_TRUE(set.everyone);
  EXPECT_EQ(set.dead[0].wait, "futex");
  b.process(102);
  b.runs(102);
  expect_nobody(b.snapshot);
}

// fork copies a mutex in private memory together with its owner's number: in the child nobody can unlock it, and
// what the parent's thread does is of no effect.
TEST(WaitGraph, OwnerOfAPrivateMutexIsOfTheSameProcess) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.task(150, 101, TaskActivity::kRunning);
  b.futex(102, 0x5000, 0x80, 2, {"futex-private", 102, 0, 0x5000}, {2, 0, 50, 1, 0});
  const DeadSet set = find_dead(b.snapshot);
  EXPECT_EQ(tids(set.suspected), (Tids{102}));
  EXPECT_TRUE(set.suspected[0].providers.empty());
}

// Each waits for the next; the order in which tasks are looked at must not matter.
TEST(WaitGraph, ALongChainLivesByItsLastLink) {
  constexpr pid_t kFirst = 101, kLinks = 300;
  for (const bool forwards : {true, false}) {
    SnapshotBuilder b;
    for (pid_t i = 0; i < kLinks; ++i) {
      const pid_t pid = kFirst + i;
      b.process(pid);
      b.descriptor(pid, 3, pipe_id(static_cast<std::uint64_t>(pid)), true, false);
      b.descriptor(pid, 4, pipe_id(static_cast<std::uint64_t>(forwards ? pid - 1 : pid + 1)), false, true);
      if (i == (forwards ? kLinks - 1 : 0)) b.runs(pid);
      else b.blocked(pid, "read", {3});
    }
    expect_nobody(b.snapshot);
    for (TaskState& task : b.snapshot.tasks) {
      if (task.activity != TaskActivity::kRunning) continue;
      task.activity = TaskActivity::kStopped;
    }
    EXPECT_EQ(find_dead(b.snapshot).dead.size(), static_cast<std::size_t>(kLinks));
  }
}

TEST(WaitGraph, OfManyWhoWaitForOneAnotherOneThatRunsKeepsAllAlive) {
  constexpr pid_t kTasks = 500;
  SnapshotBuilder b;
  for (pid_t pid = 101; pid < 101 + kTasks; ++pid) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "/dev/shm/x");
    b.sem_wait(pid);
  }
  EXPECT_EQ(find_dead(b.snapshot).dead.size(), static_cast<std::size_t>(kTasks));
  b.snapshot.tasks[kTasks / 2].activity = TaskActivity::kRunning;
  expect_nobody(b.snapshot);
}

}  // namespace
}  // namespace grader
