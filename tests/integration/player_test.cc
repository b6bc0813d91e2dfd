// player_test.cc — scenarios played in real boxes: steps, limits and the end of a run, with an observer that only counts.
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>

#include "grader/scenario/player.h"

namespace grader {
namespace {

using namespace std::chrono_literals;

/// What the player told its observer.
struct Seen {
  int started = 0, reaped = 0, looks = 0, finished = 0;
  std::string killed_because;
  bool time_was_up = false;
};

/// Knows nothing of /proc: says that the box is stuck after so many looks, if asked to.
class CountingObserver : public Observer {
 public:
  CountingObserver(Seen& seen, int stuck_after) : seen_(seen), stuck_after_(stuck_after) {}
  void started(const sandbox::Started&, const std::string&, bool) override { ++seen_.started; }
  void reaped(const sandbox::BoxEvent&) override { ++seen_.reaped; }
  sandbox::Reply rare_call(const sandbox::Notification&) override { return {}; }
  Look look(const Outlook&) override {
    Look look;
    look.stuck = stuck_after_ > 0 && ++seen_.looks >= stuck_after_;
    return look;
  }
  std::vector<std::string> blocked_in(pid_t) override { return {"read"}; }
  std::vector<std::string> family_blocked_in(pid_t) override { return {"read", "futex", "read"}; }
  void time_is_up(const Outlook&) override { seen_.time_was_up = true; }
  void before_kill(const std::string& reason) override { seen_.killed_because = reason; }
  void finish(Evidence&) override { ++seen_.finished; }

 private:
  Seen& seen_;
  int stuck_after_;
};

StartStep shell(const std::string& role, const std::string& script) {
  StartStep start;
  start.role = role;
  start.source = ProgramSource::kSystem;
  start.program = "/bin/sh";
  start.args = {"-c", script};
  return start;
}

WaitStep wait_for(const std::string& role, std::optional<int> status) { return {role, status, std::nullopt, std::nullopt}; }

ExpectOutputStep expect(const std::string& role, const std::string& text) {
  ExpectOutputStep step;
  step.role = role;
  step.text = text;
  return step;
}

class PlayerTest : public ::testing::Test {
 protected:
  Evidence play_steps(std::vector<Step> steps, int stuck_after = 0) {
    Scenario scenario;
    scenario.name = "test";
    scenario.steps = std::move(steps);
    auto evidence = play(scenario, {}, options, [&](sandbox::Box&) {
      return std::make_unique<CountingObserver>(seen, stuck_after);
    });
    EXPECT_TRUE(evidence) << (evidence ? "" : evidence.error().text());
    return evidence ? evidence.value() : Evidence{};
  }

