// tasks_test.cc — every task that is delivered proves itself on its own known-bad solutions.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <set>
#include <string>

namespace grader {
namespace {

namespace fs = std::filesystem;

std::set<std::string> task_ids() {
  std::set<std::string> ids;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tasks"))
    if (fs::exists(entry.path() / "task.json")) ids.insert(entry.path().filename().string());
  return ids;
}

class Tasks : public testing::TestWithParam<std::string> {};

TEST_P(Tasks, EachSubmissionGetsTheVerdictItsFolderNames) {
  const std::string command = std::string(GRADER_COMMAND) + " task verify --quick --jobs 1 " + GetParam() + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  const int status = ::pclose(pipe);
  EXPECT_EQ(WEXITSTATUS(status), 0) << output;
}

TEST_P(Tasks, HasStatementsInBothLanguagesAndThreeKnownBadSolutions) {
  const fs::path folder = fs::path(SOURCE_DIR "/tasks") / GetParam();
  for (const char* statement : {"statement.en.md", "statement.ru.md"})
    EXPECT_GT(fs::file_size(folder / statement), 500u) << statement;
  int bad = 0;
  for (const auto& verdict : fs::directory_iterator(folder / "submissions"))
    if (verdict.path().filename() != "accepted")
      for ([[maybe_unused]] const auto& submission : fs::directory_iterator(verdict)) ++bad;
  EXPECT_GE(bad, 3);
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, Tasks, testing::ValuesIn(task_ids()), test_name);

}  // namespace
}  // namespace grader
