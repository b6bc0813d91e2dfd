// child_findings.cc — children that nobody waits for: zombie, unwaited, orphan.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

const char* const kWaitHint =
    "Call waitpid() once for every child before the parent ends, or wait() until it fails with ECHILD.";

/// Only a parent that ended by itself, and that cares for its children's status, can be blamed.
bool could_wait(const Facts& facts, int parent) {
  const ProcessRecord* p = facts.people.by_id(parent);
  return p && p->students && !p->ignores_sigchld;
}

int children_of(const Facts& facts, int parent) {
  const auto& all = facts.evidence.processes;
  return static_cast<int>(std::count_if(all.begin(), all.end(), [parent](const ProcessRecord& p) { return p.parent == parent; }));
}

/// The middle process of a double fork: itself a child, it makes one child, leaves it running and ends well.
bool middle_of_double_fork(const Facts& facts, int parent) {
  const ProcessRecord* p = facts.people.by_id(parent);
  return p && p->role.empty() && p->parent && p->end.kind == ProcessEnd::Kind::kExited && p->end.code == 0 &&
         children_of(facts, parent) == 1;
}

std::string made_at(const Facts& facts, const std::vector<int>& children) {
  std::set<std::string> places;
  for (const int child : children)
    if (const ProcessRecord* p = facts.people.by_id(child); p && p->forked_at.known()) places.insert(in_words(p->forked_at));
  return places.empty() ? "" : " (made at " + join_words({places.begin(), places.end()}, 3) + ")";
}

/// "child 1", "child 2" where the sentence has named their parent.
std::vector<std::string> names_of(const Facts& facts, const std::vector<int>& children, int parent) {
  std::vector<std::string> names;
  for (const int child : children) names.push_back(child_phrase(facts.people.name(child), facts.people.name(parent)));
  return names;
}

Finding about(const Facts& facts, Rule rule, const std::vector<int>& children, int parent) {
  Finding finding;
  finding.rule = rule;
  finding.count = static_cast<int>(children.size());
  for (const int child : children) {
    finding.processes.push_back(finding_process(facts.people, child));
    if (const ProcessRecord* p = facts.people.by_id(child)) finding.processes.back().at = p->forked_at;
  }
  if (parent != 0) finding.processes.push_back(finding_process(facts.people, parent));
  finding.hint = kWaitHint;
  return finding;
}

void add_unwaited(const Facts& facts, std::vector<Finding>& found) {
  if (run_end(facts.evidence).killed()) return;
  std::map<int, std::vector<int>> children, running;
  for (const UnwaitedChild& u : facts.evidence.unwaited) {
    const ProcessRecord* parent = facts.people.by_id(u.parent);
    if (!could_wait(facts, u.parent) || parent->end.kind == ProcessEnd::Kind::kSignaled ||
        parent->end.kind == ProcessEnd::Kind::kKilledByGrader)
      continue;
    const ProcessRecord* child = facts.people.by_id(u.child);
    if (!u.was_zombie && (middle_of_double_fork(facts, u.parent) || (child && child->daemon))) continue;
    children[u.parent].push_back(u.child);
    if (!u.was_zombie) running[u.parent].push_back(u.child);
  }
  for (const auto& [parent, list] : children) {
    Finding finding = about(facts, Rule::kUnwaited, list, parent);
    const auto all = static_cast<std::size_t>(std::max<int>(children_of(facts, parent), static_cast<int>(list.size())));
    finding.message = facts.people.name(parent) + " ended without waiting for " +
                      (all == 1 ? "its " + child_phrase(facts.people.name(list[0]), facts.people.name(parent))
                                : std::to_string(list.size()) + " of its " + std::to_string(all) + " children: " +
                                      join_words(names_of(facts, list, parent))) +
                      made_at(facts, list) + ".";
    if (const std::size_t n = running[parent].size(); n > 0)
      finding.hint += list.size() == 1 ? " The child was still running." : " Still running then: " + std::to_string(n) + ".";
    found.push_back(std::move(finding));
  }
}

void add_zombies(const Facts& facts, std::vector<Finding>& found) {
  std::map<int, std::vector<int>> children;
  std::map<int, double> longest;
  for (const ZombieSighting& z : facts.evidence.zombies) {
    if (!could_wait(facts, z.parent)) continue;
    auto& list = children[z.parent];
    if (std::find(list.begin(), list.end(), z.child) == list.end()) list.push_back(z.child);
    longest[z.parent] = std::max(longest[z.parent], z.for_ms);
  }
  for (const auto& [parent, list] : children) {
    Finding finding = about(facts, Rule::kZombie, list, parent);
    finding.message = facts.people.name(parent) + " left " +
                      (list.size() == 1 ? "its ended " + child_phrase(facts.people.name(list[0]), facts.people.name(parent)) + " as a zombie"
                                        : counted(list.size(), "ended child", "ended children") + " as zombies: " +
                                              join_words(names_of(facts, list, parent))) +
                      made_at(facts, list) + ", unreaped for " +
                      std::to_string(static_cast<long>(std::lround(longest[parent]))) + " ms.";
    finding.hint = "Reap children soon after they end: waitpid() for each, or a SIGCHLD handler with "
                   "while (waitpid(-1, NULL, WNOHANG) > 0).";
    found.push_back(std::move(finding));
  }
}

void add_orphans(const Facts& facts, std::vector<Finding>& found) {
  for (const OrphanSighting& o : facts.evidence.orphans) {
    const ProcessRecord* parent = facts.people.by_id(o.parent);
    if (!could_wait(facts, o.parent) || !facts.people.students(o.child)) continue;
    if (parent->end.kind == ProcessEnd::Kind::kSignaled || parent->end.kind == ProcessEnd::Kind::kKilledByGrader) continue;
    if (middle_of_double_fork(facts, o.parent)) continue;
    const ProcessRecord* child = facts.people.by_id(o.child);
    Finding finding = about(facts, Rule::kOrphan, {o.child}, o.parent);
    if (child && child->daemon) finding.severity = Severity::kWarning;  // meant to go on; it ended with the run
    finding.message = facts.people.name(o.child) + made_at(facts, {o.child}) + " was still running " +
                      std::to_string(static_cast<long>(std::lround(o.for_ms))) + " ms after its parent " +
                      facts.people.name(o.parent) + " had ended.";
    finding.hint = "Tell the child to end, and wait for it with waitpid() before the parent ends.";
    found.push_back(std::move(finding));
  }
}

}  // namespace

std::vector<Finding> child_findings(const Facts& facts) {
  std::vector<Finding> found;
  // A parent that waits for ever cannot reap: the deadlock is the finding.
  if (run_end(facts.evidence).deadlock) return found;
  add_zombies(facts, found);
  add_unwaited(facts, found);
  add_orphans(facts, found);
  return found;
}

}  // namespace grader
