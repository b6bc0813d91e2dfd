// explanations_test.cc — golden texts of whole explanations, made from real runs; each must tell a student what to mend.
// GRADER_UPDATE_GOLDEN=1 writes them anew; read the difference.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "tests/needs.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// What `grader run` says of a program of tests/programs; only the time of the proof differs between runs.
std::string explanation_of(const std::string& program) {
  const std::string command = std::string("cd ") + SOURCE_DIR + " && COLUMNS=80 " + GRADER_COMMAND + " run tests/programs/" + program +
                              ".c 2>/dev/null < /dev/null";
  std::string text;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return text;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  ::pclose(pipe);
  return std::regex_replace(text, std::regex("Seen [0-9.]+ m?s after"), "Seen … ms after");
}

class Explanation : public testing::TestWithParam<const char*> {};

TEST_P(Explanation, ReadsAsItsGoldenText) {
  // Its text names the object's number, which is its own only where the box has System V objects of its own.
  if (std::string_view(GetParam()) == "deadlock_msgrcv") GRADER_NEEDS_LEVEL_FULL();
  const fs::path path = fs::path(SOURCE_DIR) / "tests/golden/explained" / (std::string(GetParam()) + ".txt");
  const std::string text = explanation_of(GetParam());
  if (std::getenv("GRADER_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return;
  }
  std::ostringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, golden.str()) << path;
}

INSTANTIATE_TEST_SUITE_P(All, Explanation,
                         testing::Values("deadlock_pipe_own_write_end", "deadlock_pipe_sibling_holds_end", "deadlock_mutex_ab_ba",
                                         "deadlock_relock", "deadlock_owner_died", "deadlock_private_sem", "deadlock_cond_lost_wakeup",
                                         "deadlock_barrier_too_large", "deadlock_fifo_both_readers", "deadlock_msgrcv",
                                         "deadlock_pause_after_lost_signal", "deadlock_sem_never_posted", "deadlock_join_cycle"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace grader
