// grading.cc — many gradings in parallel, each in a worker process of its own.
#include "grader/cli/grading.h"

#include <nlohmann/json.hpp>

namespace grader {
namespace {

Verdict failed_verdict(const GradeJob& job, const std::string& error) {
  Verdict verdict;
  verdict.grader_version = GRADER_VERSION;
  verdict.task = job.task->id;
  verdict.submission_path = job.submission;
  verdict.verdict = Code::kIE;
  verdict.max = job.task->max_points();
  verdict.error = error;
  return verdict;
}

Verdict verdict_of(const GradeJob& job, const JobResult& result) {
  if (!result.died.empty()) return failed_verdict(job, "the grader's worker " + result.died);
  try {
    return verdict_from_json(nlohmann::json::parse(result.payload));
  } catch (const std::exception& e) {
    return failed_verdict(job, std::string("the worker's verdict cannot be read: ") + e.what());
  }
}

}  // namespace

sandbox::Result<int> grade_all(const std::vector<GradeJob>& jobs, const CommonOptions& common,
                               const std::function<void(std::size_t, Verdict)>& on_verdict,
                               const std::function<void(const PoolState&)>& on_tick) {
  PoolOptions options;
  options.jobs = common.jobs;
  // The grader's own fault is most often the machine's at that moment. Quotes in a string are escaped, so nothing
  // that a student wrote looks like this.
  options.try_again = [](const std::string& verdict) { return verdict.find("\"verdict\":\"IE\"") != std::string::npos; };
  const Work work = [&](std::size_t job, const std::function<bool()>& cancelled) {
    GradeOptions grade_options = common.grade_options();
    grade_options.seed = jobs[job].seed;
    grade_options.cancelled = cancelled;
    return to_json(grade(*jobs[job].task, jobs[job].submission, grade_options)).dump();
  };
  return run_pool(
      jobs.size(), options, work,
      [&](JobResult result) { on_verdict(result.job, verdict_of(jobs[result.job], result)); }, on_tick);
}

}  // namespace grader
