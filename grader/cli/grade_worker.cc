// grade_worker.cc — what a worker makes of one request.
#include "grader/cli/grade_worker.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "grader/batch/grade_request.h"
#include "grader/cli/fingerprint.h"
#include "grader/cli/opened_submission.h"
#include "grader/cli/solution_folder.h"
#include "grader/cli/task_library.h"
#include "grader/grade.h"

namespace grader {
namespace {

GradeOptions options_of(const GradeRequest& request, const std::function<bool()>& cancelled) {
  GradeOptions options;
  if (!request.level.empty()) options.level = request.level == "full" ? sandbox::Level::kFull : sandbox::Level::kPlain;
  if (!request.rootfs.empty()) options.rootfs = request.rootfs;
  options.compile.level = options.level;
  options.compile.rootfs = options.rootfs;
  options.wall = request.timeout;
  options.seed = request.seed;
  options.timeline = request.timeline;
  options.cancelled = cancelled;
  return options;
}

/// With the same seed each time: what differs then is the program's timing.
Verdict grade_repeatedly(const Task& task, const std::filesystem::path& place, int repeat, const GradeOptions& options) {
  std::vector<Verdict> verdicts;
  for (int i = 0; i < std::max(1, repeat); ++i) {
    verdicts.push_back(grade(task, place, options));
    if (verdicts.back().verdict == Code::kIE) return verdicts.back();
    if (verdicts.back().verdict == Code::kCE) break;  // what does not compile never will
  }
  return repeat > 1 ? worst_of(verdicts) : verdicts.front();
}

Verdict grade_submission(const Task& task, const GradeRequest& request, const GradeOptions& options) {
  const auto opened = open_submission(request.submission, task, request.subfolder, request.scratch);
  if (!opened) return grader_failure(task, request.submission, opened.error().text());
  if (!opened.value().problem.empty()) return refusal(task, request.submission, opened.value().problem, options);
  Verdict verdict = grade_repeatedly(task, opened.value().place, request.repeat, options);
  explain_two_solutions(opened.value().place, task, verdict);
  verdict.submission_path = request.submission;
  return verdict;
}

std::string fingerprint_text(const Task& task, const GradeRequest& request) {
  const auto opened = open_submission(request.submission, task, request.subfolder, request.scratch);
  return opened ? to_text(fingerprint_of(opened.value())) : "";
}

}  // namespace

Verdict worst_of(const std::vector<Verdict>& verdicts) {
  // Codes are in the order of precedence; of equal ones the one with fewer points.
  const auto worse = [](const Verdict& a, const Verdict& b) { return a.verdict != b.verdict ? a.verdict < b.verdict : a.points < b.points; };
  Verdict worst = *std::min_element(verdicts.begin(), verdicts.end(), worse);
  std::map<Code, RepeatTally> tallies;
  for (const Verdict& verdict : verdicts) {
    RepeatTally& tally = tallies[verdict.verdict];
    tally.verdict = verdict.verdict;
    ++tally.count;
    for (const RunReport& run : verdict.runs)
      if (run.verdict != Code::kOK && std::find(tally.scenarios.begin(), tally.scenarios.end(), run.scenario) == tally.scenarios.end())
        tally.scenarios.push_back(run.scenario);
  }
  for (auto& [code, tally] : tallies) worst.repeats.push_back(std::move(tally));
  return worst;
}

Verdict grader_failure(const Task& task, const std::string& submission, const std::string& error) {
  Verdict verdict;
  verdict.grader_version = GRADER_VERSION;
  verdict.task = task.id;
  verdict.submission_path = submission;
  verdict.verdict = Code::kIE;
  verdict.max = task.max_points();
  verdict.error = error;
  return verdict;
}

std::string perform_request(const std::string& text, const Task* loaded, const std::function<bool()>& cancelled) {
  const auto request = request_from(text);
  if (!request) return to_json(grader_failure({}, "", "a request that is none")).dump();
  std::optional<Task> fresh;
  const Task* task = loaded;
  if (task == nullptr) task = (fresh = load_task(request->task_folder)) ? &*fresh : nullptr;
  if (request->kind == GradeRequest::Kind::kFingerprint) return task ? fingerprint_text(*task, *request) : "";
  if (task == nullptr) return to_json(grader_failure({}, request->submission, "no task at " + request->task_folder)).dump();
  return to_json(grade_submission(*task, *request, options_of(*request, cancelled))).dump();
}

}  // namespace grader
