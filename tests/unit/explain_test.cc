// explain_test.cc — each classic deadlock is recognised on recorded evidence, called by name, and given fitting advice.
#include <gtest/gtest.h>

#include <csignal>

#include "grader/diagnose/findings.h"
#include "tests/unit/wait_snapshots.h"

namespace grader {
namespace {

Stack at(int line, const std::string& called) {
  return {Frame{{"", 0, called}, "libc.so.6", false}, Frame{{"x.c", line, "main"}, "a.out", true}};
}

ProcessRecord person(int id, const std::string& name, std::optional<int> parent = {}) {
  ProcessRecord p;
  p.id = id, p.name = name, p.pid = id, p.host_pid = 100 + id, p.parent = parent;
  p.end.kind = ProcessEnd::Kind::kKilledByGrader;
  return p;
}

Finding explained(const SnapshotBuilder& b, Evidence e = {}) {
  if (e.processes.empty()) e.processes = {person(1, "main"), person(2, "kid", 1), person(3, "other", 1)};
  e.stuck = StuckEvidence{b.snapshot, 10, 12};
  const std::vector<Finding> all = findings(e, {});
  EXPECT_FALSE(all.empty());
  return all.empty() ? Finding{} : all[0];
}

TEST(Explain, PipeIsKnownByWhereItWasMadeAndItsHoldersByTheirFork) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = at(65, "waitpid");
  b.blocked(102, "read", {3}).stack = at(46, "read");
  b.descriptor(102, 3, pipe_id(1), true, false);
  b.descriptor(102, 4, pipe_id(1), false, true);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "collector", 1)};
  e.processes[1].forked_at = {"x.c", 31, "main"};
  e.made = {{pipe_id(1), 1, {"x.c", 14, "main"}}};
  e.quotes = {{"x.c", 14, "  if (pipe(pfd) != 0) return 1;", ""}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "unclosed-write-end");
  EXPECT_EQ(f.hint, "close(pfd[1]) in collector, before line 46.");
  EXPECT_EQ(f.processes[0].waits_for->object, "pipe made at x.c:14");
  EXPECT_NE(f.processes[0].waits_for->explanation.find("descriptor 4 of collector itself, inherited by fork() at x.c:31"), std::string::npos);
  ASSERT_EQ(f.objects.size(), 1u);
  EXPECT_EQ(f.objects[0].created_at.line, 14);
  EXPECT_EQ(f.objects[0].created_by, "main");
}

TEST(Explain, ParentThatWaitsBeforeItReads) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = at(20, "waitpid");
  b.blocked(102, "write", {4}).stack = at(12, "write");
  b.descriptor(101, 3, pipe_id(1), true, false);
  b.descriptor(102, 4, pipe_id(1), false, true);
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "parent-child-cycle");
  EXPECT_EQ(f.message, "kid (x.c:12) writes to a full pipe that main would read only after waiting for its end.");
  EXPECT_NE(f.hint.find("waitpid() at x.c:20"), std::string::npos);
}

TEST(Explain, ParentThatWaitsBeforeItGivesTheWord) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = at(20, "waitpid");
  b.blocked(102, "read", {3}).stack = at(12, "read");
  b.descriptor(102, 3, pipe_id(1), true, false);
  b.descriptor(101, 4, pipe_id(1), false, true);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.quotes = {{"x.c", 12, "  read(go[0], &byte, 1);", ""}};
  EXPECT_EQ(explained(b, e).cause, "parent-child-cycle");
  e.quotes[0].text = "  while (read(go[0], &byte, 1) > 0)";
  EXPECT_EQ(explained(b, e).cause, "unclosed-write-end");
}

TEST(Explain, JoinOfAThreadThatWaitsForALostSignalIsNoJoinCycle) {
  SnapshotBuilder b;
  b.process(101);
  b.futex(101, 0x5000, 0x89, 0, {"futex-private", 101, 0x5000, 0}, {0}, 102).stack = at(9, "pthread_cond_wait");
  TaskState& join = b.futex(101, 0x6000, 0x109, 2, {"futex-private", 101, 0x6000, 0}, {2});
  join.stack = at(30, "__pthread_clockjoin_ex");
  Evidence e;
  e.processes = {person(1, "main")};
  EXPECT_EQ(explained(b, e).cause, "lost-wakeup");
}

TEST(Explain, ASignalThatEndedAnEarlierWaitWasNotTooEarly) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102).stack = at(20, "waitpid");
  TaskState& pause = b.blocked(102, "pause");
  pause.stack = at(12, "pause"), pause.call->object = ObjectId{"signal", 0, 0, 0};
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.signals = {{1, 2, SIGTERM, 5, false}};
  EXPECT_EQ(explained(b, e).cause, "lost-signal");
  e.signals[0].woke = true;
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "other");
  EXPECT_NE(f.message.find("waits for a signal again, after SIGTERM from main had ended its wait"), std::string::npos) << f.message;
}

