// class_resume_test.cc — a class that is cut short, gone on with, repeated and compared: no verdict lost, none twice.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <map>

#include "tests/integration/command.h"
#include "tests/made_archive.h"
#include "tests/needs.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using tests::Child;
using tests::contains;
using tests::grader_command;
using tests::Ran;

class ClassResumeTest : public tests::CommandTest {
 protected:
  std::vector<std::string> check(std::vector<std::string> more) const {
    std::vector<std::string> words{"check", "mmap-mutex", folder_ / "class", "--class", "--results", folder_ / "results", "--jobs", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  static std::size_t graded(const Ran& ran) {  // a line of progress each
    return static_cast<std::size_t>(std::count(ran.err.begin(), ran.err.end(), '/'));
  }
  json verdicts() const { return json::parse(*read_file(folder_ / "results/verdicts.json")); }
};

/// Three that differ, so that each is graded itself.
std::string numbered(const std::string& source, int number) { return source + "// " + std::to_string(number) + "\n"; }

// Ctrl-C or kill -9 in the middle: what was finished is not graded again, what was not is, and the report is whole.
class EndedRunTest : public ClassResumeTest, public testing::WithParamInterface<int> {};

TEST_P(EndedRunTest, IsGoneOnWith) {
  write("class/a.c", numbered(good(), 1));
  write("class/b.c", "#include <unistd.h>\nint main(void) { for (;;) pause(); }\n");
  write("class/c.c", numbered(good(), 3));
  Child child(check({"--timeout", "60"}));
  child.wait_for("a OK");
  ::kill(child.pid(), GetParam());
  EXPECT_EQ(child.finish().status, GetParam() == SIGINT ? 130 : 1000 + SIGKILL);
  write("class/b.c", numbered(good(), 2));
  const Ran ran = grader_command(check({"--timeout", "60", "--resume"}));
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_FALSE(contains(ran.err, "a OK")) << ran.err;
  EXPECT_TRUE(contains(ran.err, "b OK") && contains(ran.err, "c OK")) << ran.err;
  ASSERT_EQ(verdicts().size(), 3u);
  for (const json& v : verdicts()) EXPECT_EQ(v["verdict"], "OK");
  const Ran again = grader_command(check({"--timeout", "60", "--resume"}));
  EXPECT_EQ(graded(again), 0u) << again.err;
  EXPECT_TRUE(contains(again.out, "3 graded: 3 OK")) << again.out;
  EXPECT_TRUE(contains(again.out, "3 of them finished by an earlier run")) << again.out;
}

INSTANTIATE_TEST_SUITE_P(All, EndedRunTest, testing::Values(SIGINT, SIGKILL), [](const auto& end) {
  return end.param == SIGINT ? "Interrupted" : "Killed";
});

TEST_F(ClassResumeTest, WhatChangedSinceIsGradedAgain) {
  write("class/a.c", numbered(good(), 1));
  write("class/b.c", "int main(void) {");
  ASSERT_EQ(grader_command(check({})).status, 1);
  write("class/b.c", numbered(good(), 2));
  write("class/new.c", numbered(good(), 3));
  const Ran ran = grader_command(check({"--resume"}));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_FALSE(contains(ran.err, "a OK")) << ran.err;
  EXPECT_TRUE(contains(ran.err, "b OK") && contains(ran.err, "new OK")) << ran.err;
}

TEST_F(ClassResumeTest, OtherOptionsAreRefused) {
  write("class/a.c", good());
  ASSERT_EQ(grader_command(check({})).status, 0);
  const Ran ran = grader_command(check({"--resume", "--seed", "7"}));
  EXPECT_EQ(ran.status, 64);
  EXPECT_TRUE(contains(ran.err, "--seed 1, and now it is 7: give the same options, or grade without --resume")) << ran.err;
}

TEST_F(ClassResumeTest, OneSubmissionIsNotGradedTwiceEither) {
  const fs::path file = write("a.c", good());
  const std::vector<std::string> words{"check", "mmap-mutex", file, "--results", folder_ / "results", "--resume"};
  const Ran first = grader_command(words);
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_TRUE(contains(first.err, "nothing to resume")) << first.err;
  const auto runs = [&] { return verdicts()["runs"].dump(); };  // no two runs take the same time
  const std::string before = runs();
  EXPECT_EQ(grader_command(words).status, 0);
  EXPECT_EQ(runs(), before);
}

TEST_F(ClassResumeTest, TheJournalIsFoundWithoutAFolderOfItsOwn) {
  write("class/a.c", numbered(good(), 1));
  write("class/b.c", numbered(good(), 2));
  const std::vector<std::string> words{"check", "mmap-mutex", folder_ / "class"};
  ASSERT_EQ(grader_command(words).status, 0);
  std::vector<std::string> resume = words;
  resume.push_back("--resume");
  const Ran ran = grader_command(resume);
  EXPECT_EQ(ran.status, 0);
  EXPECT_FALSE(contains(ran.err, "OK")) << ran.err;
}

TEST_F(ClassResumeTest, APlaceThatCannotBeWrittenIsSaidBeforeGrading) {
  write("class/a.c", numbered(good(), 1));
  write("class/b.c", numbered(good(), 2));
  const Ran chosen = grader_command({"check", "mmap-mutex", folder_ / "class", "--results", write("file", "x") / "results"});
  EXPECT_EQ(chosen.status, 64);
  EXPECT_TRUE(contains(chosen.err, "--results")) << chosen.err;
  EXPECT_FALSE(contains(chosen.err, "OK")) << chosen.err;
  ::setenv("XDG_STATE_HOME", (folder_ / "file").c_str(), 1);
  const Ran ours = grader_command({"check", "mmap-mutex", folder_ / "class"});
  EXPECT_EQ(ours.status, 0) << ours.err;
  EXPECT_TRUE(contains(ours.err, "cannot be resumed")) << ours.err;
}

// The disk fills up while a class is graded: what was done is shown and kept, and the rest comes later.
TEST_F(ClassResumeTest, AFullDiskStopsTheRunAndLosesNothing) {
  for (int i = 0; i < 4; ++i) write("class/s" + std::to_string(i) + ".c", numbered(good(), i));
  fs::create_directories(folder_ / "results");
  const pid_t pid = ::fork();
  if (pid == 0) {
    const bool mounted = ::unshare(CLONE_NEWNS) == 0 && ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                         ::mount("small", (folder_ / "results").c_str(), "tmpfs", 0, "size=1m") == 0;
    if (!mounted) ::_exit(77);
    const fs::path filler = folder_ / "results/filler";
    std::ofstream(filler) << std::string(700'000, 'x');  // room for the journal's head, not for verdicts
    const Ran full = grader_command(check({}));
    if (full.status != 2 || !contains(full.err, "No space left") || !contains(full.err, "--resume")) ::_exit(1);
    fs::remove(filler);
    const Ran rest = grader_command(check({"--resume"}));
    if (rest.status != 0 || !contains(rest.out, "4 graded: 4 OK")) ::_exit(2);
    ::_exit(graded(full) + graded(rest) == 4 ? 0 : 3);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  GRADER_NEEDS(WEXITSTATUS(status) != 77, "a mount namespace");
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(ClassResumeTest, IdenticalSubmissionsAreGradedOnceAndSaidSo) {
  const std::string leak = *read_file(SOURCE_DIR "/docs/examples/class/leak.c");
  std::string copied = leak;
  for (std::size_t at = copied.find('\n'); at != copied.npos; at = copied.find('\n', at + 2)) copied.replace(at, 1, "\r\n");
  write("class/s01.c", leak);
  write("class/s02.c", copied);
  tests::MadeArchive(folder_ / "class/s03.zip").file("s03.c", leak);  // another name inside: compiled as such
  const Ran ran = grader_command(check({}));
  EXPECT_TRUE(contains(ran.out, "1 identical to another's, graded once: s02 = s01")) << ran.out;
  EXPECT_EQ(graded(ran), 2u) << ran.err;
  const json all = verdicts();
  EXPECT_EQ(all[1]["submission"]["same_as"], "s01");
  EXPECT_EQ(all[1]["verdict"], all[0]["verdict"]);
  EXPECT_FALSE(contains(all[1]["findings"].dump(), "s01.c")) << all[1]["findings"];
  EXPECT_TRUE(contains(all[1]["findings"].dump(), "s02.c") || !contains(all[0]["findings"].dump(), "s01.c"));
  const Ran again = grader_command(check({"--resume"}));
  EXPECT_EQ(graded(again), 0u) << again.err;
  EXPECT_TRUE(contains(again.out, "s02 = s01")) << again.out;
}

TEST_F(ClassResumeTest, RepeatingShowsWhoseVerdictIsFlaky) {
  write("class/a.c", good());
  const Ran ran = grader_command(check({"--repeat", "2"}));
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_FALSE(contains(ran.out, "flaky")) << ran.out;
  EXPECT_EQ(verdicts()[0]["repeats"], json::parse(R"([{"verdict":"OK","count":2,"scenarios":[]}])"));
}

TEST_F(ClassResumeTest, DiffComparesTwoGradings) {
  write("class/a.c", numbered(good(), 1));
  write("class/b.c", "int main(void) {");
  ASSERT_EQ(grader_command(check({"--report", "json=" + (folder_ / "old.json").string()})).status, 1);
  write("class/b.c", numbered(good(), 2));
  ASSERT_EQ(grader_command(check({})).status, 0);
  const std::string fresh = folder_ / "results/verdicts.json";
  for (const char* name : {"b", "b.c"}) EXPECT_EQ(grader_command({"report", folder_ / "old.json", "--student", name}).status, 0) << name;
  const Ran ran = grader_command({"diff", folder_ / "old.json", fresh});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_TRUE(contains(ran.out, "b ") && contains(ran.out, "another submission; was: ")) << ran.out;
  EXPECT_EQ(grader_command({"diff", fresh, fresh}).status, 0);
  const json newer = {{"schema", "grader/verdict/2"}};
  for (const std::string command : {"report", "diff"}) {
    std::vector<std::string> words{command, write("newer.json", newer.dump())};
    if (command == "diff") words.push_back(fresh);
    const Ran refused = grader_command(words);
    EXPECT_EQ(refused.status, 2);
    EXPECT_TRUE(contains(refused.err, "grader/verdict/2, and this grader reads grader/verdict/1: read it with the newer grader")) << refused.err;
  }
}

TEST_F(ClassResumeTest, TablesOfTheClassAreWritten) {
  write("class/a.c", numbered(good(), 1));
  write("class/=b.c", "int main(void) {");
  ASSERT_EQ(grader_command(check({})).status, 1);
  EXPECT_TRUE(contains(*read_file(folder_ / "results/class.csv"), "'=b,CE,0,")) << *read_file(folder_ / "results/class.csv");
  EXPECT_TRUE(contains(*read_file(folder_ / "results/class.md"), "| a | OK |")) << *read_file(folder_ / "results/class.md");
}

}  // namespace
}  // namespace grader
