// include_rules_test.cc — the arrows between the folders go one way.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Include {
  fs::path file;     ///< relative to the sources
  std::string path;  ///< what it includes
};

/// Includes of our own headers ("sandbox/…", "grader/…", or anything in quotes) below `folder`.
std::vector<Include> includes_below(const std::string& folder) {
  std::vector<Include> found;
  const fs::path root(SOURCE_DIR);
  if (!fs::exists(root / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string suffix = entry.path().extension();
    if (suffix != ".h" && suffix != ".cc" && suffix != ".c") continue;
    std::ifstream text(entry.path());
    for (std::string line; std::getline(text, line);) {
      const std::size_t hash = line.find_first_not_of(" \t");
      if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) continue;
      const std::size_t open = line.find_first_of("\"<");
      const std::size_t close = line.find_first_of("\">", open + 1);
      if (open == std::string::npos || close == std::string::npos) continue;
      const std::string path = line.substr(open + 1, close - open - 1);
      if (line[open] == '"' || path.starts_with("sandbox/") || path.starts_with("grader/"))
        found.push_back({fs::relative(entry.path(), root), path});
    }
  }
  return found;
}

bool starts_with_any(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& p) { return path.starts_with(p); });
}

void expect_only(const std::string& folder, const std::vector<std::string>& allowed) {
  for (const Include& include : includes_below(folder))
    EXPECT_TRUE(starts_with_any(include.path, allowed)) << include.file << " includes " << include.path;
}

// Headers of the sandbox that are values and need no Box.
const std::vector<std::string> kPlainSandboxHeaders{"sandbox/exit_status.h", "sandbox/limits.h", "sandbox/protections.h",
                                                    "sandbox/notification.h", "sandbox/result.h"};

TEST(IncludeRulesTest, SourcesAreFound) { EXPECT_FALSE(includes_below("grader/compile").empty()); }

TEST(IncludeRulesTest, SandboxKnowsNothingOfGrading) { expect_only("sandbox", {"sandbox/"}); }

TEST(IncludeRulesTest, ModelSeesOnlyPlainHeadersOfTheSandbox) {
  std::vector<std::string> allowed = kPlainSandboxHeaders;
  allowed.emplace_back("grader/model/");
  for (const Include& include : includes_below("grader/model")) {
    // observer.h is the interface between scenario and diagnose: it names the box that both work on.
    if (include.file.filename() == "observer.h" && include.path == "sandbox/box.h") continue;
    EXPECT_TRUE(starts_with_any(include.path, allowed)) << include.file << " includes " << include.path;
  }
}

TEST(IncludeRulesTest, NothingElseOfTheModelUsesTheObserver) {
  for (const Include& include : includes_below("grader/model")) EXPECT_NE(include.path, "grader/model/observer.h") << include.file;
}

TEST(IncludeRulesTest, WorkersUseModelAndSandboxNeverOneAnother) {
  for (const std::string worker : {"compile", "scenario", "diagnose", "explore"}) {
    if (worker == "explore") continue;  // its runtime has a rule of its own
    expect_only("grader/" + worker, {"sandbox/", "grader/model/", "grader/" + worker + "/"});
  }
}

TEST(IncludeRulesTest, ExploreUsesModelAndSandbox) {
  for (const Include& include : includes_below("grader/explore")) {
    if (include.file.string().starts_with("grader/explore/runtime/")) continue;
    EXPECT_TRUE(starts_with_any(include.path, {"sandbox/", "grader/model/", "grader/explore/"}))
        << include.file << " includes " << include.path;
  }
}

TEST(IncludeRulesTest, RuntimeSharesOneHeaderWithExplore) {
  std::set<std::string> shared;
  for (const Include& include : includes_below("grader/explore/runtime"))
    if (!include.path.starts_with("grader/explore/runtime/") && include.path.find('/') != std::string::npos)
      shared.insert(include.path);
  EXPECT_LE(shared.size(), 1u);
  for (const std::string& path : shared) EXPECT_TRUE(path.starts_with("grader/explore/")) << path;
}

TEST(IncludeRulesTest, ReportSeesOnlyTheModel) { expect_only("grader/report", {"grader/model/", "grader/report/"}); }

TEST(IncludeRulesTest, NobodyBelowIncludesCommandOrBatch) {
  for (const std::string folder : {"model", "compile", "scenario", "diagnose", "explore", "report", "judge"})
    for (const Include& include : includes_below("grader/" + folder))
      EXPECT_FALSE(starts_with_any(include.path, {"grader/cli/", "grader/batch/", "grader/grade.h"}))
          << include.file << " includes " << include.path;
}

}  // namespace
