// limit_findings.cc — forbidden calls, limits, time.
#include <algorithm>
#include <map>
#include <set>

#include "grader/diagnose/explain.h"
#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

void add_forbidden(const Facts& facts, std::vector<Finding>& found) {
  std::map<std::string, std::size_t> of_call;
  for (const ForbiddenCall& f : facts.evidence.forbidden) {
    if (!facts.people.students(f.process)) continue;
    FindingProcess process = finding_process(facts.people, f.process);
    process.stack = f.stack;
    process.at = place_in_student_code(f.stack);
    const auto [it, is_new] = of_call.emplace(f.name, found.size());
    if (!is_new) {
      found[it->second].processes.push_back(process);
      found[it->second].count = static_cast<int>(found[it->second].processes.size());
      continue;
    }
    Finding finding;
    finding.rule = Rule::kForbidden;
    if (f.name.empty()) {  // no core file tells it: two that end at once write one file
      finding.message = process.name + " made a system call that is forbidden here.";
      finding.hint = "Leave out what the statement forbids.";
    } else {
      finding.message = process.name + " called " + f.name + "()" + at_place(process.at) + ", which is forbidden here.";
      finding.hint = "Solve the task without " + f.name + "().";
    }
    finding.processes = {process};
    found.push_back(std::move(finding));
  }
}

struct LimitWords { const char* fact; const char* hint; };
LimitWords words_of(const std::string& limit) {
  if (limit == "memory")
    return {"used more memory than allowed", "Free what is not needed, and look for a loop that allocates without end."};
  if (limit == "tasks")
    return {"made more processes and threads than allowed",
            "Check that children leave the loop that forks, and that every child is waited for."};
  if (limit == "open-files") return {"opened more descriptors than allowed", "Close descriptors that are not needed."};
  if (limit == "file-size") return {"wrote a larger file than allowed", "Look for a loop that writes without end."};
  if (limit == "output") return {"wrote more output than allowed", "Look for a loop that prints without end."};
  return {"went beyond a limit", "Use less."};
}

void add_limits(const Facts& facts, std::vector<Finding>& found) {
  std::set<std::string> seen;
  for (const LimitHit& hit : facts.evidence.limits_hit) {
    if (hit.name == "wall" || hit.name == "cpu" || !seen.insert(hit.name).second) continue;
    if (hit.process && !facts.people.students(*hit.process)) continue;
    const LimitWords words = words_of(hit.name);
    Finding finding;
    finding.rule = Rule::kLimit;
    finding.limit = hit.name;
    finding.message = (hit.process ? facts.people.name(*hit.process) : std::string("the program")) + " " + words.fact +
                      ": " + limit_in_words(hit) + ".";
    finding.hint = words.hint;
    if (hit.process) finding.processes = {finding_process(facts.people, *hit.process)};
    found.push_back(std::move(finding));
  }
}

std::string ran_out(const LimitHit& hit) {
  return hit.name == "cpu" ? "the program used up its processor time: " : "the program did not end in time: ";
}

constexpr const char* kNotCounted = " (time in which others had the cores is not counted)";

/// Whether the run's time, which reports show, lies clearly beyond the limit: the clock stood still for a while.
bool took_longer(const Evidence& evidence, const LimitHit& hit) {
  constexpr double kShare = 1.1, kClearingUpMs = 300;
  return hit.name == "wall" && hit.unit == "ms" && evidence.wall_ms > kShare * static_cast<double>(hit.value) + kClearingUpMs;
}

bool waits_for_a_signal(const TaskState& task) {
  if (task.activity != TaskActivity::kBlocked || !task.call) return false;
  const std::string& name = task.call->name;
  if (task.call->object && task.call->object->kind == "signalfd") return true;
  return name == "pause" || name == "rt_sigsuspend" || name == "rt_sigtimedwait";
}

/// It waits for the clock alone, and then looks again for what does not come.
bool naps(const TaskState& task) {
  return task.activity == TaskActivity::kBlocked && task.call && (task.call->name == "nanosleep" || task.call->name == "clock_nanosleep");
}

