// recipes_test.cc — the recipes of docs/ci: Gradescope's script grades as root in a container without namespaces does.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

namespace fs = std::filesystem;

const fs::path kRecipes = fs::path(SOURCE_DIR) / "docs/ci";

class GradescopeRecipe : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "gradescope-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    for (const char* part : {"source", "submission", "results"}) fs::create_directory(folder_ / part);
    // Gradescope's containers have no namespaces.
    std::ofstream(folder_ / "grader") << "#!/bin/sh\nexec '" << GRADER_COMMAND << "' \"$@\" --level plain\n";
    fs::permissions(folder_ / "grader", fs::perms::owner_all);
    std::ofstream(folder_ / "source/task.conf") << "TASK=sem-named\nGRADER=" << (folder_ / "grader").string() << "\n";
  }
  void TearDown() override { fs::remove_all(folder_); }

  int run() const {
    const std::string command = "AUTOGRADER='" + folder_.string() + "' bash '" + (kRecipes / "gradescope/run_autograder").string() + "' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  nlohmann::json results() const {
    std::ostringstream text;
    text << std::ifstream(folder_ / "results/results.json").rdbuf();
    return nlohmann::json::parse(text.str(), nullptr, false);
  }

  fs::path folder_;
};

TEST_F(GradescopeRecipe, ASubmissionGetsItsPoints) {
  fs::copy(fs::path(SOURCE_DIR) / "tasks/sem-named/submissions/accepted/plain.c", folder_ / "submission");
  ASSERT_EQ(run(), 0);
  const auto document = results();
  ASSERT_TRUE(document.is_object());
  EXPECT_EQ(document["score"], 10) << document;
  EXPECT_GE(document["tests"].size(), 3u);
}

TEST_F(GradescopeRecipe, WhatTheSubmissionBringsDecidesNothing) {
  std::ofstream(folder_ / "submission/main.c") << "int main(void) { return }\n";
  std::ofstream(folder_ / "submission/task.conf") << "GRADER=true\n";
  std::ofstream(folder_ / "submission/results.json") << "{\"score\": 100}\n";
  ASSERT_EQ(run(), 0);
  const auto document = results();
  EXPECT_EQ(document["score"], 0) << document;
  EXPECT_EQ(document["extra_data"]["verdict"], "CE") << document;
}

TEST_F(GradescopeRecipe, TheGradersFaultLeavesNoScore) {
  std::ofstream(folder_ / "results/results.json") << "{\"score\": 100}\n";
  std::ofstream(folder_ / "source/task.conf") << "TASK=sem-named\nGRADER='" << (folder_ / "fails").string() << "'\n";
  std::ofstream(folder_ / "fails") << "#!/bin/sh\nexit 2\n";
  fs::permissions(folder_ / "fails", fs::perms::owner_all);
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(fs::exists(folder_ / "results/results.json"));
}

TEST(Recipes, EveryScriptIsOne) {
  for (const char* script : {"gradescope/setup.sh", "gradescope/run_autograder", "gradescope/task.conf"})
    EXPECT_EQ(std::system(("bash -n '" + (kRecipes / script).string() + "'").c_str()), 0) << script;
}

}  // namespace
