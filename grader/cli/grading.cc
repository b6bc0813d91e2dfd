// grading.cc — many gradings in parallel, each in a worker process of its own.
#include "grader/cli/grading.h"

#include <nlohmann/json.hpp>

#include "grader/batch/grade_request.h"
#include "grader/cli/grade_worker.h"
#include "grader/cli/opened_submission.h"
#include "grader/compile/toolchain.h"

namespace grader {
namespace {

Verdict failed_verdict(const GradeJob& job, const std::string& error) {
  return grader_failure(*job.task, job.submission, error);
}

Verdict verdict_of(const GradeJob& job, const JobResult& result) {
  if (!result.died.empty()) return failed_verdict(job, "the grader's worker " + result.died);
  try {
    return verdict_from_json(nlohmann::json::parse(result.payload));
  } catch (const std::exception& e) {
    return failed_verdict(job, std::string("the worker's verdict cannot be read: ") + e.what());
  }
}

GradeRequest request_of(const GradeJob& job, const CommonOptions& common, GradeRequest::Kind kind, const std::string& scratch) {
  GradeRequest request;
  request.kind = kind;
  request.task_folder = job.task->folder;
  request.submission = job.submission;
  request.subfolder = job.subfolder;
  request.scratch = scratch;
  request.seed = job.seed;
  request.repeat = job.repeat;
  request.timeout = common.timeout;
  if (common.level) request.level = sandbox::name_of(*common.level);
  if (common.rootfs) request.rootfs = *common.rootfs;
  request.timeline = common.wants_trace();
  return request;
}

/// Jobs for an engine; what comes back goes to `on_result`.
class Queue : public JobQueue {
 public:
  Queue(const std::vector<GradeJob>& jobs, std::function<GradeRequest(const GradeJob&)> request,
        std::function<void(JobResult)> on_result, const OnTick& on_tick, std::function<bool()> full)
      : jobs_(jobs), request_(std::move(request)), on_result_(std::move(on_result)), on_tick_(on_tick), full_(std::move(full)) {}
  std::size_t count() const override { return jobs_.size(); }
  std::string request(std::size_t job) const override { return to_text(request_(jobs_[job])); }
  void done(JobResult result) override { on_result_(std::move(result)); }
  void tick(const PoolState& state) override { on_tick_(state); }
  bool full() const override { return full_ && full_(); }

 private:
  const std::vector<GradeJob>& jobs_;
  std::function<GradeRequest(const GradeJob&)> request_;
  std::function<void(JobResult)> on_result_;
  const OnTick& on_tick_;
  std::function<bool()> full_;
};

sandbox::Result<int> run_jobs(const std::vector<GradeJob>& jobs, const CommonOptions& common, GradeRequest::Kind kind,
                              const std::function<void(JobResult)>& on_result, const OnTick& on_tick,
                              const std::function<bool()>& full) {
  const auto scratch = ScratchFolder::make();
  if (!scratch) return scratch.error();
  PoolOptions options;
  options.jobs = common.jobs;
  // The grader's own fault is most often the machine's at that moment. Quotes in a string are escaped, so nothing
  // that a student wrote looks like this.
  options.try_again = [](const std::string& verdict) { return verdict.find("\"verdict\":\"IE\"") != std::string::npos; };
  // The task is loaded already: the workers are forks of this process.
  LocalEngine engine(options, [&](std::size_t job, const std::string& request, const std::function<bool()>& cancelled) {
    return perform_request(request, jobs[job].task, cancelled);
  });
  Queue queue(jobs, [&](const GradeJob& job) { return request_of(job, common, kind, scratch.value().path()); }, on_result, on_tick, full);
  return engine.run(queue);
}

}  // namespace

sandbox::Result<int> grade_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                               const std::function<void(std::size_t, Verdict)>& on_verdict, const OnTick& on_tick,
                               const std::function<bool()>& full) {
  // The compilers' versions are asked for once: the workers are forks and have the answer. A missing one is told by them.
  if (jobs.size() > 1) (void)find_toolset(common.grade_options().compile);
  return run_jobs(jobs, common, GradeRequest::Kind::kGrade,
                  [&](JobResult result) { on_verdict(result.job, verdict_of(jobs[result.job], result)); }, on_tick, full);
}

sandbox::Result<int> fingerprint_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                                     const std::function<void(std::size_t, Fingerprint)>& on_fingerprint, const OnTick& on_tick) {
  return run_jobs(jobs, common, GradeRequest::Kind::kFingerprint,
                  [&](JobResult result) { on_fingerprint(result.job, fingerprint_from(result.payload)); }, on_tick, {});
}

}  // namespace grader
