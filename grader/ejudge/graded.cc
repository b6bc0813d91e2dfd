// graded.cc — a submission as ejudge hands it over, graded and explained.
#include "grader/ejudge/graded.h"

#include <fstream>

#include "grader/batch/scratch.h"
#include "grader/cli/grading.h"
#include "grader/cli/messages.h"
#include "grader/cli/source_lines.h"
#include "grader/ejudge/helper_limits.h"
#include "grader/report/report.h"
#include "grader/report/student_view.h"

namespace grader::ejudge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 64u << 20;

/// A copy under a name that says what it is, in a folder where nothing else lies.
std::optional<fs::path> named_copy(const fs::path& submission, const fs::path& folder) {
  std::string why;
  const auto text = read_bounded(submission, kMostBytes, why);
  if (!text) {
    check_failed("submission " + submission.string(), why, "look at what ejudge hands over: docs/ejudge.md");
    return {};
  }
  const fs::path copy = folder / submission_file_name(submission.filename().string(), *text);
  std::ofstream out(copy, std::ios::binary);
  out << *text;
  out.close();
  if (out) return copy;
  check_failed("submission " + submission.string(), "cannot be copied to " + folder.string(), "free some space there");
  return {};
}

/// ejudge decides which tests a student sees; of a whole task in one test, hidden scenarios stay veiled here.
std::string explained(const Verdict& verdict, bool whole_task, const fs::path& folder, const CommonOptions& common) {
  TextStyle style;
  const std::string locale = environment("EJUDGE_LOCALE");
  style.language = language_of(locale.empty() ? common.language : locale);
  style.rule_pages = false;
  add_source_lines(verdict, {folder}, style);
  return text_report(whole_task ? student_view(verdict, style.language) : verdict, style);
}

}  // namespace

std::optional<Graded> graded(const Request& request, const fs::path& submission, const CommonOptions& common) {
  if (!limits_are_wide_enough()) return {};
  const auto scratch = ScratchFolder::make();
  if (!scratch) {
    check_failed("temporary folder", scratch.error().text(), "set TMPDIR to a folder with space");
    return {};
  }
  const auto copy = named_copy(submission, scratch.value().path());
  if (!copy) return {};
  GradeJob job;
  job.task = &request.task;
  job.submission = *copy;
  job.seed = request.seed;
  CommonOptions one = common;
  one.jobs = 1;
  std::optional<Graded> result;
  const auto ended = grade_all(
      {job}, one,
      [&](std::size_t, Verdict verdict) {
        verdict.submission_path = copy->filename();  // where the copy lay is nobody's business
        const bool whole_task = request.task.scenarios.size() > 1;
        result = Graded{verdict, explained(verdict, whole_task, scratch.value().path(), common)};
      },
      [](const PoolState&) {});
  if (!ended) {
    check_failed("worker", ended.error().text());
    return {};
  }
  if (!result) check_failed("grading", "interrupted", "raise checker_real_time_limit of the problem");
  return result;
}

}  // namespace grader::ejudge
