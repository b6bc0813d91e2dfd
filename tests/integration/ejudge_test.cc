// ejudge_test.cc — our commands called as ejudge calls its helpers: argv, environment, descriptors, folder and limits.
// Source: invoke_checker, invoke_init_cmd, invoke_interactor, invoke_valuer in ejudge's run_common.c, and
// invoke_style_checker in its ej-compile.c.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "sandbox/fd.h"

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// How ejudge starts a helper.
struct Call {
  fs::path command;                         ///< check_cmd, init_cmd, …: one path, no arguments of its own
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;
  fs::path folder;
  std::string in = "/dev/null", out, err;   ///< `err` empty: joined with out
  int in_fd = -1, out_fd = -1;              ///< an interactor's
  rlim_t stack = 8u << 20, address_space = RLIM_INFINITY;
};

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(resource, &both);
}

[[noreturn]] void become(const Call& call) {
  const auto redirect = [](int fd, const std::string& path, int flags) {
    const int opened = ::open(path.c_str(), flags, 0666);
    ::dup2(opened, fd);
    ::close(opened);
  };
  if (call.in_fd >= 0) ::dup2(call.in_fd, 0);
  else redirect(0, call.in, O_RDONLY);
  if (call.out_fd >= 0) ::dup2(call.out_fd, 1);
  else redirect(1, call.out, O_WRONLY | O_CREAT | O_APPEND);
  if (call.err.empty()) ::dup2(1, 2);
  else redirect(2, call.err, O_WRONLY | O_CREAT | O_APPEND);
  ::close_range(3, ~0u, 0);
  if (::chdir(call.folder.c_str()) != 0) ::_exit(120);
  limit(RLIMIT_STACK, call.stack);
  limit(RLIMIT_AS, call.address_space);
  std::vector<std::string> words{call.command.string()}, variables{"EJUDGE=1", "PATH=/usr/bin:/bin"};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  for (const auto& [name, value] : call.environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv, envp;
  for (std::string& word : words) argv.push_back(word.data());
  for (std::string& variable : variables) envp.push_back(variable.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  ::execve(call.command.c_str(), argv.data(), envp.data());
  ::_exit(121);
}

pid_t begin(const Call& call) {
  const pid_t pid = ::fork();
  if (pid == 0) become(call);
  return pid;
}

int end_of(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

class EjudgeTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/grader-ejudge-test-XXXXXX";
    folder_ = ::mkdtemp(name);
    write("001.dat", R"({"schema": "grader/ejudge-test/1", "task": "sem-named", "scenario": "one worker", "seed": 7})");
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  /// The script that stands in the problem's folder: `exec grader ejudge WORDS -- "$@"`.
  fs::path helper(const std::string& words) {
    const fs::path script = write("helper", std::string("#!/bin/sh\nexec ") + GRADER_COMMAND + " ejudge " + words + " -- \"$@\"\n");
    fs::permissions(script, fs::perms::owner_all);
    return script;
  }

  fs::path solution(const std::string& of_task) const { return fs::path(SOURCE_DIR) / "tasks" / of_task; }

  Call call(const std::string& words, std::vector<std::string> arguments) {
    Call call;
    call.command = helper(words);
    call.arguments = std::move(arguments);
    call.environment = {{"GRADER_TASKS", SOURCE_DIR "/tasks"}};
    call.folder = folder_;
    call.out = folder_ / "checkout_1.txt";
    return call;
  }

  int status_of(const Call& call) { return end_of(begin(call)); }
  std::string log() const { return text_of(folder_ / "checkout_1.txt"); }
  std::string test() const { return folder_ / "001.dat"; }

  const std::string leak_ = "sem-named/submissions/leak/semaphore-stays.c";
  const std::string deadlock_ = "sem-named/submissions/deadlock/never-posts.c";
  const std::string accepted_ = "sem-named/submissions/accepted/classes.cpp";
  fs::path folder_;
};

TEST_F(EjudgeTest, CheckerGradesTheSourceThatEjudgeNames) {
  Call check = call("checker", {test(), folder_ / "output", folder_ / "001.ans", folder_ / "001.inf"});
  check.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  EXPECT_EQ(status_of(check), 0) << log();
  check.environment["EJUDGE_SOURCE_PATH"] = solution(leak_);
  EXPECT_EQ(status_of(check), 4) << log();
  check.environment["EJUDGE_SOURCE_PATH"] = solution(deadlock_);
  EXPECT_EQ(status_of(check), 5) << log();
  EXPECT_NE(log().find("Deadlock"), std::string::npos) << log();
}

TEST_F(EjudgeTest, CheckerWithoutTheSourceFailsAsTheJudge) {
  EXPECT_EQ(status_of(call("checker", {test(), folder_ / "output"})), 6);
  EXPECT_NE(log().find("enable_src_for_testing"), std::string::npos) << log();
}

TEST_F(EjudgeTest, ScoringCheckerOfAnOutputOnlyProblem) {
  // No test, no suffix, no source path: the submission is the output.
  fs::copy_file(solution(leak_), folder_ / "000013");
  Call check = call("scoring-checker --output-only --task sem-named", {"", folder_ / "000013"});
  check.environment["EJUDGE_SCORING_CHECKER"] = check.environment["EJUDGE_USER_SCORE"] = "1";
  check.environment["EJUDGE_MAX_SCORE"] = "100";
  check.out = folder_ / "scoreout_1.txt";
  check.err = folder_ / "checkout_1.txt";
  EXPECT_EQ(status_of(check), 5) << log();
  int score = -1, length = 0;
  const std::string text = text_of(check.out);
  ASSERT_EQ(std::sscanf(text.c_str(), "%d%n", &score, &length), 1) << text;
  EXPECT_EQ(text.substr(static_cast<std::size_t>(length)), "\n") << "ejudge cuts blanks, and wants nothing else";
  EXPECT_GT(score, 0);
  EXPECT_LT(score, 100);
}

TEST_F(EjudgeTest, ScoringCheckerGivesAllPointsForAnAcceptedOne) {
  Call check = call("scoring-checker", {test(), folder_ / "output"});
  check.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  check.environment["EJUDGE_MAX_SCORE"] = "30";
  check.out = folder_ / "scoreout_1.txt";
  check.err = folder_ / "checkout_1.txt";
  EXPECT_EQ(status_of(check), 0) << log();
  EXPECT_EQ(text_of(check.out), "30\n");
}

TEST_F(EjudgeTest, ABrokenTaskCostsNobodyPoints) {
  Call check = call("scoring-checker --output-only --task no-such-task", {"", test()});
  check.out = folder_ / "scoreout_1.txt";
  check.err = folder_ / "checkout_1.txt";
  EXPECT_EQ(status_of(check), 6);
  EXPECT_EQ(text_of(check.out), "");
  EXPECT_NE(log(), "");
}

TEST_F(EjudgeTest, WhatIsWrongWithTheCallIsNeverTheStudentsFault) {
  // 1, 2, 4 and 5 would be WA or PE: 6 and 64 are CF for checkers, interactors and init_cmd.
  for (const char* words : {"checker", "scoring-checker", "interactor", "init", "valuer", "style"}) {
    EXPECT_EQ(status_of(call(words, {})), 6) << words << log();
    EXPECT_EQ(status_of(call(std::string(words) + " --no-such-option", {})), 64) << words << log();
    EXPECT_EQ(status_of(call(words, {folder_ / "missing", folder_ / "missing"})), 6) << words << log();
  }
}

TEST_F(EjudgeTest, WhatWasAskedForAndCannotBeIsNotPassedOver) {
  Call other = call("checker --task sem-named --scenario nowhere", {test(), folder_ / "output"});
  other.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  EXPECT_EQ(status_of(other), 6) << log();
  EXPECT_NE(log().find("'nowhere'"), std::string::npos) << log();
  Call random = call("checker --task sem-named", {test(), folder_ / "output"});
  random.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  random.environment["EJUDGE_TEST_RANDOM_VALUE"] = "zzz";
  EXPECT_EQ(status_of(random), 6) << log();
  const auto seed = write("002.dat", R"({"schema": "grader/ejudge-test/1", "task": "sem-named", "seed": -1})");
  EXPECT_EQ(status_of(call("checker --task sem-named", {seed, folder_ / "output"})), 6);
  EXPECT_NE(log().find("its seed is no whole number"), std::string::npos) << log();
  const auto same = write("plain.txt", "1\n");
  EXPECT_EQ(status_of(call("scoring-checker", {same, same, same})), 6);
  EXPECT_NE(log().find("EJUDGE_MAX_SCORE: is not set"), std::string::npos) << log();
}

TEST_F(EjudgeTest, TheScratchFolderIsGoneAndItsLackIsOurFault) {
  fs::create_directory(folder_ / "tmp");
  fs::permissions(folder_, fs::perms(0755));  // at level plain the box's own user goes through it
  Call check = call("checker", {test(), folder_ / "output"});
  check.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  check.environment["TMPDIR"] = folder_ / "tmp";
  EXPECT_EQ(status_of(check), 0) << log();
  EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
  check.environment["TMPDIR"] = folder_ / "missing";
  EXPECT_EQ(status_of(check), 6) << log();
}

/// What ejudge allows its checker, the checker's boxes inherit: a compiler without memory was once a student's CE.
TEST_F(EjudgeTest, TheCheckersOwnLimitsFailNoStudent) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer maps terabytes: it cannot start within a limit of address space";
#endif
  Call check = call("checker", {test(), folder_ / "output"});
  check.environment["EJUDGE_SOURCE_PATH"] = solution(accepted_);
  check.address_space = 512u << 20;
  check.stack = 1u << 20;
  const int status = status_of(check);
  EXPECT_TRUE(status == 0 || status == 6) << status << log();  // lifted where we may (setrlimit(2)), else said
}

TEST_F(EjudgeTest, PlainTestsAreCompared) {
  write("in", "1\n");
  write("answer", "1 2\n");
  write("right", "1 2  \n\n");
  write("wrong", "1 3\n");
  EXPECT_EQ(status_of(call("checker", {folder_ / "in", folder_ / "right", folder_ / "answer"})), 0) << log();
  EXPECT_EQ(status_of(call("checker", {folder_ / "in", folder_ / "wrong", folder_ / "answer"})), 5) << log();
  EXPECT_EQ(status_of(call("checker --match exact", {folder_ / "in", folder_ / "right", folder_ / "answer"})), 5) << log();
  EXPECT_EQ(status_of(call("checker", {folder_ / "in", folder_ / "missing", folder_ / "answer"})), 4) << log();
  EXPECT_EQ(status_of(call("checker", {folder_ / "in", folder_ / "right", folder_ / "missing"})), 6) << log();
}

TEST_F(EjudgeTest, AnOutputThatIsAFifoOrALinkHoldsNobodyUp) {
  write("in", "1\n");
  write("answer", "root\n");
  ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  fs::create_symlink("/etc/passwd", folder_ / "link");
  EXPECT_EQ(status_of(call("checker", {folder_ / "in", folder_ / "fifo", folder_ / "answer"})), 4) << log();
  EXPECT_EQ(status_of(call("checker --match contains", {folder_ / "in", folder_ / "link", folder_ / "answer"})), 4) << log();
}

TEST_F(EjudgeTest, InitSaysWhatNoCheckerCan) {
  Call init = call("init", {"start", test(), folder_ / "001.ans"});
  EXPECT_EQ(status_of(init), 6) << "without the source the test must not begin";
  init.environment["EJUDGE_SOURCE_PATH"] = solution(deadlock_);
  EXPECT_EQ(status_of(init), 0) << log();
  init.arguments[0] = "stop";
  EXPECT_EQ(status_of(init), 19) << log();
  init.environment["EJUDGE_SOURCE_PATH"] = solution(leak_);
  EXPECT_EQ(status_of(init), 4) << log();
  Call mapped = call("init --map LK=SE", {"stop", test()});
  mapped.environment["EJUDGE_SOURCE_PATH"] = solution(leak_);
  EXPECT_EQ(status_of(mapped), 13) << log();
}

TEST_F(EjudgeTest, StyleCompilesWithTheTasksRecipe) {
  EXPECT_EQ(status_of(call("style --task sem-named", {solution(accepted_)})), 0) << log();
  EXPECT_EQ(status_of(call("style --task sem-named", {write("broken.c", "int main( {")})), 14) << log();
  EXPECT_NE(log().find("solution.c:1"), std::string::npos) << log();
}

TEST_F(EjudgeTest, ValuerAddsUpScenarios) {
  Call valuer = call("valuer --task sem-named", {folder_ / "score_cmt", folder_ / "score_jcmt", folder_});
  valuer.in = write("score_list", "5\n0 2 10\n4 2 20\n2 2 5\n0 2 6\n18 0 0\n");
  valuer.out = folder_ / "score_res";
  valuer.err = folder_ / "checkout_1.txt";
  EXPECT_EQ(status_of(valuer), 0) << log();
  EXPECT_EQ(text_of(valuer.out), "5\n");
  EXPECT_NE(text_of(folder_ / "score_cmt").find("three at once: 1 of 2"), std::string::npos);
  valuer.in = write("score_list", "1\n0 2 10\n");
  EXPECT_EQ(status_of(valuer), 6) << "fewer tests than scenarios: the problem is set up wrongly";
  valuer.in = write("score_list", "2\n0 2 10\n4 1 20\n");
  EXPECT_EQ(status_of(valuer), 0) << "a contest that stops at the first failure" << log();
  EXPECT_EQ(text_of(valuer.out), "5\n3\n");
}

TEST_F(EjudgeTest, StartEndsAsTheProgramDoes) {
  Call start = call("start", {"/bin/sh", "-c", "echo out; exit 3"});
  start.err = folder_ / "error";
  EXPECT_EQ(status_of(start), 3) << text_of(start.err);
  EXPECT_EQ(log(), "out\n");
}

/// Both pipes as ejudge makes them; the program is a shell script.
TEST_F(EjudgeTest, StartCalledWronglyIsNotTheProgramsExit) {
  Call wrong = call("start --bogus", {"/bin/true"});
  EXPECT_EQ(status_of(wrong), 119) << log();
}

TEST_F(EjudgeTest, InteractorTalksWithTheProgram) {
  fs::create_directory(folder_ / "task");
  write("task/task.json", R"({"schema": "grader/task/1", "id": "talk", "title": {"en": "t"}, "mechanism": "pipe", "difficulty": 1,
    "build": {"programs": [{"name": "main", "sources": ["*.c"]}]},
    "scenarios": [{"name": "hello", "points": 1, "steps": [
      {"start": {"role": "main", "program": "main", "stdin_open": true}},
      {"expect_output": {"role": "main", "exact": "name?\n"}},
      {"feed": {"role": "main", "text": "Ada\n"}},
      {"wait": {"role": "main"}},
      {"expect_output": {"role": "main", "exact": "name?\nhello Ada\n"}}]}]})");
  write("plain", "");
  const auto play = [&](const std::string& script) {
    int to_program[2], to_interactor[2];
    EXPECT_EQ(::pipe2(to_program, O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(to_interactor, O_CLOEXEC), 0);
    Call program;
    program.command = "/bin/sh";
    program.arguments = {"-c", script};
    program.folder = folder_;
    program.err = folder_ / "error";
    program.in_fd = to_program[0];
    program.out_fd = to_interactor[1];
    Call interactor = call("interactor --task " + (folder_ / "task").string(), {folder_ / "plain", folder_ / "output", "4711"});
    interactor.err = folder_ / "checkout_1.txt";
    interactor.in_fd = to_interactor[0];
    interactor.out_fd = to_program[1];
    const pid_t one = begin(program), other = begin(interactor);
    for (const int fd : {to_program[0], to_program[1], to_interactor[0], to_interactor[1]}) ::close(fd);
    end_of(one);
    return end_of(other);
  };
  EXPECT_EQ(play("echo name?; read n; echo hello $n"), 0) << log();
  EXPECT_EQ(text_of(folder_ / "output"), "name?\nhello Ada\n");
  EXPECT_EQ(play("echo name?; read n; echo bye $n"), 5) << log();
  EXPECT_EQ(play("exit 0"), 5) << log();
}

/// Export, then ejudge's calls on what was exported, scripts and tests as they are.
TEST_F(EjudgeTest, AnExportedProblemWorks) {
  Call exporting = call("export", {"sem-named", folder_ / "A"});
  ASSERT_EQ(status_of(exporting), 0) << log();
  EXPECT_NE(text_of(folder_ / "A/problem.cfg").find("full_score = "), std::string::npos);
  EXPECT_NE(text_of(folder_ / "A/problem.cfg").find("short_name = \"A\"\n"), std::string::npos);  // where ejudge looks for it
  EXPECT_NE(text_of(folder_ / "A/tests/001.dat").find("\"seed\":"), std::string::npos);  // judged again it is the same test
  EXPECT_EQ(status_of(exporting), 2) << "a folder that is not empty stays as it is";
  Call init = call("", {"start", folder_ / "A/tests/001.dat"});
  init.command = folder_ / "A/init";
  init.environment = {{"EJUDGE_SOURCE_PATH", solution(deadlock_)}};
  EXPECT_EQ(status_of(init), 0) << log();
  init.arguments[0] = "stop";
  EXPECT_EQ(status_of(init), 19) << log();
  init.command = folder_ / "A/check";
  EXPECT_EQ(status_of(init), 0) << log();
}

TEST_F(EjudgeTest, ImportedTestsGradeAProgram) {
  fs::create_directories(folder_ / "B/tests");
  write("B/tests/001.dat", "1 2\n");
  write("B/tests/001.ans", "3\n");
  write("B/tests/003.dat", "2 2\n");
  write("B/tests/003.ans", "4");  // ejudge's own sample has answers of both kinds
  write("B/tests/002.dat", "");
  write("B/tests/002.inf", "exit_code = 7\nparams = stop\n");
  ASSERT_EQ(status_of(call("import", {folder_ / "B", "sum", folder_})), 0) << log();
  EXPECT_EQ(status_of(call("import", {folder_ / "B", "sum", folder_})), 64) << "what is there stays";
  const auto source = write("sum.c", "#include <stdio.h>\nint main(int c, char **v) { int a, b; if (c > 1) return 7;\n"
                                     "scanf(\"%d%d\", &a, &b); printf(\"%d\\n\", a + b); return 0; }\n");
  Call check = call("checker --output-only --task " + (folder_ / "sum").string(), {"", source});
  EXPECT_EQ(status_of(check), 0) << log();
}

}  // namespace
