// grading.h — many gradings in parallel, each in a worker process of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "grader/batch/pool.h"
#include "grader/cli/options.h"
#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

struct GradeJob {
  const Task* task = nullptr;
  std::filesystem::path submission;
  std::uint64_t seed = 1;
  std::string subfolder;  ///< of the submission, where the solution is; empty: anywhere
};

/// Grades all. A worker that dies twice is a verdict IE of that job alone.
/// Returns the signal that ended it early, else 0. Errors: no worker could be started, no
/// temporary folder made.
sandbox::Result<int> grade_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                               const std::function<void(std::size_t job, Verdict)>& on_verdict,
                               const std::function<void(const PoolState&)>& on_tick);

}  // namespace grader
