// grading.cc — many gradings in parallel, each in a worker process of its own.
#include "grader/cli/grading.h"

#include <nlohmann/json.hpp>

#include "grader/cli/opened_submission.h"
#include "grader/cli/solution_folder.h"

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

/// In the worker: opens the submission, grades what is in it.
Verdict grade_one(const GradeJob& job, const GradeOptions& options, const std::filesystem::path& scratch) {
  const auto opened = open_submission(job.submission, *job.task, job.subfolder, scratch);
  if (!opened) return failed_verdict(job, opened.error().text());
  if (!opened.value().problem.empty()) return refusal(*job.task, job.submission, opened.value().problem, options);
  Verdict verdict = grade(*job.task, opened.value().place, options);
  explain_two_solutions(opened.value().place, *job.task, verdict);
  verdict.submission_path = job.submission;
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
  const auto scratch = ScratchFolder::make();
  if (!scratch) return scratch.error();
  PoolOptions options;
  options.jobs = common.jobs;
  // The grader's own fault is most often the machine's at that moment. Quotes in a string are escaped, so nothing
  // that a student wrote looks like this.
  options.try_again = [](const std::string& verdict) { return verdict.find("\"verdict\":\"IE\"") != std::string::npos; };
  const Work work = [&](std::size_t job, const std::function<bool()>& cancelled) {
    GradeOptions grade_options = common.grade_options();
    grade_options.seed = jobs[job].seed;
    grade_options.cancelled = cancelled;
    return to_json(grade_one(jobs[job], grade_options, scratch.value().path())).dump();
  };
  return run_pool(
      jobs.size(), options, work,
      [&](JobResult result) { on_verdict(result.job, verdict_of(jobs[result.job], result)); }, on_tick);
}

}  // namespace grader
