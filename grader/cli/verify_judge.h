// verify_judge.h — what a task's own solutions got, and what is wrong with it. Pure: nothing is run here.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/model/verdict.h"

namespace grader {

/// Under which circumstances a solution was graded.
enum class TrialKind { kAlone, kLoaded, kHalfLimits, kDoubleLimits };
std::string_view to_string(TrialKind);  ///< "alone", "loaded", "half limits", "double limits"

/// One grading of one solution.
struct Trial {
  TrialKind kind = TrialKind::kAlone;
  std::uint64_t seed = 1;
  Code verdict = Code::kOK;
  std::set<std::string> deciding;         ///< the rules of the errors that led to this verdict
  std::map<std::string, Code> scenarios;  ///< the worst of each
  std::string error;                      ///< IE: what failed
};
Trial trial_of(const Verdict& verdict, TrialKind kind, std::uint64_t seed);

/// One solution of a task, and what it must get: "OK", a code, a rule, or "not OK" (the starter).
struct SolutionResult {
  std::string name, wanted;
  std::vector<Trial> trials;
  bool known_bad() const { return wanted != "OK" && wanted != kStarterWants; }
  static constexpr const char* kStarterWants = "not OK";
};

struct TaskResult {
  std::string id;
  std::vector<std::string> scenarios;
  std::vector<SolutionResult> solutions;
  std::vector<std::string> left_out;  ///< needs_explore: only a rare schedule shows them
  bool complete = true;               ///< false: interrupted, so what is missing proves nothing
};

/// What verify complains about. A warning alone does not fail a task.
struct Complaint {
  std::string subject;  ///< a solution, a scenario, or "task"
  std::string fact;
  bool warning = false;
};

/// Whether a grading came out as wanted, and for the wanted reason: a rule must be the deciding one.
bool as_wanted(const std::string& wanted, const Trial& trial);
/// A wrong verdict or reason, one that changes, or that depends on the machine's load or on the time limit.
std::vector<Complaint> judge_solution(const SolutionResult& solution);
/// Of all solutions; scenarios that catch nobody; too few solutions. `strict`: there are no mere warnings.
std::vector<Complaint> judge_task(const TaskResult& task, bool strict);

}  // namespace grader