TEST(Explain, BothDirectionsFull) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102);
  b.blocked(101, "write", {4});
  b.blocked(102, "write", {4});
  b.descriptor(101, 4, pipe_id(1), false, true);
  b.descriptor(102, 3, pipe_id(1), true, false);
  b.descriptor(102, 4, pipe_id(2), false, true);
  b.descriptor(101, 3, pipe_id(2), true, false);
  EXPECT_EQ(explained(b).cause, "pipe-pair-full");
}

TEST(Explain, SemaphoreThatOnlyTheWaitingParentCouldPost) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.maps(101, 0x1000, 7, "anonymous");
  b.maps(102, 0x1000, 7, "anonymous");
  b.waits_for_child(101, 0).stack = at(30, "wait");
  b.sem_wait(102).stack = at(12, "sem_wait");
  Evidence e;
  e.quotes = {{"x.c", 12, "  sem_wait(&sh->start);", ""}, {"x.c", 30, "  wait(NULL);", ""}};
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "never-posted");
  EXPECT_EQ(f.processes[0].waits_for->object, "semaphore sh->start");
  EXPECT_EQ(f.hint, "Let main post it before it calls wait() at x.c:30, or do not wait for it in kid.");
}

TEST(Explain, SemaphoreThatNobodyPosts) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "/dev/shm/sem.s42");
    b.sem_wait(pid);
  }
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "never-posted");
  EXPECT_EQ(f.processes[0].waits_for->object, "semaphore /s42");
  EXPECT_EQ(f.processes[0].waits_for->explanation, "Only kid could post it, and it waits itself, in sem_wait().");
}

TEST(Explain, SemaphoreWhosePosterWantsTheWaitersMutex) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    b.maps(pid, 0x1000, 7, "anonymous");
  }
  b.futex(102, 0x1100, 0x109, 0, {"futex-shared", 1, 7, 0x100}, {0, 1, 0x80, 0}).stack = at(9, "sem_wait");
  b.lock(101, 0, 2).stack = at(20, "pthread_mutex_lock");
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.quotes = {{"x.c", 9, "  sem_wait(&b->items);", ""}, {"x.c", 20, "  pthread_mutex_lock(&b->m);", ""}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "waits-with-lock");
  EXPECT_EQ(f.message, "kid (x.c:9) waits on semaphore b->items while it holds mutex b->m, for which main waits; 1 more waits for ever with it.");
  EXPECT_NE(f.hint.find("let kid call sem_wait() outside of the critical section"), std::string::npos) << f.hint;
}

TEST(Explain, MutexLockedByAHandlerThatInterruptedItsHolder) {
  SnapshotBuilder b;
  b.process(101);
  TaskState& task = b.lock(101, 0, 1);
  Evidence e;
  e.processes = {person(1, "main")};
  const Stack plain = {Frame{{"", 0, "pthread_mutex_lock"}, "libc.so.6", false}, Frame{{"x.c", 9, "show"}, "a.out", true},
                       Frame{{"x.c", 30, "main"}, "a.out", true}};
  task.stack = plain;
  EXPECT_EQ(explained(b, e).message, "main (x.c:9) locks a mutex that it holds already.");
  task.stack.insert(task.stack.begin() + 2, Frame{{"", 0, kHandlerCalled}, "libc.so.6", false});
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "relock");
  EXPECT_EQ(f.message, "main (x.c:9) locks a mutex that it holds already, in the signal handler show().");
  EXPECT_NE(f.processes[0].waits_for->explanation.find("has interrupted main at x.c:30"), std::string::npos);
}

TEST(Explain, WhoFailedBeforeItHelped) {
  SnapshotBuilder b;
  b.process(101);
  b.maps(101, 0x1000, 7, "/dev/shm/sem.s42");
  b.sem_wait(101);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1), person(3, "other", 1), person(4, "third", 1)};
  for (const std::size_t i : {1u, 2u, 3u}) e.processes[i].end.kind = ProcessEnd::Kind::kExited;
  e.processes[1].end.code = 3;
  e.processes[2].end = {ProcessEnd::Kind::kSignaled, 0, SIGTERM, ""};
  e.signals = {{1, 3, SIGTERM, 5}};
  EXPECT_EQ(explained(b, e).processes[0].waits_for->explanation,
            "Nobody else is left who could post it. third has ended. kid has ended with status 3. other was ended by SIGTERM from main.");
}

TEST(Explain, FileThatItLockedThroughAnotherDescriptor) {
  SnapshotBuilder b;
  b.process(101);
  b.descriptor(101, 4, {"file", 1, 11, 0}, true, true, "/work/f");
  b.blocked(101, "flock", {4, 2}).call->object = ObjectId{"lock", 1, 11, 0};
  b.snapshot.locks = {{101, {}, "FLOCK", 1, 11}};
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "relock");
  EXPECT_EQ(f.message, "main waits for the lock on f, which it holds itself through another descriptor.");
}

TEST(Explain, FifosOpenedInCrossedOrder) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    b.process(pid);
    TaskState& task = b.blocked(pid, "openat", {0, 0, 0});
    task.call->path = pid == 101 ? "/tmp/a" : "/tmp/b";
    task.call->object = ObjectId{"fifo", 1, static_cast<std::uint64_t>(pid), 0};
  }
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "fifo-open-order");
  EXPECT_NE(f.message.find("/tmp/a"), std::string::npos);
}

