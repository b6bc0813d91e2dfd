// engine.cc — where a class's jobs are done: processes of this machine.
#include "grader/batch/engine.h"

namespace grader {

sandbox::Result<int> LocalEngine::run(JobQueue& queue) {
  PoolOptions options = options_;
  options.full = [&] { return queue.full(); };
  return run_pool(
      queue.count(), options,
      [&](std::size_t job, const std::function<bool()>& cancelled) { return perform_(job, queue.request(job), cancelled); },
      [&](JobResult result) { queue.done(std::move(result)); }, [&](const PoolState& state) { queue.tick(state); });
}

}  // namespace grader
