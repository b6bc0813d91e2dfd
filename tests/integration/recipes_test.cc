// recipes_test.cc — the recipes of docs/ci are run as they stand there: Gradescope's script, GitHub's step, GitLab's
// command, Autolab's Makefile; as root in a container without namespaces would.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

const fs::path kRecipes = fs::path(SOURCE_DIR) / "docs/ci";

class Recipe : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "recipe-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    for (const char* part : {"bin", "source", "submission", "results"}) fs::create_directory(folder_ / part);
    // Course systems' containers have no namespaces.
    std::ofstream(folder_ / "bin/grader") << "#!/bin/sh\nexec '" << GRADER_COMMAND << "' \"$@\" --level plain\n";
    fs::permissions(folder_ / "bin/grader", fs::perms::owner_all);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// In the submission's folder, with this grader in the path. The exit status.
  int shell(const std::string& script, const std::string& redirected = ">/dev/null 2>&1") const {
    std::ofstream(folder_ / "script") << script;
    const std::string command = "cd '" + (folder_ / "submission").string() + "' && PATH='" + (folder_ / "bin").string() + "':$PATH AUTOGRADER='" +
                                folder_.string() + "' bash '" + (folder_ / "script").string() + "' " + redirected;
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  /// The first of the task's own submissions that are filed there.
  void hand_in(const std::string& filed, const std::string& name) const {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "tasks/sem-named/submissions" / filed))
      if (entry.path().extension() == ".c") files.insert(entry.path());
    ASSERT_FALSE(files.empty());
    fs::copy_file(*files.begin(), folder_ / "submission" / name);
  }
  std::string text_of(const fs::path& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / file).rdbuf();
    return text.str();
  }

  fs::path folder_;
};

/// The lines below `head` in a recipe, until they are indented less than `indent`; without that indent.
std::string block_of(const std::string& recipe, const std::string& head, const std::string& indent) {
  std::ifstream in(kRecipes / recipe);
  std::string line, block;
  while (std::getline(in, line) && line.find(head) == std::string::npos) {}
  while (std::getline(in, line) && line.starts_with(indent)) block += line.substr(indent.size()) + "\n";
  return block;
}

class GradescopeRecipe : public Recipe {
 protected:
  void SetUp() override {
    Recipe::SetUp();
    fs::copy_file(kRecipes / "gradescope/task.conf", folder_ / "source/task.conf");
  }
  int run() const { return shell("exec bash '" + (kRecipes / "gradescope/run_autograder").string() + "'"); }
  nlohmann::json results() const { return nlohmann::json::parse(text_of("results/results.json"), nullptr, false); }
};

TEST_F(GradescopeRecipe, ASubmissionGetsItsPoints) {
  hand_in("accepted", "plain.c");
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
  std::ofstream(folder_ / "bin/grader") << "#!/bin/sh\nexit 2\n";
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(fs::exists(folder_ / "results/results.json"));
}

TEST_F(Recipe, GitHubsStepAnnotatesAndSummarises) {
  hand_in("deadlock", "main.c");
  const std::string step = block_of("github.md", "run: |", "          ");
  ASSERT_NE(step.find("grader check"), std::string::npos);
  const std::string variables = "export GITHUB_STEP_SUMMARY=$AUTOGRADER/summary GITHUB_OUTPUT=$AUTOGRADER/output\nset -e\n";
  EXPECT_EQ(shell(variables + step, ">'" + (folder_ / "log").string() + "' 2>&1"), 1);
  EXPECT_EQ(text_of("log").rfind("::error file=main.c,line=", 0), 0u) << text_of("log");
  EXPECT_NE(text_of("summary").find("| DL |"), std::string::npos);
  EXPECT_EQ(text_of("output").rfind("result=ey", 0), 0u);
  EXPECT_TRUE(nlohmann::json::accept(text_of("submission/verdict.json")));
  EXPECT_TRUE(nlohmann::json::accept(text_of("submission/grader.sarif")));
}

TEST_F(Recipe, GitLabsCommandWritesItsReport) {
  hand_in("accepted", "main.c");
  const std::string script = block_of("gitlab.md", "script:", "    - ");
  ASSERT_NE(script.find("grader check"), std::string::npos);
  EXPECT_EQ(shell(script), 0) << text_of("submission/junit.xml");
  EXPECT_NE(text_of("submission/junit.xml").find("failures=\"0\" errors=\"0\""), std::string::npos);
}

TEST_F(Recipe, AutolabsMakefileEndsWithTheScores) {
  hand_in("deadlock", "handin.c");
  const std::string make = "make -s -f '" + (kRecipes / "autolab/Makefile").string() + "'";
  EXPECT_EQ(shell(make, ">'" + (folder_ / "log").string() + "' 2>&1"), 0);
  const std::string log = text_of("log");
  const auto last = nlohmann::json::parse(log.substr(log.rfind('\n', log.size() - 2) + 1), nullptr, false);
  ASSERT_TRUE(last.is_object()) << log;
  EXPECT_FALSE(last["scores"].empty()) << last;
}

TEST(Recipes, EveryScriptIsOne) {
  for (const char* script : {"gradescope/setup.sh", "gradescope/run_autograder", "gradescope/task.conf"})
    EXPECT_EQ(std::system(("bash -n '" + (kRecipes / script).string() + "'").c_str()), 0) << script;
}

}  // namespace