TEST(Explain, SignalThatCameTooEarly) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.blocked(102, "pause").call->object = ObjectId{"signal", 0, 0, 0};
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  EXPECT_EQ(explained(b, e).cause, "other");
  e.signals = {{1, 2, SIGUSR1, 5}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "lost-signal");
  EXPECT_NE(f.hint.find("sigsuspend()"), std::string::npos);
}

TEST(Explain, SignalThatIsPendingButBlocked) {
  SnapshotBuilder b;
  b.process(101);
  b.get(101).shared_pending = 1u << (SIGUSR1 - 1);
  TaskState& task = b.blocked(101, "rt_sigsuspend");
  task.call->object = ObjectId{"signal", 0, 0, 0};
  task.call->signal_set = task.blocked = 1u << (SIGUSR1 - 1);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.signals = {{2, 1, SIGUSR1, 5}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "signal-mask");
  EXPECT_NE(f.message.find("SIGUSR1 from kid is blocked"), std::string::npos) << f.message;
  EXPECT_NE(f.hint.find("a mask without SIGUSR1"), std::string::npos) << f.hint;
}

TEST(Explain, SignalThatIsNotAmongThoseWaitedFor) {
  SnapshotBuilder b;
  b.process(101);
  b.get(101).shared_pending = 1u << (SIGUSR1 - 1);
  TaskState& task = b.blocked(101, "rt_sigtimedwait");
  task.blocked = ~0ull;
  task.call->object = ObjectId{"signal", 0, 0, 0};
  task.call->signal_set = 1u << (SIGUSR2 - 1);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.signals = {{2, 1, SIGUSR1, 5}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "signal-mask");
  EXPECT_NE(f.message.find("waits for SIGUSR2, but what came is SIGUSR1 from kid"), std::string::npos) << f.message;
}

// What is ignored, or was never sent, came neither early nor late.
TEST(Explain, SignalThatWasIgnoredIsNotLost) {
  SnapshotBuilder b;
  b.process(101);
  b.get(101).ignored = 1u << (SIGUSR1 - 1);
  b.blocked(101, "pause").call->object = ObjectId{"signal", 0, 0, 0};
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.signals = {{2, 1, SIGUSR1, 5}, {2, 1, SIGCHLD, 6}};
  EXPECT_EQ(explained(b, e).cause, "other");
}

TEST(Explain, SocketPairWhoseOtherEndItHoldsItself) {
  SnapshotBuilder b;
  const ObjectId one{"socket", 0, 71, 0}, other{"socket", 0, 72, 0};
  b.process(101);
  b.descriptor(101, 3, one, true, true);
  b.descriptor(101, 4, other, true, true);
  b.blocked(101, "read", {3}).call->object = one;
  Evidence e;
  e.processes = {person(1, "main")};
  e.made = {{one, 1, {}, other}, {other, 1, {}, one}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "unclosed-write-end");
  EXPECT_NE(f.message.find("whose other end (descriptor 4) it holds open itself"), std::string::npos) << f.message;
}

TEST(Explain, StoppedChildNamesWhoStoppedIt) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.waits_for_child(101, 102);
  b.task(102, 102, TaskActivity::kStopped);
  Evidence e;
  e.processes = {person(1, "main"), person(2, "kid", 1)};
  e.signals = {{1, 2, SIGSTOP, 5}};
  const Finding f = explained(b, e);
  EXPECT_EQ(f.cause, "stopped");
  EXPECT_NE(f.message.find("kid was stopped by SIGSTOP from main"), std::string::npos) << f.message;
}

TEST(Explain, MessagesOfAnotherType) {
  SnapshotBuilder b;
  b.process(101);
  b.blocked(101, "msgrcv", {0, 0x1000, 64, 7}).call->object = ObjectId{"sysv-msg", 0, 0, 0};
  b.snapshot.sysv_msgs = {{0, 0x42, 2, 20}};
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "message-type");
  EXPECT_EQ(f.message, "main waits for a message of type 7 in System V message queue key 0x42, which holds 2 messages, but "
                       "none of that type.");
}

TEST(Explain, FileLocksInCrossedOrder) {
  SnapshotBuilder b;
  for (pid_t pid : {101, 102}) {
    const std::uint64_t mine = pid == 101 ? 11 : 12, wanted = 23 - mine;
    b.process(pid);
    b.descriptor(pid, 3, {"file", 1, wanted, 0}, true, true, "/work/b" + std::to_string(wanted));
    b.blocked(pid, "fcntl", {3, 7}).call->object = ObjectId{"lock", 1, wanted, 0};
    b.snapshot.locks.push_back({pid, {}, "POSIX", 1, mine});
  }
  // A descriptor of the file does not make its holder an owner of a POSIX lock, but the graph cannot know its kind.
  const Finding f = explained(b);
  EXPECT_EQ(f.cause, "file-lock-cycle");
  EXPECT_NE(f.message.find("the lock on b12"), std::string::npos) << f.message;
}

}  // namespace
}  // namespace grader
