// engine.h — where a class's jobs are done. Small, so that a cluster's queue can stand in for this machine's processes.
#pragma once

#include <functional>
#include <string>

#include "grader/batch/pool.h"

namespace grader {

/// The jobs and their results. An engine calls it from one thread.
class JobQueue {
 public:
  virtual ~JobQueue() = default;
  virtual std::size_t count() const = 0;
  /// All that a worker has to know about a job: a line of JSON (grade_request.h). Called when the job begins.
  virtual std::string request(std::size_t job) const = 0;
  /// Each job's result comes once, in any order. A job that died was tried as often as it is to be.
  virtual void done(JobResult result) = 0;
  virtual void tick(const PoolState& state) = 0;
  /// True from then on: no further job is to begin; those at work are waited for.
  virtual bool full() const = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;
  /// Does all jobs. Returns the signal that ended it early (the jobs at work then have no result), else 0.
  /// Errors: no worker could be started.
  virtual sandbox::Result<int> run(JobQueue& queue) = 0;
};

/// What a worker makes of a request; `job` is its number, for what this process holds in memory already. `cancelled`
/// turns true when it is to give up.
using Perform = std::function<std::string(std::size_t job, const std::string& request, const std::function<bool()>& cancelled)>;

/// Processes of this machine (pool.h).
class LocalEngine : public Engine {
 public:
  LocalEngine(PoolOptions options, Perform perform) : options_(std::move(options)), perform_(std::move(perform)) {}
  sandbox::Result<int> run(JobQueue& queue) override;

 private:
  PoolOptions options_;
  Perform perform_;
};

}  // namespace grader
