// findings.cc — joins the parts: what a run shows broken, most telling first, without mere consequences.
#include "grader/diagnose/findings.h"

#include <fnmatch.h>

#include <algorithm>
#include <map>

#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

/// In the order of the codes that the rules lead to (design: first match decides).
int rank(Rule rule) {
  static constexpr Rule kOrder[] = {
      Rule::kForbidden,  Rule::kLimit,  Rule::kDeadlock, Rule::kBusyWait,    Rule::kTimeout,      Rule::kCrash,
      Rule::kExitStatus, Rule::kOutput, Rule::kRequired, Rule::kRace,        Rule::kPrivateSync,  Rule::kLockOrder,
      Rule::kPointerInShm,
      Rule::kSignalUnsafe, Rule::kApiMisuse, Rule::kWrongResult, Rule::kZombie, Rule::kUnwaited, Rule::kOrphan, Rule::kLeak};
  return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), rule) - std::begin(kOrder));
}

bool allows(const Allowance& a, const Finding& f) {
  if (a.rule != f.rule || f.rule == Rule::kLeak) return false;  // leaks are matched object by object
  if (a.name.empty()) return true;
  return std::any_of(f.processes.begin(), f.processes.end(), [&a](const FindingProcess& p) {
    return ::fnmatch(a.name.c_str(), p.name.c_str(), 0) == 0;
  });
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

bool has(const std::vector<Finding>& all, std::initializer_list<Rule> rules) {
  return std::any_of(all.begin(), all.end(), [&rules](const Finding& f) {
    return f.severity == Severity::kError && std::find(rules.begin(), rules.end(), f.rule) != rules.end();
  });
}

/// Out goes the word on time when a deadlock already says who waits for what.
void drop_timeout_after_deadlock(std::vector<Finding>& all) {
  if (!has(all, {Rule::kDeadlock})) return;
  all.erase(std::remove_if(all.begin(), all.end(), [](const Finding& f) { return f.rule == Rule::kTimeout; }), all.end());
}

/// Whoever sees a program fail shall know that something failed on purpose.
void tell_of_faults(const Evidence& evidence, std::vector<Finding>& all) {
  if (evidence.faults.empty()) return;
  std::map<std::pair<std::string, std::string>, int> made;
  for (const FaultMade& fault : evidence.faults) ++made[{fault.call, fault.error}];
  std::vector<std::string> sentences;
  for (const auto& [what, times] : made) {
    const std::string call = what.first == "mmap-shared" ? "mmap() with MAP_SHARED" : what.first + "()";
    sentences.push_back(call + (what.second.empty() ? " transferred less than asked for" : " failed with " + what.second) +
                        (times == 1 ? " once" : " " + std::to_string(times) + " times"));
  }
  for (Finding& f : all) f.hint += (f.hint.empty() ? "" : " ") + std::string("In this scenario, on purpose, ") + join_words(sentences) + ".";
}

void apply_scenario(const Scenario& scenario, std::vector<Finding>& all) {
  all.erase(std::remove_if(all.begin(), all.end(), [&scenario](const Finding& f) {
    return std::any_of(scenario.allow.begin(), scenario.allow.end(), [&f](const Allowance& a) { return allows(a, f); });
  }), all.end());
  for (Finding& f : all)
    if (std::find(scenario.warnings.begin(), scenario.warnings.end(), f.rule) != scenario.warnings.end())
      f.severity = Severity::kWarning;
}

}  // namespace

RunEnd run_end(const Evidence& evidence) {
  RunEnd end;
  end.deadlock = evidence.stuck.has_value();
  for (const char* limit : {"wall", "cpu", "memory", "output"}) end.limit = end.limit || has_limit(evidence, limit);
  return end;
}

bool has_limit(const Evidence& evidence, const std::string& name) {
  return std::any_of(evidence.limits_hit.begin(), evidence.limits_hit.end(),
                     [&name](const LimitHit& hit) { return hit.name == name; });
}

std::vector<Finding> findings(const Evidence& evidence, const Scenario& scenario) {
  const People people(evidence);
  const Facts facts{evidence, scenario, people};
  std::vector<Finding> all = limit_findings(facts);
  append(all, deadlock_findings(facts));
  append(all, crash_findings(facts));
  drop_timeout_after_deadlock(all);
  const bool ended_early = has(all, {Rule::kForbidden, Rule::kLimit, Rule::kDeadlock, Rule::kBusyWait, Rule::kTimeout,
                                     Rule::kCrash});
  append(all, output_findings(facts, ended_early));
  if (!ended_early) append(all, required_findings(facts));
  append(all, child_findings(facts));
  const bool time_was_up = has_limit(evidence, "wall") || has_limit(evidence, "cpu");
  if (!ended_early || time_was_up) append(all, leak_findings(facts));  // else the clean-up was merely not reached
  tell_of_faults(evidence, all);
  apply_scenario(scenario, all);
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return rank(a.rule) < rank(b.rule); });
  return all;
}

}  // namespace grader
