// pool.h — does many jobs, each in a process of its own, so that one job's death costs no other its result.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "sandbox/result.h"

namespace grader {

struct PoolOptions {
  unsigned jobs = 1;                        ///< worker processes alive at once
  std::chrono::milliseconds tick{250};      ///< how often on_tick is called while nothing ends
  std::chrono::milliseconds kill_after{600};///< between asking a worker to end and killing it
  int attempts = 2;                         ///< a job whose worker died, or that is to be tried again, is tried so often
  /// Whether a payload is worth another attempt; the last one counts, whatever it is.
  std::function<bool(const std::string&)> try_again;
  /// Once true, no further job begins; those at work are waited for, the others have no result.
  std::function<bool()> full;
};

struct JobResult {
  std::size_t job = 0;
  std::string payload;  ///< what the work returned, whole
  std::string died;     ///< not empty: its worker gave no result, and how it ended: "died with SIGSEGV"
};

struct PoolState {
  std::size_t done = 0, total = 0, at_work = 0;
};

/// Runs in the worker; the returned bytes go to the parent. `cancelled` turns true when the pool is to end.
using Work = std::function<std::string(std::size_t job, const std::function<bool()>& cancelled)>;

/// Does jobs 0 … count-1, results as they come. SIGINT, SIGTERM or SIGHUP end it: workers are asked to end,
/// killed after `kill_after`, and what they had begun has no result.
/// Returns the signal that ended it, 0 when all jobs are done. Errors: fork, pipe.
sandbox::Result<int> run_pool(std::size_t count, const PoolOptions& options, const Work& work,
                              const std::function<void(JobResult)>& on_result,
                              const std::function<void(const PoolState&)>& on_tick);

}  // namespace grader
