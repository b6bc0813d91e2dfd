// explain_scene.cc — who is who in one explanation, and what the others do.
#include "grader/diagnose/explain_scene.h"

#include <algorithm>
#include <unordered_set>

#include "grader/model/signal_name.h"

namespace grader {
namespace {

/// Children that could have helped while they lived.
std::vector<const ProcessRecord*> ended_helpers(const Scene& s) {
  std::vector<const ProcessRecord*> ended;
  for (const ProcessRecord& p : s.people.evidence().processes) {
    const bool exited = p.end.kind == ProcessEnd::Kind::kExited, killed = p.end.kind == ProcessEnd::Kind::kSignaled;
    const ProcessState* state = s.index.process(p.host_pid);
    if (p.students && (((exited || killed) && !state) || (state && state->zombie))) ended.push_back(&p);
  }
  return ended;
}

bool killed(const ProcessRecord& p) { return p.end.kind == ProcessEnd::Kind::kSignaled; }
bool failed(const ProcessRecord& p) { return killed(p) || p.end.code != 0; }

/// " from main": who sent the signal that ended it.
std::string from_whom(const Scene& s, const ProcessRecord& ended) {
  const auto& all = s.people.evidence().signals;
  const auto sent = std::find_if(all.rbegin(), all.rend(), [&](const SignalSent& signal) {
    return signal.target == ended.id && signal.signo == ended.end.signal;
  });
  return sent == all.rend() ? "" : " from " + s.people.name(sent->sender);
}

/// "child 1 and child 2 have ended.", and each that ended by a signal or as a failure.
std::string who_has_ended(const Scene& s) {
  constexpr std::size_t kMostNamed = 3, kMostFailed = 2;
  std::vector<std::string> well;
  std::string badly;
  std::size_t told = 0;
  for (const ProcessRecord* p : ended_helpers(s)) {
    if (!failed(*p) || told == kMostFailed) {
      well.push_back(s.people.name(p->id));
      continue;
    }
    ++told;
    badly += " " + s.people.name(p->id) + (killed(*p) ? " was ended by " + signal_name(p->end.signal) + from_whom(s, *p) + "."
                                                       : " has ended with status " + std::to_string(p->end.code) + ".");
  }
  if (well.empty()) return badly;
  if (well.size() > kMostNamed) return " " + std::to_string(well.size()) + " processes have ended." + badly;
  return " " + join_words(well) + (well.size() == 1 ? " has ended." : " have ended.") + badly;
}

bool waits_for_child(const Scene& s, pid_t parent_tid) {
  const DeadTask* wait = dead_task(s, parent_tid);
  return wait && wait->wait == "child" && (wait->object.a == 0 || wait->object.a == static_cast<std::uint64_t>(s.dead.pid));
}

}  // namespace

const DeadTask* dead_task(const Scene& s, pid_t tid) {
  const auto found = std::find_if(s.all.begin(), s.all.end(), [tid](const DeadTask& d) { return d.tid == tid; });
  return found == s.all.end() ? nullptr : &*found;
}

std::string stuck_in(const Scene& s, pid_t tid) {
  const DeadTask* wait = dead_task(s, tid);
  const TaskState* task = s.index.task(tid);
  if (!wait || !task) return "a call that never returns";
  if (wait->wait == "stopped") return "a stop";
  const ProcessRecord* record = s.people.by_host_pid(task->pid);
  const bool has_lines = record && record->students;  // those of the task's own programs tell nobody anything
  return call_in_words(s.people.evidence(), *task, wait->wait) + (has_lines ? at_place(place_in_student_code(task->stack)) : "");
}

std::vector<pid_t> providers(const Scene& s) {
  std::vector<pid_t> tids;
  std::unordered_set<pid_t> pids;
  for (const pid_t tid : s.dead.providers) {
    const TaskState* task = s.index.task(tid);
    if (!task || (task->pid != s.dead.pid && !pids.insert(task->pid).second)) continue;
    tids.push_back(tid);
  }
  return tids;
}

std::vector<std::string> names_of(const Scene& s, const std::vector<pid_t>& tids) {
  // A thousand threads may each have a thousand providers: those past the few that a text ever shows are only counted.
  constexpr std::size_t kMostShown = 8;
  std::vector<std::string> names;
  for (const pid_t tid : tids) {
    if (names.size() >= kMostShown) {
      names.emplace_back();
      continue;
    }
    const TaskState* task = s.index.task(tid);
    const std::string name = task && task->pid == s.dead.pid ? task_name(s.index, s.people, tid)
                             : task                          ? s.people.name_of_host_pid(task->pid)
                                                             : "";
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string nobody_left(const Scene& s, const std::string& to_do) {
  const std::vector<pid_t> tids = providers(s);
  const std::vector<std::string> names = names_of(s, tids);
  if (names.empty()) return "Nobody else is left who could " + to_do + "." + who_has_ended(s);
  const std::string only = "Only " + join_words(names, 4) + " could " + to_do + ", and ";
  if (tids.size() == 1) return only + "it waits itself, in " + stuck_in(s, tids[0]) + "." + who_has_ended(s);
  const std::string first = stuck_in(s, tids[0]);
  constexpr std::size_t kMostCompared = 32;
  const bool same = tids.size() <= kMostCompared &&
                    std::all_of(tids.begin(), tids.end(), [&](pid_t tid) { return stuck_in(s, tid) == first; });
  return only + (names.size() == 2 ? "both" : "all of them") + " wait themselves" + (same ? ", in " + first : "") + "." +
         who_has_ended(s);
}

bool somebody_has_ended(const Scene& s) { return !ended_helpers(s).empty(); }

bool somebody_has_failed(const Scene& s) {
  const std::vector<const ProcessRecord*> ended = ended_helpers(s);
  return std::any_of(ended.begin(), ended.end(), [](const ProcessRecord* p) { return failed(*p); });
}

pid_t waiting_parent(const Scene& s) {
  const ProcessState* process = s.index.process(s.dead.pid);
  if (!process || process->parent == 0) return 0;
  for (const pid_t tid : s.dead.providers) {
    const TaskState* task = s.index.task(tid);
    if (!task || task->pid != process->parent || !waits_for_child(s, tid)) return 0;
  }
  return s.dead.providers.empty() ? 0 : s.dead.providers.front();
}

bool could_end(const Scene& s, const DeadTask& other) {
  return std::any_of(other.providers.begin(), other.providers.end(), [&](pid_t tid) {
    const TaskState* task = s.index.task(tid);
    return task && task->pid == s.dead.pid;
  });
}

Stack::const_iterator handler_call(const Scene& s) {
  return std::find_if(s.task.stack.begin(), s.task.stack.end(), [](const Frame& f) { return f.at.function == kHandlerCalled; });
}

std::string before_my_line(const Scene& s) {
  const SourceLocation at = place_in_student_code(s.task.stack);
  return at.line > 0 ? ", before line " + std::to_string(at.line) : "";
}

}  // namespace grader
