// verify_solutions.h — the solutions that a task brings along, and what each must get.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"

namespace grader {

struct Solution {
  std::string name;    ///< "reference", "DL/posts-too-early.c", "starter"
  std::filesystem::path path;
  std::string wanted;  ///< a code or a rule by name, or SolutionResult::kStarterWants
};

struct Solutions {
  std::vector<Solution> all;
  std::vector<std::string> left_out;  ///< the task says that only a rare schedule shows them
  bool has_starter = false;
};

/// The reference first, then accepted, then the known-bad by folder, then the starter. Absent, and said, when a folder's
/// name is neither a verdict nor a rule, a name in needs_explore is of nothing, or there is no solution at all.
std::optional<Solutions> solutions_of(const Task& task);

}  // namespace grader