  PlayOptions options;
  Seen seen;
};

TEST_F(PlayerTest, WaitsForStatusAndOutput) {
  const Evidence evidence = play_steps({shell("a", "echo one; echo two >&2; exit 3"), wait_for("a", 3), expect("a", "one\n")});
  EXPECT_TRUE(evidence.step_failures.empty());
  ASSERT_EQ(evidence.outputs.size(), 1u);
  EXPECT_EQ(evidence.outputs[0].stderr_bytes, "two\n");
  EXPECT_EQ(seen.started, 1);
  EXPECT_EQ(seen.reaped, 1);
  EXPECT_EQ(seen.finished, 1);
  EXPECT_EQ(seen.killed_because, "end of run");
}

TEST_F(PlayerTest, SaysWhatCameInstead) {
  const Evidence evidence = play_steps({shell("a", "echo one; kill -SEGV $$"), wait_for("a", 0), expect("a", "two\n")});
  ASSERT_EQ(evidence.step_failures.size(), 2u);
  EXPECT_EQ(evidence.step_failures[0].kind, StepFailure::Kind::kExitStatus);
  EXPECT_EQ(evidence.step_failures[0].expected, "exit status 0");
  EXPECT_EQ(evidence.step_failures[0].actual, "killed by SIGSEGV");
  EXPECT_EQ(evidence.step_failures[1].kind, StepFailure::Kind::kOutput);
  EXPECT_EQ(evidence.step_failures[1].actual, "line 1: one");
}

// What he has used up or spoilt is no fault of the grader's, though a program of the task's is who cannot start.
TEST_F(PlayerTest, AStudentWhoLeavesNoProcessesIsToldHisLimit) {
  options.limits.tasks = 4;
  StartStep hog = shell("hog", "for i in 1 2 3; do sleep 100 & done; echo full; wait");
  StartStep next = shell("next", "echo here");
  hog.source = ProgramSource::kSystem, next.source = ProgramSource::kSystem;
  options.system_programs_are_students = true;
  const Evidence evidence = play_steps({hog, expect("hog", "full\n"), next, wait_for("next", 0)});
  ASSERT_FALSE(evidence.limits_hit.empty());
  EXPECT_EQ(evidence.limits_hit.front().name, "tasks");
}

TEST_F(PlayerTest, AStoppedProcessHasStopped) {
  const Evidence evidence = play_steps({shell("a", "while :; do :; done"), SignalStep{"a", SIGSTOP},
                                        shell("b", "sleep 0.2"), wait_for("b", 0), SignalStep{"a", SIGKILL},
                                        WaitStep{"a", std::nullopt, SIGKILL, 5s}});
  EXPECT_TRUE(evidence.step_failures.empty());
}

TEST_F(PlayerTest, FeedsAndClosesStdin) {
  StartStep cat = shell("cat", "cat");
  cat.keep_stdin_open = true;
  StartStep text = shell("text", "cat");
  text.stdin_text = std::string(300'000, 'x');  // more than a pipe holds
  const Evidence evidence = play_steps({cat, FeedStep{"cat", "hello\n"}, expect("cat", "hello\n"), CloseStdinStep{"cat"},
                                        wait_for("cat", 0), text, wait_for("text", 0)});
  EXPECT_TRUE(evidence.step_failures.empty());
  EXPECT_EQ(evidence.outputs[1].stdout_bytes.size(), 300'000u);
}

TEST_F(PlayerTest, SignalEndsAProcess) {
  const Evidence evidence = play_steps({shell("a", "echo ready; exec sleep 100"), expect("a", "ready\n"),
                                        WaitBlockedStep{"a", "read", 1s}, SignalStep{"a", SIGTERM},
                                        WaitStep{"a", std::nullopt, SIGTERM, 5s}});
  EXPECT_TRUE(evidence.step_failures.empty());
}

TEST_F(PlayerTest, ComparesFilesByteForByteAndRemovesThem) {
  ExpectObjectStep same{"file", "a", true, {}, {}, {}, "b"}, other{"file", "a", true, {}, {}, {}, "c"};
  ExpectObjectStep shorter{"file", "a", true, {}, {}, {}, "d"}, none{"file", "a", true, {}, {}, {}, "e"};
  ExpectObjectStep gone{"file", "a", false, {}, {}, {}};
  const Evidence evidence = play_steps({shell("main", "printf abc > a; printf abc > b; printf aXc > c; printf ab > d"), wait_for("main", 0),
                                        same, other, shorter, none, RemoveFileStep{"a"}, RemoveFileStep{"a"}, gone});
  ASSERT_EQ(evidence.step_failures.size(), 3u);
  EXPECT_EQ(evidence.step_failures[0].actual, "byte 2 is 0x62, not 0x58");
  EXPECT_EQ(evidence.step_failures[1].actual, "it ends too late: there is a byte 3");
  EXPECT_EQ(evidence.step_failures[2].actual, "there is no file e any more");
}

TEST_F(PlayerTest, CountsTheBlockedOfAFamily) {
  const Evidence evidence = play_steps({shell("main", "sleep 100"), WaitBlockedStep{"main", "read", 1s, 2},
                                        WaitBlockedStep{"main", "read", 1ms, 3}, SignalStep{"main", SIGKILL}});
  ASSERT_EQ(evidence.step_failures.size(), 1u);
  EXPECT_EQ(evidence.step_failures[0].expected, "3 of its processes wait in read");
  EXPECT_EQ(evidence.step_failures[0].actual, "2 of 3 do");
}

TEST_F(PlayerTest, ChecksObjects) {
  ExpectObjectStep file{"file", "out.txt", true, 0600u, 3, "abc"};
  ExpectObjectStep fifo{"fifo", "/tmp/f", true, {}, {}, {}};
  ExpectObjectStep not_fifo{"fifo", "out.txt", true, {}, {}, {}};
  ExpectObjectStep gone{"shm", "/none", false, {}, {}, {}};
  ExpectObjectStep link{"file", "link", true, {}, {}, {}};
  const Evidence evidence = play_steps({PutFileStep{"in.txt", "abc"},
                                        shell("a", "umask 077; cat in.txt >out.txt; mkfifo /tmp/f; ln -s /etc/passwd link"),
                                        wait_for("a", 0), file, fifo, gone, not_fifo, link});
  ASSERT_EQ(evidence.step_failures.size(), 2u);
  EXPECT_EQ(evidence.step_failures[0].actual, "a regular file of that name");
  EXPECT_EQ(evidence.step_failures[1].actual, "a symbolic link of that name");
}

TEST_F(PlayerTest, WallLimitEndsTheRunAndSaysSo) {
  options.limits.wall = 200ms;
  const Evidence evidence = play_steps({shell("a", "sleep 100"), wait_for("a", 0), expect("a", "")});
  ASSERT_EQ(evidence.limits_hit.size(), 1u);
  EXPECT_EQ(evidence.limits_hit[0].name, "wall");
  EXPECT_EQ(evidence.limits_hit[0].value, 200u);
  EXPECT_TRUE(seen.time_was_up);
  EXPECT_LT(evidence.wall_ms, 2000);
  ASSERT_EQ(evidence.step_failures.size(), 1u);
  EXPECT_EQ(evidence.step_failures[0].kind, StepFailure::Kind::kNotReached);
}

TEST_F(PlayerTest, CpuLimitCountsTheTree) {
  options.limits.cpu = 200ms;
  const Evidence evidence = play_steps({shell("a", "(while :; do :; done) & while :; do :; done")});
  ASSERT_EQ(evidence.limits_hit.size(), 1u);
  EXPECT_EQ(evidence.limits_hit[0].name, "cpu");
}

TEST_F(PlayerTest, OutputLimitEndsAFlood) {
  options.limits.output_bytes = 100'000;
  options.capture_bytes = 1000;
  const Evidence evidence = play_steps({shell("a", "exec yes")});
  ASSERT_FALSE(evidence.limits_hit.empty());
  EXPECT_EQ(evidence.limits_hit[0].name, "output");
  EXPECT_EQ(evidence.outputs[0].stdout_bytes.size(), 1000u);
  EXPECT_TRUE(evidence.outputs[0].truncated);
}

TEST_F(PlayerTest, FileSizeLimitIsNamed) {
  options.limits.file_size_bytes = 4096;
  const Evidence evidence = play_steps({shell("a", "exec head -c 100000 /dev/zero >big"),
                                        WaitStep{"a", std::nullopt, SIGXFSZ, std::nullopt}});
  EXPECT_TRUE(evidence.step_failures.empty());
}

TEST_F(PlayerTest, StuckEndsTheRunAtOnce) {
  const Evidence evidence = play_steps({shell("a", "sleep 100"), wait_for("a", 0)}, 3);
  EXPECT_EQ(seen.killed_because, "deadlock");
  EXPECT_TRUE(evidence.limits_hit.empty());
  EXPECT_LT(evidence.wall_ms, 2000);
}

TEST_F(PlayerTest, OrphansGetTheirGraceAndNoMore) {
  const Evidence evidence = play_steps({shell("a", "sleep 100 & exit 0"), wait_for("a", 0)});
  EXPECT_GE(evidence.wall_ms, 500);
  EXPECT_LT(evidence.wall_ms, 3000);
  const Evidence quick = play_steps({shell("a", "exit 0"), wait_for("a", 0)});
  EXPECT_LT(quick.wall_ms, 400);
}

TEST_F(PlayerTest, CancelledRunIsAnError) {
  options.cancelled = [] { return true; };
  Scenario scenario;
  scenario.steps = {shell("a", "sleep 100")};
  const auto evidence = play(scenario, {}, options, [&](sandbox::Box&) { return std::make_unique<CountingObserver>(seen, 0); });
  ASSERT_FALSE(evidence);
  EXPECT_EQ(evidence.error().code.value(), EINTR) << evidence.error().text();  // also while it waits for its turn at level plain
}

}  // namespace
}  // namespace grader
