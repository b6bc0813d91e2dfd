// output_match_test.cc — what a program wrote against what a task expects, and the notebook headers of sources.
#include <gtest/gtest.h>

#include "grader/notebook.h"
#include "grader/scenario/checks.h"
#include "grader/scenario/limits.h"
#include "grader/scenario/output_match.h"

namespace grader {
namespace {

using Match = ExpectOutputStep::Match;

std::optional<Mismatch> match(Match how, const std::string& expected, const std::string& actual) {
  ExpectOutputStep step;
  step.match = how;
  step.text = expected;
  return match_output(step, actual);
}

TEST(OutputMatchTest, ExactNamesTheFirstDifferentLine) {
  EXPECT_FALSE(match(Match::kExact, "1\n2\n", "1\n2\n"));
  const auto differs = match(Match::kExact, "1\n2\n3\n", "1\n4\n3\n");
  ASSERT_TRUE(differs);
  EXPECT_EQ(differs->expected, "line 2: 2");
  EXPECT_EQ(differs->actual, "line 2: 4");
}

TEST(OutputMatchTest, ExactSeesMissingAndSurplusLines) {
  const auto missing = match(Match::kExact, "1\n2\n", "1\n");
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->expected, "line 2: 2");
  EXPECT_EQ(missing->actual, "line 2: nothing: the output ends here");
  EXPECT_EQ(match(Match::kExact, "", "x")->actual, "line 1: x");
  EXPECT_EQ(match(Match::kExact, "a\n", "a")->actual, "no newline at the end");
  EXPECT_EQ(match(Match::kExact, "a", "a\n")->actual, "a newline at the end");
}

// A step need not wait for the rest of what is wrong already; half a line may still become the right one.
TEST(OutputMatchTest, WhatIsWrongAlreadyIsNotWaitedFor) {
  const auto may = [](Match how, const std::string& expected, const std::string& actual) {
    ExpectOutputStep step;
    step.match = how;
    step.text = expected;
    return may_still_match(step, actual);
  };
  EXPECT_TRUE(may(Match::kExact, "1\n2\n", ""));
  EXPECT_TRUE(may(Match::kExact, "1\n2\n", "1\n"));
  EXPECT_TRUE(may(Match::kExact, "1\n2\n", "1\n3"));
  EXPECT_FALSE(may(Match::kExact, "1\n2\n", "1\n3\n"));
  EXPECT_FALSE(may(Match::kSameAsReference, "1\n", "1\n2\n"));
  EXPECT_TRUE(may(Match::kAnyOrder, "1\n2\n", "2\n"));
  EXPECT_FALSE(may(Match::kAnyOrder, "1\n2\n", "2\n2\n"));
  EXPECT_TRUE(may(Match::kPattern, "1+", "2\n"));
}

TEST(OutputMatchTest, LongLinesAreCutBetweenCharacters) {
  std::string russian;
  for (int i = 0; i < 200; ++i) russian += "ж";
  const auto differs = match(Match::kExact, "x", "a" + russian);
  ASSERT_TRUE(differs);
  EXPECT_LT(differs->actual.size(), 150u);
  EXPECT_NE(differs->actual.find("ж…"), std::string::npos);
}

TEST(OutputMatchTest, AnyOrderCountsLines) {
  EXPECT_FALSE(match(Match::kAnyOrder, "a\nb\nb\n", "b\na\nb\n"));
  EXPECT_EQ(match(Match::kAnyOrder, "a\nb\n", "b\nb\n")->expected, "a line: a");
  EXPECT_EQ(match(Match::kAnyOrder, "a\nb\n", "b\nb\n")->actual, "line 2: b");
  EXPECT_EQ(match(Match::kAnyOrder, "a\n", "a\nb\n")->expected, "no more lines");
}

TEST(OutputMatchTest, PatternMatchesTheWholeOutput) {
  EXPECT_FALSE(match(Match::kPattern, "pid \\d+\n", "pid 17\n"));
  EXPECT_TRUE(match(Match::kPattern, "pid \\d+", "pid 17\n"));
  EXPECT_FALSE(match(Match::kPattern, "(.)\\1", "aa"));  // back references work, too
  EXPECT_TRUE(match(Match::kPattern, "(", "x"));
}

// std::regex recursed for each character of the output and overflowed the stack at some 100,000 of them.
TEST(OutputMatchTest, PatternIsBoundedOnHostileOutput) {
  EXPECT_FALSE(match(Match::kPattern, "(a|b)*", std::string(60'000, 'a')));
  EXPECT_TRUE(match(Match::kPattern, "(a*)*b", std::string(20'000, 'a')));
  EXPECT_TRUE(match(Match::kPattern, ".*", std::string(10 << 20, 'a')));
}

TEST(OutputMatchTest, ContainsFindsText) {
  EXPECT_FALSE(match(Match::kContains, "b", "abc"));
  EXPECT_EQ(match(Match::kContains, "x", "")->actual, "no output");
}

TEST(CheckedPathTest, ObjectsHaveTheirPlaces) {
  EXPECT_EQ(path_inside("shm", "/s42"), "/dev/shm/s42");
  EXPECT_EQ(path_inside("sem", "/s42"), "/dev/shm/sem.s42");
  EXPECT_EQ(path_inside("mq", "/q"), "/dev/mqueue/q");
  EXPECT_EQ(path_inside("fifo", "/tmp/f"), "/tmp/f");
  EXPECT_EQ(path_inside("file", "out.txt"), "/work/out.txt");
  EXPECT_EQ(path_inside("sysv-shm", "key 0x1"), "");
}

TEST(LimitWatchTest, WallRunsFromTheFirstStart) {
  sandbox::Limits limits;
  limits.wall = std::chrono::seconds(2);
  limits.output_bytes = 10;
  LimitWatch watch(limits);
  const Clock::time_point start{};
  const auto later = [&](std::chrono::milliseconds by) { return start + by; };
  EXPECT_FALSE(watch.deadline());
  EXPECT_FALSE(watch.check(later(std::chrono::hours(1)), {}, 0));
  watch.first_start(start);
  EXPECT_FALSE(watch.check(later(std::chrono::milliseconds(1999)), {}, 10));
  EXPECT_EQ(watch.check(later(std::chrono::milliseconds(2000)), {}, 0)->name, "wall");
  EXPECT_EQ(watch.check(start, {}, 11)->name, "output");
  EXPECT_EQ(watch.check(start, {}, 0, {.memory = true})->name, "memory");
  EXPECT_EQ(watch.check(start, {}, 0, {.tasks = true})->name, "tasks");
  EXPECT_EQ(watch.check(later(std::chrono::hours(1)), {}, 0, {.tasks = true})->name, "tasks");
  EXPECT_EQ(watch.check(start, limits.cpu, 0)->name, "cpu");
}

TEST(LimitWatchTest, TheGradersOwnTimeAndWhatOthersTookAreAddedToTheWallWithinBounds) {
  sandbox::Limits limits;
  limits.wall = std::chrono::seconds(2);
  LimitWatch watch(limits);
  const Clock::time_point start{};
  watch.first_start(start);
  watch.add_to_wall(std::chrono::milliseconds(200), std::chrono::milliseconds(100));
  EXPECT_EQ(*watch.deadline(), start + std::chrono::milliseconds(2300));
  EXPECT_FALSE(watch.check(start + std::chrono::milliseconds(2299), {}, 0));
  EXPECT_EQ(watch.check(start + std::chrono::milliseconds(2300), {}, 0)->name, "wall");
  watch.add_to_wall(std::chrono::hours(1), {});
  EXPECT_EQ(*watch.deadline(), start + std::chrono::seconds(6));
  watch.add_to_wall({}, std::chrono::hours(1));
  EXPECT_EQ(*watch.deadline(), start + std::chrono::seconds(16));
}

TEST(NotebookTest, HeaderGivesNameAndCommands) {
  const auto header = notebook_header(
      "// %%cpp sem.c\n// %# a remark\n// %run gcc sem.c -o s.exe\n// %run ./s.exe a & PID=$! ; wait $PID\n\n"
      "#include <stdio.h>\n// %run not me\n");
  EXPECT_EQ(header.name, "sem.c");
  EXPECT_EQ(header.commands, (std::vector<std::string>{"gcc sem.c -o s.exe", "./s.exe a & PID=$! ; wait $PID"}));
  EXPECT_EQ(notebook_header("// %%file eventfd.c\n\n#include <err.h>\n").name, "eventfd.c");
  EXPECT_FALSE(notebook_header("// %%cpp ../../etc/passwd\n").name);
  EXPECT_TRUE(notebook_header("int main() {}\n").commands.empty());
}

}  // namespace
}  // namespace grader
