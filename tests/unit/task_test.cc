// task_test.cc — task documents: what parses, and where and how the others are refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "grader/model/task.h"

namespace grader {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The example of the manual: what it shows must be what is accepted.
std::string documented() {
  const std::string text = read(std::filesystem::path(SOURCE_DIR) / "docs/task-format.md");
  const std::size_t start = text.find("```json\n") + 8;
  return text.substr(start, text.find("```", start) - start);
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

std::vector<TaskProblem> problems_of(const std::string& text) {
  std::vector<TaskProblem> problems;
  const std::optional<Task> task = parse_task(text, "task.json", problems);
  EXPECT_EQ(task.has_value(), problems.empty());
  return problems;
}

TaskProblem only_problem(const std::string& text) {
  const std::vector<TaskProblem> problems = problems_of(text);
  EXPECT_EQ(problems.size(), 1u);
  return problems.empty() ? TaskProblem{} : problems.front();
}

TEST(TaskTest, ManualsExampleParses) {
  std::vector<TaskProblem> problems;
  const std::optional<Task> task = parse_task(documented(), "task.json", problems);
  ASSERT_TRUE(task) << (problems.empty() ? "" : problems[0].path + ": " + problems[0].expected);
  EXPECT_EQ(task->id, "fifo-server");
  EXPECT_EQ(task->limits.wall, std::chrono::seconds(5));
  EXPECT_EQ(task->scenarios.at(0).steps.size(), 14u);
  EXPECT_EQ(task->scenarios.at(0).required.size(), 2u);
  EXPECT_EQ(task->scenarios.at(0).faults.at(0).error, EAGAIN);
  EXPECT_EQ(task->needs_explore, std::vector<std::string>{"submissions/race/rare.c"});
  EXPECT_EQ(task->max_points(), 5);
}

TEST(TaskTest, EveryTaskOfOursParses) {
  for (const auto& folder : std::filesystem::directory_iterator(std::filesystem::path(SOURCE_DIR) / "tasks")) {
    std::vector<TaskProblem> problems;
    EXPECT_TRUE(parse_task(read(folder.path() / "task.json"), folder.path().string(), problems)) << folder.path();
    for (const TaskProblem& p : problems) ADD_FAILURE() << p.file << ":" << p.line << ": " << p.path << ": " << p.expected;
  }
}

TEST(TaskTest, SyntaxErrorHasLineAndColumn) {
  const TaskProblem p = only_problem("{\n  \"schema\": ,\n}");
  EXPECT_EQ(p.line, 2);
  EXPECT_NE(p.expected.find("column 13"), std::string::npos) << p.expected;
}

TEST(TaskTest, SchemaErrorHasPathLineAndWords) {
  const TaskProblem p = only_problem(with(documented(), "\"points\": 5", "\"points\": -5"));
  EXPECT_EQ(p.path, "/scenarios/0/points");
  EXPECT_GT(p.line, 10);
  EXPECT_EQ(p.expected, "a number from 0 to 1000000 was expected");
}

TEST(TaskTest, UnknownKeyIsNamedWithTheKnownOnes) {
  const TaskProblem p = only_problem(with(documented(), "\"difficulty\"", "\"dificulty\""));
  EXPECT_EQ(p.path, "/dificulty");
  EXPECT_NE(p.expected.find("difficulty"), std::string::npos);
}

TEST(TaskTest, KeyGivenTwiceIsRefused) {
  EXPECT_EQ(only_problem(with(documented(), "\"mechanism\"", "\"difficulty\": 1, \"mechanism\"")).path, "/difficulty");
}

TEST(TaskTest, NamesMustExist) {
  const std::string text = documented();
  EXPECT_EQ(only_problem(with(text, "\"program\": \"server\"", "\"program\": \"srv\"")).path,
            "/scenarios/0/steps/1/start/program");
  EXPECT_EQ(only_problem(with(text, "\"signal\": \"TERM\"", "\"signal\": \"TREM\"")).path,
            "/scenarios/0/steps/6/signal/signal");
  EXPECT_EQ(only_problem(with(text, "[\"/tmp/${name}\"]", "[\"/tmp/${nam}\"]")).path,
            "/scenarios/0/steps/1/start/args/0");
  EXPECT_EQ(problems_of(with(text, "[\"/tmp/${name}\"]", "[\"${data...}\"]")).size(), 0u);
  EXPECT_EQ(only_problem(with(text, "[\"/tmp/${name}\"]", "[\"x${data...}\"]")).path, "/scenarios/0/steps/1/start/args/0");
  EXPECT_EQ(only_problem(with(text, "{\"close_stdin\": {\"role\": \"client 1\"", "{\"close_stdin\": {\"role\": \"client\"")).path,
            "/scenarios/0/steps/5/close_stdin/role");
  EXPECT_EQ(only_problem(with(text, "\"rule\": \"orphan\"", "\"rule\": \"orfan\"")).path, "/scenarios/0/allow/1/rule");
}

TEST(TaskTest, WhatIsMadeOfOthersNeedsThem) {
  const std::string text = documented();
  const std::string at = "/scenarios/0/parameters/";
  EXPECT_EQ(only_problem(with(text, "\"sum_of\": \"data\"", "\"sum_of\": \"dat\"")).path, at + "data_total");
  EXPECT_EQ(only_problem(with(text, "\"sum_of\": \"data\"", "\"sum_of\": \"data_total\"")).path, at + "data_total");
  EXPECT_EQ(only_problem(with(text, "\"count\": \"n\"", "\"count\": \"name\"")).path, at + "data");
  EXPECT_EQ(only_problem(with(text, "\"count\": \"n\"", "\"count\": -1")).path, at + "data/numbers/count");
}

TEST(TaskTest, RequirementsAndFaultsAreChecked) {
  const std::string text = documented();
  EXPECT_EQ(only_problem(with(text, "\"mechanism\": \"fifo\"}", "\"mechanism\": \"telepathy\"}")).path, "/scenarios/0/required/0/mechanism");
  EXPECT_EQ(only_problem(with(text, "\"fork\", \"role\": \"server\", \"times\"", "\"fork\", \"role\": \"nobody\", \"times\"")).path,
            "/scenarios/0/required/1/role");
  EXPECT_EQ(only_problem(with(text, "\"error\": \"EAGAIN\"", "\"error\": \"EWRONG\"")).path, "/scenarios/0/faults/0/error");
  EXPECT_EQ(only_problem(with(text, "\"error\": \"EAGAIN\"", "\"error\": \"EAGAIN\", \"short\": 3")).path, "/scenarios/0/faults/0");
}

TEST(TaskTest, HostileDocumentsAreRefusedInWords) {
  EXPECT_FALSE(problems_of(std::string(100000, '[')).empty());
  EXPECT_FALSE(problems_of(std::string(5000, '[') + std::string(5000, ']')).empty());
  EXPECT_FALSE(problems_of("").empty());
  EXPECT_FALSE(problems_of("null").empty());
  EXPECT_FALSE(problems_of("{\"id\": \"" + std::string(1000000, 'a') + "\"}").empty());
  EXPECT_FALSE(problems_of("{\"id\": \"\xff\"}").empty());
}

}  // namespace
}  // namespace grader
