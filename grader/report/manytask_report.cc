// manytask_report.cc — the fields that manytask's POST /api/report wants, for each submission.
// Source: manytask's api.py. The score is a share of the task's, 0 to 1, and text with a point in it: a whole number
// would be taken for points. The user is the submission's name.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>

#include "grader/model/source_name.h"
#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"

namespace grader {
namespace {

/// A lone source is called after its author.
std::string user_of(const Verdict& verdict) {
  if (!verdict.student.empty()) return clean_line(verdict.student, 200);
  const std::filesystem::path name = submission_name(verdict);
  const bool source = is_source_name(name);
  return clean_line(source ? name.stem().string() : name.string(), 200);
}

}  // namespace

std::string manytask_report(const Verdicts& verdicts, const TextStyle&) {
  auto reports = nlohmann::ordered_json::array();
  for (const Verdict& v : verdicts) {
    if (v.verdict == Code::kIE || !v.task) continue;  // never a score
    const double score = v.max > 0 ? std::clamp(v.points / v.max, 0.0, 1.0) : v.verdict == Code::kOK ? 1.0 : 0.0;
    reports.push_back({{"task", clean_line(*v.task, 200)}, {"username", user_of(v)}, {"score", fmt::format("{:.4f}", score)}});
  }
  return reports.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace grader
