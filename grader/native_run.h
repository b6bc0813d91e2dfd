// native_run.h — what grade() and run() share: one observed run with its findings, and the facts about the machine.
#pragma once

#include <string>

#include "grader/grade.h"
#include "grader/judge.h"
#include "grader/scenario/player.h"

namespace grader {

/// Plays an instantiated scenario under observation and finds what is wrong. Lines that stacks point to are quoted
/// from the files below `source_folders`. `timeline`: the evidence has one.
sandbox::Result<JudgedRun> observed_run(const Scenario& scenario, const ProgramSet& programs,
                                        const PlayOptions& options,
                                        const std::vector<std::filesystem::path>& source_folders, bool timeline = false);

/// Options of a run that follow from the command line.
PlayOptions play_options(const GradeOptions& options, sandbox::Limits limits);

/// What every verdict says about its origin. `compiler` may be empty.
void describe_origin(Verdict& verdict, const GradeOptions& options, const std::filesystem::path& path,
                     const std::string& sha256, const std::string& compiler);

/// The grader's own fault: nobody's score.
Verdict grader_fault(const sandbox::Error& error);

}  // namespace grader
