// ejudge_test.cc — what ejudge is told: statuses, exit codes, test files, valuations. All pure.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>

#include "grader/ejudge/compare.h"
#include "grader/ejudge/conversation.h"
#include "grader/ejudge/forbidden_words.h"
#include "grader/ejudge/graded.h"
#include "grader/ejudge/imported_task.h"
#include "grader/ejudge/problem_config.h"
#include "grader/ejudge/start_exit.h"
#include "grader/ejudge/test_file.h"
#include "grader/ejudge/valuation.h"
#include "grader/report/ejudge_status.h"
#include "sandbox/fd.h"

namespace grader {
namespace {

using Status = EjudgeStatus;
using namespace std::chrono_literals;

constexpr std::array kCodes{Code::kIE, Code::kCE, Code::kSV, Code::kML, Code::kDL, Code::kTL,
                            Code::kRT, Code::kWA, Code::kRC, Code::kZP, Code::kLK, Code::kOK};

Verdict verdict_with(Rule rule, std::optional<std::string> limit = {}) {
  Verdict verdict;
  Finding finding;
  finding.rule = rule;
  finding.limit = std::move(limit);
  verdict.findings = {finding};
  RunReport run;
  run.verdict = verdict.verdict = code_of(finding);
  run.findings = {0};
  verdict.runs = {run};
  return verdict;
}

TEST(EjudgeStatusTest, EveryCodeHasTheStatusOfTheTable) {
  const std::array expected{Status::kCF, Status::kRT, Status::kSE, Status::kML, Status::kSY, Status::kTL,
                            Status::kRT, Status::kWA, Status::kSY, Status::kPE, Status::kPE, Status::kOK};
  for (std::size_t i = 0; i < kCodes.size(); ++i) EXPECT_EQ(test_status(kCodes[i], false), expected[i]) << to_string(kCodes[i]);
  EXPECT_EQ(test_status(Code::kTL, true), Status::kWT);
}

TEST(EjudgeStatusTest, CheckersSayOnlyWhatEjudgeTakesFromThem) {
  for (const Code code : kCodes) {
    const int exit = checker_exit(test_status(code, false));
    EXPECT_TRUE(exit == 0 || exit == 4 || exit == 5 || exit == 6) << to_string(code);
    EXPECT_EQ(exit == 0, code == Code::kOK);
    EXPECT_EQ(exit == 6, code == Code::kIE) << "the grader's fault, and only that, is CF";
    EXPECT_NE(scoring_checker_exit(test_status(code, false)), 4) << "of PE ejudge reads no score";
  }
}

TEST(EjudgeStatusTest, InitSaysOnlyWhatEjudgeTakesFromIt) {
  for (const Code code : kCodes) {
    const int exit = init_exit(test_status(code, false));
    const std::array taken{0, 2, 3, 4, 5, 6, 12, 13, 15, 19};
    EXPECT_NE(std::find(taken.begin(), taken.end(), exit), taken.end()) << to_string(code);
  }
  for (const Status never : {Status::kCE, Status::kPT, Status::kSV, Status::kSK}) EXPECT_EQ(init_exit(never), 6);
}

TEST(EjudgeStatusTest, TheMapChangesAllButOkAndTheGradersFault) {
  const EjudgeMap map{{Code::kLK, Status::kSE}, {Code::kIE, Status::kWA}, {Code::kOK, Status::kWA}};
  EXPECT_EQ(test_status(Code::kLK, false, map), Status::kSE);
  EXPECT_EQ(test_status(Code::kIE, false, map), Status::kCF);
  EXPECT_EQ(test_status(Code::kOK, false, map), Status::kOK);
  EXPECT_EQ(test_status_named("SV"), std::nullopt) << "no test has it";
  EXPECT_EQ(test_status_named("SY"), Status::kSY);
}

TEST(EjudgeStatusTest, TimeByTheClockIsWtAndABurntCoreTl) {
  EXPECT_EQ(test_status(verdict_with(Rule::kTimeout, "wall")), Status::kWT);
  EXPECT_EQ(test_status(verdict_with(Rule::kTimeout)), Status::kWT);
  EXPECT_EQ(test_status(verdict_with(Rule::kTimeout, "cpu")), Status::kTL);
  EXPECT_EQ(test_status(verdict_with(Rule::kBusyWait)), Status::kTL);
  EXPECT_EQ(test_status(verdict_with(Rule::kLimit, "memory")), Status::kML);
  EXPECT_EQ(test_status(verdict_with(Rule::kLimit, "wall")), Status::kWT);
}

TEST(EjudgeStatusTest, PointsAreWholeAndNeverMoreThanThereAre) {
  EXPECT_EQ(whole_points(2.9999999996), 3);
  EXPECT_EQ(whole_points(2.5), 2);
  EXPECT_EQ(whole_points(-1), 0);
  EXPECT_EQ(whole_points(1e300), 999'999);
  EXPECT_EQ(whole_points(std::numeric_limits<double>::quiet_NaN()), 0);
}

TEST(EjudgeStatusTest, StartsOwnExitCodesDifferFromEveryShellsAndSignals) {
  EXPECT_EQ(start_exit(Code::kOK), 0);
  EXPECT_EQ(start_exit(Code::kRT), 0) << "ends as the program did";
  EXPECT_EQ(start_exit(Code::kDL), 101);
  for (const Code code : kCodes) EXPECT_LT(start_exit(code), 126);
}

TEST(EjudgeTestFileTest, IsReadBack) {
  const auto read = read_test(to_text({"sem-named", "one worker", 7}));
  ASSERT_TRUE(read.test);
  EXPECT_EQ(read.test->task, "sem-named");
  EXPECT_EQ(read.test->scenario, "one worker");
  EXPECT_EQ(read.test->seed, 7u);
}

TEST(EjudgeTestFileTest, AnyOtherTextIsInputForAProgram) {
  for (const std::string text : {"", "3 4\n", "{\"schema\": 1}", "grader/ejudge-test/1"}) {
    const auto read = read_test(text);
    EXPECT_FALSE(read.test) << text;
    EXPECT_EQ(read.problem, "") << text;
  }
}

TEST(EjudgeTestFileTest, ABrokenOneOfOursIsOurFaultAndNoInput) {
  EXPECT_NE(read_test(R"({"schema": "grader/ejudge-test/1", "seed": "x"})").problem, "");
  EXPECT_NE(read_test(R"({"schema": "grader/ejudge-test/1", "scenari": "usage"})").problem, "");
  EXPECT_NE(read_test(R"({"schema": "grader/ejudge-test/1", "scenario": "usage",})").problem, "");
  const std::string whole = to_text({"pipe-sum", "usage", 7});
  for (std::size_t size = 10; size + 2 < whole.size(); ++size) EXPECT_NE(read_test(whole.substr(0, size)).problem, "") << size;
  EXPECT_NE(read_test(R"({"schema": "grader/ejudge-test/2"})").problem, "");
  EXPECT_NE(read_test(R"({"schema": "grader/ejudge-test/1", "task": 5})").problem, "");
}

TEST(EjudgeSubmissionTest, IsNamedByWhatItHolds) {
  using ejudge::submission_file_name;
  EXPECT_EQ(submission_file_name("000012", "#include <stdio.h>\nint main() {}\n"), "solution.c");
  EXPECT_EQ(submission_file_name("000012", "#include <atomic>\nint main() {}\n"), "solution.cpp");
  EXPECT_EQ(submission_file_name("000012", " #  include  <iostream>"), "solution.cpp");
  EXPECT_EQ(submission_file_name("000012", "// include <iostream>\n"), "solution.c");
  EXPECT_EQ(submission_file_name("000012.cpp", "int main() {}"), "solution.cpp");
  EXPECT_EQ(submission_file_name("000012.c", "PK\x03\x04..."), "solution.zip");
  EXPECT_EQ(submission_file_name("000012", std::string("\x1f\x8b", 2)), "solution.tar.gz");
  EXPECT_EQ(submission_file_name("000012", std::string(257, 'x') + "ustar"), "solution.tar");
  EXPECT_EQ(submission_file_name("../../etc/x.sh", ""), "solution.c");
}

TEST(EjudgeCompareTest, BlanksAtEndsDoNotCountUnlessAskedTo) {
  using ejudge::difference;
  EXPECT_FALSE(difference("lines", "a b\nc\n", "a b  \r\nc\n\n\n"));
  EXPECT_FALSE(difference("lines", "", "\n \n"));
  EXPECT_TRUE(difference("lines", "a\n\nb\n", "a\nb\n"));
  EXPECT_TRUE(difference("exact", "a\n", "a \n"));
  EXPECT_FALSE(difference("any-order", "a\nb\n", "b\na\n"));
  EXPECT_FALSE(difference("contains", "b", "abc"));
}

TEST(EjudgeStyleTest, ForbiddenCallsAreSeenOutsideCommentsAndLiterals) {
  const auto found = ejudge::forbidden_words(
      "// socket(1)\n/* socket(\n2) */ char *s = \"socket(\\\"\"; int big = 1'000;\nint f = socket (AF_UNIX, 0, 0);\n"
      "my_socket(3); x.socket(4); p->socket(5); int socket;\n",
      {"socket"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 4);
  EXPECT_TRUE(ejudge::forbidden_words("\"never closed socket(", {"socket"}).empty());
  EXPECT_TRUE(ejudge::forbidden_words("/* never closed socket(", {"socket"}).empty());
}

Task task_of(const std::vector<double>& points) {
  Task task;
  for (std::size_t i = 0; i < points.size(); ++i) {
    Scenario scenario;
    scenario.name = "s" + std::to_string(i + 1);
    scenario.points = points[i];
    task.scenarios.push_back(scenario);
  }
  return task;
}

TEST(EjudgeValuerTest, ReadsEjudgesListAndNothingElse) {
  const auto read = ejudge::parse_results("2\n0 5 13\n4 0 20 token\n");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ((*read)[1].status, 4);
  for (const char* broken : {"", "x", "2\n0 5 13\n", "1\n0 5\n", "99999999\n"}) EXPECT_FALSE(ejudge::parse_results(broken)) << broken;
}

/// ejudge fills a test's score in when the checker says OK, and keeps it when init_cmd then says SY.
TEST(EjudgeValuerTest, OnlyAScoringCheckersScoresCount) {
  const std::vector<ejudge::TestResult> results{{0, 4, 1}, {4, 4, 1}, {19, 4, 1}, {5, 3, 1}};
  const auto plain = ejudge::valuation(task_of({4, 4, 4, 5}), results);
  EXPECT_EQ(plain.score, 4 + 2 + 0 + 0);
  EXPECT_EQ(plain.passed_open, 1);
  EXPECT_EQ(ejudge::valuation(task_of({4, 4, 4, 5}), results, true).score, 4 + 4 + 4 + 3);
  EXPECT_EQ(ejudge::valuation(task_of({4}), {{5, 99, 1}}, true).score, 4) << "never more than there are";
}

TEST(EjudgeValuerTest, HiddenScenariosAreNotNamedToStudents) {
  Task task = task_of({1, 1});
  task.scenarios[1].hidden = true;
  const auto value = ejudge::valuation(task, {{0, 1, 1}, {5, 0, 1}});
  EXPECT_EQ(value.for_student.find("s2"), std::string::npos);
  EXPECT_NE(value.for_judge.find("s2"), std::string::npos);
  EXPECT_TRUE(value.all_open_passed);
}

TEST(EjudgeValuerTest, RepliesAsTheFlagsAsk) {
  const auto value = ejudge::valuation(task_of({4, 4}), {{0, 4, 1}, {2, 0, 1}});
  EXPECT_EQ(ejudge::reply(value, {}), "4\n");
  EXPECT_EQ(ejudge::reply(value, {.marked = true}), "4 0\n");
  EXPECT_EQ(ejudge::reply(value, {.user_score = true}), "4 7 4 1\n");
  EXPECT_EQ(ejudge::reply(value, {.marked = true, .user_score = true, .groups = true}), "4 0 7 4 1 0\n");
}

Scenario talk(std::vector<Step> steps) {
  Scenario scenario;
  StartStep start;
  start.role = start.program = "main";
  start.keep_stdin_open = true;
  scenario.steps = {start};
  scenario.steps.insert(scenario.steps.end(), steps.begin(), steps.end());
  return scenario;
}

ExpectOutputStep expects(const std::string& text) {
  ExpectOutputStep step;
  step.role = "main";
  step.text = text;
  return step;
}

/// The program's side of the two pipes that ejudge makes.
struct Pipes {
  Pipes() {
    int a[2], b[2];
    EXPECT_EQ(::pipe2(a, O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(b, O_CLOEXEC), 0);
    program_reads = sandbox::Fd(a[0]);
    speak = a[1];
    hear = sandbox::Fd(b[0]);
    program_writes = sandbox::Fd(b[1]);
  }
  sandbox::Fd program_reads, program_writes, hear;
  int speak;
};

TEST(EjudgeConversationTest, SpeaksAndHears) {
  Pipes pipes;
  ASSERT_EQ(::write(pipes.program_writes.get(), "ready\n", 6), 6);
  pipes.program_writes = sandbox::Fd();
  const auto done = ejudge::converse(talk({expects("ready\n"), FeedStep{"main", "one\n"}, WaitStep{"main", 0, {}, {}}}),
                                     pipes.hear.get(), pipes.speak, 10s);
  EXPECT_FALSE(done.mismatch);
  EXPECT_EQ(done.heard, "ready\n");
}

TEST(EjudgeConversationTest, AProgramThatEndsEarlyIsNotWaitedFor) {
  Pipes pipes;
  pipes.program_writes = sandbox::Fd();
  pipes.program_reads = sandbox::Fd();
  ::signal(SIGPIPE, SIG_IGN);
  const auto done = ejudge::converse(talk({FeedStep{"main", std::string(1 << 20, 'x')}, expects("ready\n")}), pipes.hear.get(), pipes.speak, 1h);
  ASSERT_TRUE(done.mismatch);
}

TEST(EjudgeConversationTest, WhatIsNoTalkIsNotPlayed) {
  EXPECT_EQ(ejudge::not_a_conversation(talk({FeedStep{"main", "x"}})), "");
  EXPECT_NE(ejudge::not_a_conversation(talk({SignalStep{"main", 15}})), "");
  EXPECT_NE(ejudge::not_a_conversation(Scenario{}), "");
  Scenario two = talk({});
  two.steps.push_back(two.steps.front());
  EXPECT_NE(ejudge::not_a_conversation(two), "");
}

TEST(EjudgeInfTest, IsReadAsEjudgeReadsIt) {
  const auto inf = ejudge::parse_inf("# first\nparams = 5 \"a b\" 'c\\n' \\x41\\102 x#no\nexit_code = 3 # why\n check_stderr\nmax_vm_size = 64M\n\n");
  EXPECT_EQ(inf.problem, "");
  EXPECT_EQ(inf.values.at("params"), (std::vector<std::string>{"5", "a b", "c\\n", "AB", "x"}));
  EXPECT_EQ(inf.number("exit_code"), 3);
  EXPECT_TRUE(inf.flag("check_stderr"));
  EXPECT_FALSE(inf.flag("disable_stderr"));
  EXPECT_EQ(inf.number("max_vm_size"), 64ll << 20);
}

TEST(EjudgeInfTest, WhatCannotBeReadIsSaidAndNothingOverflows) {
  for (const char* broken : {"= 3", "params \"x\"", "params = \"x", "a-b = 1"}) EXPECT_NE(ejudge::parse_inf(broken).problem, "") << broken;
  for (const char* huge : {"n = 99999999999999999999", "n = 99999999999G", "n = -1", "n = 5Q", "n = 1 2"})
    EXPECT_FALSE(ejudge::parse_inf(huge).number("n")) << huge;
  EXPECT_EQ(ejudge::parse_inf("n = \\").problem, "");
}

ejudge::ImportedTest imported(const std::string& input, const std::string& answer, const std::string& inf) {
  return {"001", input, answer, ejudge::parse_inf(inf)};
}

TEST(EjudgeImportTest, ATestBecomesAScenario) {
  const auto made = ejudge::imported_task("reverse", {imported("${HOME} 1\n", "1 ${HOME}\n", "params = -r ${x}\nenviron = \"A=b c\"\nexit_code = 2\n"
                                                               "time_limit_ms = 1500\nworking_dir = x\n")});
  ASSERT_EQ(made.problem, "");
  ASSERT_EQ(made.left_out.size(), 1u);
  std::vector<TaskProblem> problems;
  const auto task = parse_task(made.document, "task.json", problems);
  for (const auto& problem : problems) ADD_FAILURE() << problem.path << ": " << problem.expected;
  ASSERT_TRUE(task);
  EXPECT_EQ(task->limits.cpu, 1500ms);
  const Scenario scenario = instantiate(task->scenarios.at(0), 1);
  const auto& start = std::get<StartStep>(scenario.steps.at(0));
  EXPECT_EQ(start.args, (std::vector<std::string>{"-r", "${x}"}));
  EXPECT_EQ(start.env.at("A"), "b c");
  EXPECT_EQ(start.stdin_text, "${HOME} 1\n");
  EXPECT_EQ(std::get<WaitStep>(scenario.steps.at(1)).status, 2);
  EXPECT_EQ(std::get<ExpectOutputStep>(scenario.steps.at(2)).text, "1 ${HOME}\n");
}

TEST(EjudgeImportTest, BytesThatAreNoTextAreRefused) {
  EXPECT_NE(ejudge::imported_task("x", {imported("\xff\xfe", "", "")}).problem, "");
  EXPECT_NE(ejudge::imported_task("x", {imported("", "", "params = \\xff")}).problem, "");
  EXPECT_NE(ejudge::imported_task("x", {imported("", "", "?")}).problem, "");
}

TEST(EjudgeExportTest, NamesAreQuotedForTheShellAndForTheConfiguration) {
  const auto made = ejudge::scripts(ejudge::Way::kOutputOnly, "/opt/it's/grader", "/tasks/$(x)");
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0].text, "#!/bin/sh\nexec '/opt/it'\\''s/grader' ejudge scoring-checker --output-only --task '/tasks/$(x)' -- \"$@\"\n");
  Task task = task_of({2, 4});
  task.id = "t";
  task.scenarios[1].hidden = true;
  const std::string text = ejudge::problem_config(task, ejudge::Way::kInit, "A", "a \"b\"\n[global]");
  EXPECT_NE(text.find("long_name = \"a \\\"b\\\"[global]\"\n"), std::string::npos) << text;
  EXPECT_NE(ejudge::problem_config(task, ejudge::Way::kInit, std::string(40, 'a'), "").find("short_name = \"" + std::string(31, 'a') + "\"\n"), std::string::npos);
  EXPECT_NE(text.find("test_score_list = \"2 4\"\nfull_score = 6\nfull_user_score = 2\nopen_tests = \"1:full,2:hidden\"\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace grader
