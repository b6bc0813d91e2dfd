// grading.h — many gradings in parallel, each in a worker process of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "grader/batch/engine.h"
#include "grader/cli/fingerprint.h"
#include "grader/cli/options.h"
#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

struct GradeJob {
  const Task* task = nullptr;
  std::filesystem::path submission;
  std::uint64_t seed = 1;
  std::string subfolder;  ///< of the submission, where the solution is; empty: anywhere
  int repeat = 1;         ///< how often it is graded; the verdict is the worst of them
};

using OnTick = std::function<void(const PoolState&)>;

/// Grades all. A worker that dies twice is a verdict IE of that job alone. Once `full` is true, no further job begins.
/// Returns the signal that ended it early, else 0. Errors: no worker could be started, no temporary folder made.
sandbox::Result<int> grade_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                               const std::function<void(std::size_t job, Verdict)>& on_verdict, const OnTick& on_tick,
                               const std::function<bool()>& full = {});

/// The same for the fingerprints alone, without grading. One that could not be had is empty.
sandbox::Result<int> fingerprint_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                                     const std::function<void(std::size_t job, Fingerprint)>& on_fingerprint,
                                     const OnTick& on_tick);

}  // namespace grader
