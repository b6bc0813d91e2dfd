// refusals_test.cc — what the command refuses, and whether it says what is wrong and what to do.
#include <sys/stat.h>

#include <ctime>

#include "grader/report/report.h"
#include "tests/integration/command.h"

namespace {

using tests::contains;
using tests::grader_command;
using tests::Ran;
namespace fs = std::filesystem;

class CliRefusalTest : public tests::CommandTest {
 protected:
  static void expect_usage(const std::vector<std::string>& words, const std::string& text) {
    const Ran ran = grader_command(words);
    EXPECT_EQ(ran.status, 64) << ran.err;
    EXPECT_TRUE(contains(ran.err, text)) << ran.err;
  }
  fs::path verdict_on(const std::string& task, const std::string& name) {
    grader::Verdict verdict;
    verdict.task = task;
    verdict.submission_path = "a.c";
    verdict.points = verdict.max = 1;
    return write(name, grader::json_report(verdict));
  }
};

TEST_F(CliRefusalTest, TwoReportsNeverShareAFile) {
  const std::string file = folder_ / "v.json", again = folder_ / "." / "v.json";
  expect_usage({"check", "sem-named", "a.c", "--report", "json=" + file, "--report", "csv=" + again}, "the same file as of --report json");
  expect_usage({"check", "sem-named", "a.c", "--results", "kept", "--report", "junit=./kept/verdicts.json"}, "a file that --results keeps");
  expect_usage({"check", "sem-named", "a.c", "--report", "json=-"}, "for standard output give --format json");
}

TEST_F(CliRefusalTest, SeedsOfMoreThan64BitsOrBelowZero) {
  for (const char* seed : {"-1", "18446744073709551616", "1x", "1.5"})
    expect_usage({"check", "sem-named", "a.c", std::string("--seed=") + seed}, "is no whole number from 0 to 18446744073709551615");
}

TEST_F(CliRefusalTest, ATimeoutThatIsNoNumber) { expect_usage({"check", "sem-named", "a.c", "--timeout", "nan"}, "is no number"); }

TEST_F(CliRefusalTest, HelpIsACommandToo) {
  const Ran help = grader_command({"help", "task", "new"});
  EXPECT_EQ(help.status, 0) << help.err;
  EXPECT_EQ(help.out, grader_command({"task", "new", "--help"}).out);
  EXPECT_TRUE(contains(grader_command({"help"}).out, "grader completion bash|zsh|fish"));
}

TEST_F(CliRefusalTest, ABadTemporaryFolderIsNamed) {
  const fs::path file = write("file", "");
  for (const auto& [place, fact] : {std::pair{folder_ / "none", "does not exist"}, {file, "is no folder"}}) {
    ::setenv("TMPDIR", place.c_str(), 1);
    const Ran ran = grader_command({"check", "sem-named", write("a.c", good())});
    ::unsetenv("TMPDIR");
    EXPECT_EQ(ran.status, 2);
    EXPECT_EQ(ran.err, "grader: TMPDIR=" + place.string() + ": " + fact + ": set it to a folder that can be written, or unset it\n");
  }
}

TEST_F(CliRefusalTest, AClosedTemporaryFolderDoesNotKeepTheStudentOut) {
  const fs::path closed = folder_ / "closed";
  fs::create_directory(closed);
  fs::permissions(closed, fs::perms::owner_all);
  ::setenv("TMPDIR", closed.c_str(), 1);
  const Ran ran = grader_command({"check", "mmap-mutex", "--level", "plain", write("a.c", good())});
  ::unsetenv("TMPDIR");
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
}

TEST_F(CliRefusalTest, GradingsOfTwoTasksAreNotCompared) {
  const std::string one = verdict_on("one", "one.json"), two = verdict_on("two", "two.json");
  expect_usage({"diff", one, two}, "one.json is on task one, but ");
  expect_usage({"diff", one, two}, "two.json on task two");
  const Ran asked = grader_command({"diff", one, two, "--any-task", "--lang", "ru"});
  EXPECT_EQ(asked.status, 0) << asked.err;
  EXPECT_TRUE(contains(asked.out, "осталось прежним: 1")) << asked.out;
}

TEST_F(CliRefusalTest, ATaskWithoutItsReferenceIsNotVerified) {
  ASSERT_EQ(grader_command({"task", "new", "greeting", folder_}).status, 0);
  fs::remove_all(folder_ / "greeting/reference");
  const Ran ran = grader_command({"task", "verify", folder_ / "greeting", "--quick"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(contains(ran.err, "task greeting has no reference solution")) << ran.err;
}

// "docs/rules/deadlock.md" led nowhere from anywhere but the source tree.
TEST_F(CliRefusalTest, TheRulesPageThatIsNamedExists) {
  const Ran ran = grader_command({"run", write("p.c", "int main(void) { __builtin_trap(); }\n"), "--color", "never"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  const std::size_t at = ran.out.find("Read: ");
  ASSERT_NE(at, std::string::npos) << ran.out;
  const std::string page = ran.out.substr(at + 6, ran.out.find_first_of("#,\n", at) - at - 6);
  EXPECT_TRUE(fs::exists(page) && fs::path(page).is_absolute()) << ran.out;
}

// The sources used pipe() and fork() without their header: an implicit declaration.
TEST_F(CliRefusalTest, ANewTasksSourcesCompileWithoutWarnings) {
  ASSERT_EQ(grader_command({"task", "new", "greeting", folder_}).status, 0);
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "greeting")) {
    const std::string suffix = entry.path().extension(), compiler = suffix == ".c" ? "gcc -std=c11" : "g++";
    if (suffix != ".c" && suffix != ".cc") continue;
    EXPECT_EQ(std::system((compiler + " -D_GNU_SOURCE -Wall -Wextra -Werror -o /dev/null -c " + entry.path().string()).c_str()), 0) << entry.path();
  }
}

TEST_F(CliRefusalTest, WhatIsLeftOutOfAClassIsNamedAndWhatCompilersTakeIsGraded) {
  write("class/one.C", "int main() { return 0; }\n");
  write("class/two.CPP", "int main() { return 0; }\n");
  write("class/three.CXX", "int main() { return 0; }\n");
  write("class/notes.txt", "");
  const Ran ran = grader_command({"check", "sem-named", folder_ / "class", "--quiet", "--format", "class-csv"});
  EXPECT_TRUE(contains(ran.out, "one,") && contains(ran.out, "two,")) << ran.out;
  EXPECT_FALSE(contains(ran.out, "CE")) << ran.out;
  EXPECT_TRUE(contains(ran.err, "left out: three.CXX, notes.txt: compilers know C++ by .cc, .cpp, .cxx, .C or .CPP: rename three.CXX")) << ran.err;
}

TEST_F(CliRefusalTest, WhatAKilledGraderLeftBesideAReportGoes) {
  const fs::path old = write(".grader-report-abcdef", ""), young = write(".grader-report-ghijkl", ""), other = write(".grader-report-mine", "");
  const timespec ages[2] = {{std::time(nullptr) - 200'000, 0}, {std::time(nullptr) - 200'000, 0}};
  for (const fs::path& path : {old, other}) ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), ages, 0), 0);
  const Ran ran = grader_command({"report", verdict_on("one", "one.json"), "--report", "csv=" + (folder_ / "a.csv").string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(young) && fs::exists(other) && fs::exists(folder_ / "a.csv"));
}

}  // namespace
