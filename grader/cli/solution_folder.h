// solution_folder.h — where in what a student handed in the solution lies.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

/// One of: the folder to grade, an archive to unpack first, or why there is neither.
struct SolutionPlace {
  std::filesystem::path folder, archive;
  std::string problem;
};

/// Looks below `root`, a student's folder, never through links: the folder itself when it holds what the task's recipe
/// names, else the only one of the sub-folders nearest to it that does, else the only archive in it, else the folder
/// itself (whose verdict then says what is missing). Two such are two solutions, and a problem.
SolutionPlace solution_in(const std::filesystem::path& root, const Task& task);

/// Whether the file seems to define main: a guess, that never changes a verdict's code.
bool defines_main(const std::filesystem::path& source);

/// For a submission that did not compile: says first, where it is so, that two of its files define main.
void explain_two_solutions(const std::filesystem::path& folder, const Task& task, Verdict& verdict);

}  // namespace grader
