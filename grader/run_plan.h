// run_plan.h — what `grader run` plays: a scenario made of sources, of a notebook header, or of a command.
#pragma once

#include <string>

#include "grader/compile/compiler.h"
#include "grader/grade.h"
#include "grader/scenario/player.h"

namespace grader {

/// What is to be played, and with what.
struct RunPlan {
  Scenario scenario;
  ProgramSet programs;
  CompileReport compile;
  std::string compiler;
};

/// Reads and, where there are sources, compiles the target; `sha256` becomes the hash of the sources.
/// Errors: a file that cannot be read or is no program; faults of the compile box. A program that does not
/// compile is no error: `compile.status` says so, and the scenario is empty.
sandbox::Result<RunPlan> plan_run(const RunTarget& target, const GradeOptions& options, std::string& sha256);

/// Where sources may be: beside what was named, and in the current folder.
std::vector<std::filesystem::path> source_folders(const RunTarget& target);

}  // namespace grader