/// Whose task was the first of that kind when time was up; nullptr: none of the student's was.
template <class Kind>
const ProcessRecord* student_whose_task(const Facts& facts, Kind kind) {
  if (!facts.evidence.last_snapshot) return nullptr;
  for (const TaskState& task : facts.evidence.last_snapshot->tasks)
    if (const ProcessRecord* record = facts.people.by_host_pid(task.pid); record && record->students && kind(task)) return record;
  return nullptr;
}

std::string hint_of(const Facts& facts) {
  if (const ProcessRecord* waiting = student_whose_task(facts, waits_for_a_signal))
    return facts.people.name(waiting->id) + " waits for a signal, and none came: see who should send it, and whether it "
           "came before the wait began.";
  if (const ProcessRecord* napping = student_whose_task(facts, naps))
    return facts.people.name(napping->id) + " sleeps for a while and looks again, for what does not come: wait "
           "in the call that ends when it does, and see who should do it.";
  return "See which loop or call it does not leave.";
}

/// Where everybody was when time was up.
void add_places(const Facts& facts, Finding& finding) {
  if (!facts.evidence.last_snapshot) return;
  std::vector<std::string> where;
  const SnapshotIndex index(*facts.evidence.last_snapshot);
  // Who sleeps and looks again is more telling than who waits for others.
  std::vector<TaskState> tasks = facts.evidence.last_snapshot->tasks;
  std::stable_partition(tasks.begin(), tasks.end(), naps);
  for (const TaskState& task : tasks) {
    const ProcessRecord* record = facts.people.by_host_pid(task.pid);
    if (!record || !record->students || task.activity == TaskActivity::kZombie) continue;
    FindingProcess process = finding_process(facts.people, record->id);
    if (task.tid != task.pid) process.name = task_name(index, facts.people, task.tid);
    process.stack = task.stack;
    process.at = place_in_student_code(task.stack);
    const bool in_call = task.activity == TaskActivity::kBlocked && task.call;
    const std::string call = in_call ? " in " + call_in_words(facts.evidence, task, "") : "";
    if (process.at.known() || in_call) where.push_back(process.name + call + at_place(process.at));
    finding.processes.push_back(std::move(process));
  }
  if (!where.empty()) finding.message += " When time was up: " + join_words(where, 3) + ".";
}

void add_time(const Facts& facts, std::vector<Finding>& found) {
  const auto& hits = facts.evidence.limits_hit;
  const auto hit = std::find_if(hits.begin(), hits.end(), [](const LimitHit& h) { return h.name == "wall" || h.name == "cpu"; });
  if (hit == hits.end()) return;
  std::vector<Finding> loops = busy_findings(facts, *hit);
  if (!loops.empty()) {
    std::move(loops.begin(), loops.end(), std::back_inserter(found));
    return;
  }
  Finding finding;
  finding.rule = Rule::kTimeout;
  finding.limit = hit->name;
  finding.message = ran_out(*hit) + limit_in_words(*hit) + (took_longer(facts.evidence, *hit) ? kNotCounted : "") + ".";
  finding.hint = hint_of(facts);
  add_places(facts, finding);
  found.push_back(std::move(finding));
}

}  // namespace

std::string limit_in_words(const LimitHit& hit) {
  static const std::map<std::string, std::string> kNames{
      {"wall", "time limit"}, {"cpu", "processor time limit"}, {"memory", "memory limit"}, {"tasks", "process limit"},
      {"open-files", "limit of open files"}, {"file-size", "file size limit"}, {"output", "output limit"}};
  const auto name = kNames.find(hit.name);
  std::string text = name == kNames.end() ? hit.name + " limit" : name->second;
  if (hit.value == 0) return text;
  text += " of ";
  if (hit.unit == "bytes") return text + bytes_in_words(hit.value);
  if (hit.unit == "ms" && hit.value % 1000 == 0) return text + std::to_string(hit.value / 1000) + " s";
  return text + std::to_string(hit.value) + " " + hit.unit;
}

std::vector<Finding> limit_findings(const Facts& facts) {
  std::vector<Finding> found;
  add_forbidden(facts, found);
  add_limits(facts, found);
  add_time(facts, found);
  return found;
}

}  // namespace grader
