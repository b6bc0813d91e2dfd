// required_findings.cc — mechanisms that the task requires and that nobody, or too few, have used.
#include <algorithm>
#include <map>
#include <set>

#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

/// A started process and all that descend from it.
struct Family {
  const ProcessRecord* root = nullptr;
  std::vector<const ProcessRecord*> members;
};

std::vector<Family> families(const Facts& facts) {
  std::vector<Family> all;
  std::map<int, std::size_t> of;  // id → index
  std::vector<const ProcessRecord*> nobodys;
  for (const ProcessRecord& p : facts.evidence.processes) {  // parents come before their children
    if (!p.role.empty()) all.push_back({&p, {}}), of[p.id] = all.size() - 1;
    else if (p.parent && of.contains(*p.parent)) of[p.id] = of[*p.parent];
    if (of.contains(p.id)) all[of[p.id]].members.push_back(&p);
    else nobodys.push_back(&p);
  }
  // A parent was killed before its child was noticed: the child may be of any family.
  for (Family& family : all) family.members.insert(family.members.end(), nobodys.begin(), nobodys.end());
  return all;
}

/// Who used a mechanism: by a call of its own, or because its parent had before it was made.
class Users {
 public:
  Users(const Facts& facts, Mechanism mechanism) {
    for (const MechanismUse& use : facts.evidence.mechanisms)
      if (use.mechanism == mechanism) since_[use.process] = use.first_ms, times_[use.process] = use.times;
    const Inheritance way = inheritance(mechanism);
    if (way == Inheritance::kNone) return;
    std::set<int> became_another;
    if (way == Inheritance::kMemory)
      for (const ExecRecord& exec : facts.evidence.execs) became_another.insert(exec.process);
    for (const ProcessRecord& p : facts.evidence.processes) {
      if (!p.parent || since_.contains(p.id) || became_another.contains(p.id)) continue;
      const auto parents = since_.find(*p.parent);
      if (parents != since_.end() && p.start_ms > parents->second) since_[p.id] = p.start_ms;
    }
  }
  bool used(int process) const { return since_.contains(process); }
  int times(int process) const { return times_.contains(process) ? times_.at(process) : 0; }
  bool nobody() const { return since_.empty(); }

 private:
  std::map<int, double> since_;
  std::map<int, int> times_;
};

/// The number of a System V object may be handed to anybody, who then needs no call that is held to use it.
bool may_be_handed_over(Mechanism mechanism) { return mechanism == Mechanism::kSysvSem || mechanism == Mechanism::kSysvMsg; }

std::string shortfall(const Requirement& required, int processes, int times, const std::string& name) {
  const std::string what(in_words(required.mechanism));
  if (processes == 0) return name + " never used " + what + ", which the task requires" +
                             (required.processes > 1 ? " of at least " + std::to_string(required.processes) + " of its processes" : "") + ".";
  if (processes < required.processes)
    return "of " + name + " and its children only " + std::to_string(processes) + " used " + what + ", and the task requires at least " +
           counted(static_cast<std::size_t>(required.processes), "process", "processes") + " to do so.";
  return name + " used " + what + " " + (times == 1 ? "once" : std::to_string(times) + " times") +
         ", and the task requires it at least " + std::to_string(required.times) + " times.";
}

void check(const Facts& facts, const Requirement& required, const Family& family, const Users& users, std::vector<Finding>& found) {
  int processes = 0, times = 0;
  for (const ProcessRecord* p : family.members) {
    processes += users.used(p->id) ? 1 : 0;
    times += users.times(p->id);
  }
  if (processes >= required.processes && times >= required.times) return;
  if (may_be_handed_over(required.mechanism) && !users.nobody()) return;
  Finding finding;
  finding.rule = Rule::kRequired;
  finding.message = shortfall(required, processes, times, family.root->name);
  finding.hint = "See the statement for what is to be practised here, and " + std::string(manual_pages(required.mechanism)) + ".";
  finding.processes = {finding_process(facts.people, family.root->id)};
  found.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> required_findings(const Facts& facts) {
  std::vector<Finding> found;
  if (!facts.evidence.mechanisms_watched) return found;
  const std::vector<Family> all = families(facts);
  for (const Requirement& required : facts.scenario.required) {
    const Users users(facts, required.mechanism);
    for (const Family& family : all) {
      const bool meant = required.role.empty() ? family.root->students : family.root->role == required.role;
      if (meant) check(facts, required, family, users, found);
    }
  }
  return found;
}

}  // namespace grader
