// grade.h — grades one submission on one task; joins compile, scenario, diagnose and judge.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "grader/compile/compiler.h"
#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

struct GradeOptions {
  CompileOptions compile;
  std::optional<sandbox::Level> level;
  std::optional<std::filesystem::path> rootfs;
  std::optional<std::chrono::milliseconds> wall;  ///< --timeout
  std::uint64_t seed = 1;
  std::function<bool()> cancelled;
  bool timeline = false;  ///< the verdict also tells what every task did when
  /// `run`: the program's output is passed on to our stdout and stderr as it comes, our stdin to it.
  bool relay_output = false;
};

/// Grades `submission` (a file or a folder). Never fails: the grader's own fault is a verdict IE with its error.
Verdict grade(const Task& task, const std::filesystem::path& submission, const GradeOptions& options);

/// The verdict CE on what cannot even be compiled: `problem` says why, in words for the student.
Verdict refusal(const Task& task, const std::filesystem::path& submission, const std::string& problem, const GradeOptions& options);

/// `grader run`: diagnoses a program without a task.
struct RunTarget {
  std::vector<std::filesystem::path> sources;  ///< C/C++ to compile, or
  std::vector<std::string> command;            ///< a program with its arguments
  std::vector<std::string> args;               ///< arguments for the compiled program
};
Verdict run(const RunTarget& target, const GradeOptions& options);

}  // namespace grader
