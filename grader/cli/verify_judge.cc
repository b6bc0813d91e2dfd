// verify_judge.cc — what a task's own solutions got, and what is wrong with it.
#include "grader/cli/verify_judge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace grader {
namespace {

constexpr std::size_t kFewestBad = 4, kFewestAccepted = 2;

std::string got(const Trial& trial) {
  if (trial.verdict == Code::kIE) return "IE: " + trial.error;
  if (trial.verdict == Code::kOK) return "OK";
  return fmt::format("{} ({})", to_string(trial.verdict), fmt::join(trial.deciding, ", "));
}

std::string circumstances(const Trial& trial) {
  switch (trial.kind) {
    case TrialKind::kAlone: return fmt::format("seed {}", trial.seed);
    case TrialKind::kLoaded: return fmt::format("seed {}, on a loaded machine", trial.seed);
    case TrialKind::kHalfLimits: return "with half of the time limits";
    case TrialKind::kDoubleLimits: return "with twice the time limits";
  }
  return "";
}

/// What is wrong with a grading that did not come out as wanted.
std::string wrong(const SolutionResult& solution, const Trial& trial) {
  if (solution.known_bad() && trial.verdict == Code::kOK) return "is caught by no scenario";
  if (rule_from(solution.wanted) && trial.verdict == code_of(*rule_from(solution.wanted)))
    return fmt::format("has the right verdict for the wrong reason: {} instead of {}", got(trial), solution.wanted);
  return fmt::format("got {} instead of {}", got(trial), solution.wanted);
}

std::vector<const Trial*> of_kind(const SolutionResult& solution, TrialKind kind) {
  std::vector<const Trial*> trials;
  for (const Trial& trial : solution.trials)
    if (trial.kind == kind) trials.push_back(&trial);
  return trials;
}

std::size_t count_wrong(const SolutionResult& solution, const std::vector<const Trial*>& trials) {
  return static_cast<std::size_t>(
      std::count_if(trials.begin(), trials.end(), [&](const Trial* t) { return !as_wanted(solution.wanted, *t); }));
}

bool catches_somebody(const TaskResult& task, const std::string& scenario) {
  for (const SolutionResult& solution : task.solutions)
    for (const Trial& trial : solution.trials)
      if (const auto it = trial.scenarios.find(scenario);
          solution.known_bad() && it != trial.scenarios.end() && it->second != Code::kOK && it->second != Code::kIE)
        return true;
  return false;
}

void count_solutions(const TaskResult& task, bool strict, std::vector<Complaint>& all) {
  std::size_t bad = 0, accepted = 0;
  for (const SolutionResult& s : task.solutions) {
    bad += s.known_bad() ? 1 : 0;
    accepted += s.wanted == "OK" && s.name.starts_with("accepted/") ? 1 : 0;
  }
  if (bad < kFewestBad) all.push_back({"task", fmt::format("has {} known-bad solutions, {} are wanted", bad, kFewestBad), !strict});
  if (accepted < kFewestAccepted)
    all.push_back({"task", fmt::format("has {} accepted solutions beside the reference, {} are wanted", accepted, kFewestAccepted), !strict});
}

/// What was found in the runs that decided the verdict.
std::set<int> findings_of_runs(const Verdict& verdict) {
  std::set<int> found;
  for (const RunReport& run : verdict.runs)
    if (run.verdict == verdict.verdict) found.insert(run.findings.begin(), run.findings.end());
  return found;
}

}  // namespace

std::string_view to_string(TrialKind kind) {
  switch (kind) {
    case TrialKind::kAlone: return "alone";
    case TrialKind::kLoaded: return "loaded";
    case TrialKind::kHalfLimits: return "half limits";
    case TrialKind::kDoubleLimits: return "double limits";
  }
  return "";
}

Trial trial_of(const Verdict& verdict, TrialKind kind, std::uint64_t seed) {
  Trial trial{kind, seed, verdict.verdict, {}, {}, verdict.error};
  const std::set<int> of_deciding_runs = findings_of_runs(verdict);
  for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
    const Finding& finding = verdict.findings[i];
    // What a deadlock comes of is told beside it, in the same run: the deadlock's code is merely the worse one.
    const bool behind = verdict.verdict == Code::kDL && of_deciding_runs.contains(static_cast<int>(i)) &&
                        (finding.rule == Rule::kPrivateSync || finding.rule == Rule::kCrash);
    if (finding.severity == Severity::kError && (code_of(finding) == verdict.verdict || behind))
      trial.deciding.emplace(to_string(finding.rule));
  }
  for (const RunReport& run : verdict.runs) {
    const auto [it, fresh] = trial.scenarios.try_emplace(run.scenario, run.verdict);
    if (!fresh) it->second = std::min(it->second, run.verdict);  // codes are in the order of precedence
  }
  return trial;
}

bool as_wanted(const std::string& wanted, const Trial& trial) {
  if (trial.verdict == Code::kIE) return wanted == to_string(Code::kIE);
  if (wanted == SolutionResult::kStarterWants) return trial.verdict != Code::kOK && trial.verdict != Code::kCE;
  if (const auto code = code_from(wanted)) return trial.verdict == *code;
  return trial.deciding.contains(wanted);
}

std::vector<Complaint> judge_solution(const SolutionResult& solution) {
  std::vector<Complaint> all;
  const auto alone = of_kind(solution, TrialKind::kAlone);
  const std::size_t bad = count_wrong(solution, alone);
  for (const Trial* trial : alone) {
    if (as_wanted(solution.wanted, *trial)) continue;
    if (bad == alone.size()) all.push_back({solution.name, wrong(solution, *trial)});
    else all.push_back({solution.name, fmt::format("changes between repetitions: {} of {} differ, as one that {} ({})", bad,
                                                   alone.size(), wrong(solution, *trial), circumstances(*trial))});
    break;
  }
  if (!all.empty()) return all;  // what comes of it under other circumstances tells nothing more
  for (const TrialKind kind : {TrialKind::kLoaded, TrialKind::kHalfLimits, TrialKind::kDoubleLimits}) {
    const auto trials = of_kind(solution, kind);
    for (const Trial* trial : trials) {
      if (as_wanted(solution.wanted, *trial)) continue;
      all.push_back({solution.name, fmt::format("{} {}", wrong(solution, *trial), circumstances(*trial))});
      break;
    }
  }
  return all;
}

std::vector<Complaint> judge_task(const TaskResult& task, bool strict) {
  std::vector<Complaint> all;
  for (const SolutionResult& solution : task.solutions) {
    auto complaints = judge_solution(solution);
    all.insert(all.end(), complaints.begin(), complaints.end());
  }
  if (!task.complete) return all;
  for (const std::string& scenario : task.scenarios)
    if (!catches_somebody(task, scenario)) all.push_back({"scenario '" + scenario + "'", "catches none of the known-bad solutions"});
  count_solutions(task, strict, all);
  return all;
}

}  // namespace grader
