// deadlock_findings.cc — who waits for ever, for what, and the fault behind it.
#include <algorithm>
#include <map>
#include <set>

#include "grader/diagnose/explain.h"
#include "grader/diagnose/findings_parts.h"
#include "grader/diagnose/wait_edges.h"

namespace grader {
namespace {

struct StuckTask {
  DeadTask dead;
  ExplainedWait wait;
  FindingProcess process;
};

/// Five semaphores "fork[i]" are five: without a word they would look like one. Other primitives have several words to
/// wait for.
void tell_apart(std::vector<StuckTask>& all) {
  std::map<std::string, std::set<ObjectId>> of_name;
  const auto has_one_word = [](const FindingObject& o) { return !o.name.empty() && (o.kind == "semaphore" || o.kind == "mutex"); };
  for (const StuckTask& stuck : all)
    if (has_one_word(stuck.wait.object)) of_name[stuck.wait.waits_for.object].insert(stuck.dead.object);
  for (StuckTask& stuck : all) {
    const auto found = of_name.find(stuck.wait.waits_for.object);
    if (found == of_name.end() || found->second.size() < 2) continue;
    stuck.process.waits_for->object += ", one of " + std::to_string(found->second.size());
  }
}

std::vector<StuckTask> explain_all(const Facts& facts, const SnapshotIndex& index, const std::vector<DeadTask>& dead) {
  std::vector<StuckTask> all;
  for (const DeadTask& d : dead) {
    StuckTask stuck{d, explain(index, facts.people, d, dead), {}};
    const ProcessRecord* record = facts.people.by_host_pid(d.pid);
    if (record) stuck.process = finding_process(facts.people, record->id);
    stuck.process.name = task_name(index, facts.people, d.tid);
    if (const TaskState* task = index.task(d.tid)) {
      stuck.process.stack = task->stack;
      stuck.process.at = place_in_student_code(task->stack);
    }
    stuck.process.waits_for = stuck.wait.waits_for;
    all.push_back(std::move(stuck));
  }
  tell_apart(all);
  // The cause first; those who wait for a lock or a child only because of it, last. The fault is not sought in the
  // task's own programs while one of the student's is stuck.
  std::stable_sort(all.begin(), all.end(), [&](const StuckTask& a, const StuckTask& b) {
    const bool mine = facts.people.students(a.process.id);
    if (mine != facts.people.students(b.process.id)) return mine;
    if (a.wait.cause != b.wait.cause) return a.wait.cause < b.wait.cause;
    if (a.wait.own_part != b.wait.own_part) return a.wait.own_part;
    return a.process.id < b.process.id;
  });
  return all;
}

/// "collector (pc.c:46)".
std::string subject_of(const StuckTask& stuck) {
  const std::string place = in_words(stuck.process.at);
  return stuck.process.name + (place.empty() ? "" : " (" + place + ")");
}

/// Lines of programs that the student cannot see help nobody, and are none of his business.
void leave_out_its_source(FindingProcess& process) {
  process.at = {};
  process.stack.clear();
}

/// A program of the task's own waits in vain: what is told is whom it waits for, not how to mend it.
void tell_of_counterpart(StuckTask& stuck) {
  const FindingObject& object = stuck.wait.object;
  const std::string kind = object.kind == "fifo" ? "FIFO" : object.kind;
  stuck.wait.fact = "(a program of the task's) still waits in " + stuck.wait.waits_for.call + " on " + kind +
                    (object.name.empty() ? "" : " " + object.name) + ", and nobody is left who could end that";
  stuck.wait.hint = "See what your program should have sent, written, opened or released before it ended.";
  stuck.wait.cause = Cause::kOther;
}

/// Everybody else only waits for one of the stuck to end: the story is told by the first alone.
bool only_parents_follow(const std::vector<StuckTask>& all) {
  return std::all_of(all.begin() + 1, all.end(), [](const StuckTask& s) { return s.wait.cause == Cause::kChild; });
}

std::string message_of(const std::vector<StuckTask>& all, bool everyone) {
  const StuckTask& first = all.front();
  std::string text = subject_of(first) + " " + first.wait.fact;
  const std::string end = everyone ? "." : "; others go on, but none of them could end that, except by a signal.";
  if (all.size() == 1) return text + end;
  const std::size_t others = all.size() - 1;
  const bool told = first.wait.cause == Cause::kParentAndChild || first.wait.fact.ends_with("for its end instead");
  if (others == 1 && only_parents_follow(all) && told) return text + end;
  if (others == 1 && only_parents_follow(all))
    return text + "; " + all[1].process.name + " waits for its end" + end;
  return text + "; " + counted(others, "more waits", "more wait") + " for ever with it" + end;
}

/// Who made the object, if a rare call told.
void join_creation(const Facts& facts, FindingObject& object) {
  if (object.created_at.known()) return;
  const std::string kind = object.kind == "semaphore" ? "sem" : object.kind;
  for (const Creation& c : facts.evidence.creations) {
    if (object.name.empty() || c.kind != kind || c.name != object.name) continue;
    object.created_at = place_in_student_code(c.stack);
    object.created_by = facts.people.name(c.process);
    return;
  }
}

void add_objects(const Facts& facts, const std::vector<StuckTask>& all, Finding& finding) {
  std::set<std::pair<std::string, ObjectId>> seen;
  for (const StuckTask& stuck : all) {
    FindingObject object = stuck.wait.object;
    if (object.kind == "child" || object.kind == "signal" || object.kind == "stopped" || object.kind == "thread") continue;
    if (!seen.insert({object.kind, stuck.dead.object}).second) continue;
    join_creation(facts, object);
    finding.objects.push_back(std::move(object));
  }
}

/// Who had a parent to end it, and has none left: for what it waits for is no cause of its own.
std::string left_behind(const Facts& facts, const StuckTask& first) {
  const ProcessRecord* self = facts.people.by_host_pid(first.dead.pid);
  const ProcessRecord* parent = self && self->parent ? facts.people.by_id(*self->parent) : nullptr;
  if (first.wait.cause != Cause::kOther || !parent || parent->end.kind != ProcessEnd::Kind::kExited) return "";
  return " " + parent->name + " has ended and left " + self->name + " behind: end it with kill() and wait for it first.";
}

Finding deadlock_of(const Facts& facts, const SnapshotIndex& index, const std::vector<StuckTask>& all, bool everyone) {
  Finding finding;
  finding.rule = Rule::kDeadlock;
  finding.message = message_of(all, everyone);
  finding.hint = all.front().wait.hint + left_behind(facts, all.front());
  finding.cause = to_string(all.front().wait.cause);
  finding.count = static_cast<int>(all.size());
  constexpr std::size_t kMostProcesses = 64;
  std::vector<DeadTask> listed;
  for (const StuckTask& stuck : all) {
    if (listed.size() == kMostProcesses) break;
    finding.processes.push_back(stuck.process);
    listed.push_back(stuck.dead);
  }
  finding.wait_graph = wait_edges(index, listed, finding.processes);
  add_objects(facts, all, finding);
  return finding;
}

std::vector<Finding> private_sync_of(const std::vector<StuckTask>& all) {
  std::vector<Finding> found;
  for (const StuckTask& stuck : all) {
    if (!stuck.dead.private_on_shared) continue;
    const auto same = std::find_if(found.begin(), found.end(), [&](const Finding& f) {
      return f.objects[0].kind == stuck.wait.object.kind && f.objects[0].name == stuck.wait.object.name;
    });
    if (same != found.end()) {
      same->processes.push_back(stuck.process);
      continue;
    }
    Finding finding;
    finding.rule = Rule::kPrivateSync;
    finding.message = subject_of(stuck) + " " + stuck.wait.fact + ".";
    finding.hint = stuck.wait.hint;
    finding.cause = to_string(stuck.wait.cause);
    finding.objects = {stuck.wait.object};
    finding.processes = {stuck.process};
    found.push_back(std::move(finding));
  }
  return found;
}

bool concerns_student(const Facts& facts, const std::vector<StuckTask>& all) {
  return std::any_of(all.begin(), all.end(), [&](const StuckTask& s) { return facts.people.students(s.process.id); });
}

std::vector<Finding> of_snapshot(const Facts& facts, const WaitSnapshot& snapshot, bool proved) {
  const DeadSet set = find_dead(snapshot);
  if (set.suspected.empty()) return {};
  const SnapshotIndex index(snapshot);
  std::vector<StuckTask> all = explain_all(facts, index, set.suspected);
  if (!proved && !concerns_student(facts, all)) return {};
  for (StuckTask& stuck : all)
    if (!facts.people.students(stuck.process.id)) leave_out_its_source(stuck.process);
  if (!concerns_student(facts, all)) tell_of_counterpart(all.front());
  std::vector<Finding> found{deadlock_of(facts, index, all, set.everyone)};
  for (Finding& f : private_sync_of(all)) found.push_back(std::move(f));
  return found;
}

}  // namespace

std::vector<Finding> deadlock_findings(const Facts& facts) {
  const Evidence& e = facts.evidence;
  if (e.stuck) {
    std::vector<Finding> found = of_snapshot(facts, e.stuck->snapshot, true);
    if (!found.empty()) found[0].detected_after_ms = std::max(0.0, e.stuck->proved_ms - e.stuck->last_blocked_ms);
    return found;
  }
  // The time limit has ended the run: who is still out of everybody's reach now stays so.
  if (e.last_snapshot && has_limit(e, "wall")) return of_snapshot(facts, *e.last_snapshot, false);
  return {};
}

}  // namespace grader
