// busy_findings.cc — loops that burn a processor: which lines, what they test or call, and who could change that.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "grader/diagnose/explain.h"
#include "grader/diagnose/findings_parts.h"
#include "grader/diagnose/source_words.h"

namespace grader {
namespace {

/// The few places in the student's code that nearly every sample shows; empty if it is no tight loop.
std::vector<SourceLocation> loop_of(const BusySample& sample) {
  std::vector<SourceLocation> places;
  for (const Stack& stack : sample.stacks) {
    const SourceLocation at = place_in_student_code(stack);
    if (at.known() && std::find(places.begin(), places.end(), at) == places.end()) places.push_back(at);
  }
  constexpr std::size_t kFewestSamples = 3, kMostPlaces = 3;
  if (sample.stacks.size() < kFewestSamples || places.size() > kMostPlaces) return {};
  return places;
}

/// The library function that most samples were in: "read".
std::string polled_call(const BusySample& sample) {
  std::map<std::string, std::size_t> times;
  for (const Stack& stack : sample.stacks) {
    const std::string name = library_function(stack);
    if (!name.empty() && name.find_first_of(" <>@+?:") == std::string::npos) ++times[name];
  }
  for (const auto& [name, n] : times)
    if (2 * n >= sample.stacks.size()) return name;
  return "";
}

/// Whoever falls asleep again and again waits properly, however much it runs in between. Calls that are held are sleeps
/// of our making.
bool burns(const BusySample& s) {
  constexpr double kSleepsAMs = 0.2;
  if (s.window_ms <= 0 || s.cpu_ms < 0.3 * s.window_ms) return false;
  if (static_cast<double>(s.sleeps) < kSleepsAMs * s.window_ms) return true;
  static const std::set<std::string> kHeld{"kill", "raise", "tgkill", "open", "openat"};
  return kHeld.contains(polled_call(s));
}

/// " at x.c:12–15", the lines that the samples hit in one function.
std::string lines_in_words(const std::vector<SourceLocation>& places) {
  int first = places[0].line, last = places[0].line;
  for (const SourceLocation& at : places) {
    if (at.file != places[0].file || at.function != places[0].function || at.line == 0) return at_place(places[0]);
    first = std::min(first, at.line), last = std::max(last, at.line);
  }
  if (first == last || first == 0) return at_place(places[0]);
  return " at " + places[0].file + ":" + std::to_string(first) + "–" + std::to_string(last);
}

/// "*flag == 0" of `while (*flag == 0)`.
std::string tested(const Evidence& evidence, const std::vector<SourceLocation>& places) {
  for (const SourceLocation& at : places) {
    const std::string condition = condition_in_line(quoted(evidence, at));
    if (!condition.empty()) return condition;
  }
  return "";
}

/// Who else is there, and whether any of them could end the loop.
std::string others_in_words(const Facts& facts, int process) {
  const auto& snapshot = facts.evidence.last_snapshot;
  if (!snapshot) return "";
  const ProcessRecord* self = facts.people.by_id(process);
  std::vector<std::string> waiting;
  std::set<pid_t> seen;
  for (const TaskState& task : snapshot->tasks) {
    const ProcessRecord* other = facts.people.by_host_pid(task.pid);
    if (!self || !other || task.activity == TaskActivity::kZombie) continue;
    if (task.pid == self->host_pid && task.tid == task.pid) continue;
    const bool waits = task.activity == TaskActivity::kBlocked && task.call && !task.call->has_timeout;
    if (!waits || task.pid == self->host_pid) return "";  // may still act
    if (!seen.insert(task.pid).second) continue;
    const std::string place = other->students ? in_words(place_in_student_code(task.stack)) : "";
    waiting.push_back(facts.people.name(other->id) + (place.empty() ? "" : " (" + place + ")"));
  }
  if (waiting.empty()) return " No other process is left that could change what it waits for.";
  return " The others are waiting, too: " + join_words(waiting, 3) + ".";
}

std::string remedy(const std::string& call, const std::string& line) {
  if (call == "read")
    return "Test what read() returns: 0 is the end of file, and it will not return anything else until somebody opens the other "
           "end again; -1 is an error.";
  if (call.starts_with("wait") && line.find("WNOHANG") != std::string::npos)
    return "Leave WNOHANG out: the call then sleeps until a child ends.";
  if (call.starts_with("wait")) return "Test what " + as_written(line, call) + "() returns: -1 when no child is left (ECHILD), at once and for ever.";
  return "If it waits for another process, wait in a blocking call: a semaphore, a condition variable, read(), waitpid(). If it "
         "computes, see why the loop does not end.";
}

Finding busy_wait_of(const Facts& facts, const BusySample& sample, const std::vector<SourceLocation>& places) {
  Finding finding;
  finding.rule = Rule::kBusyWait;
  FindingProcess process = finding_process(facts.people, sample.process);
  process.at = places[0];
  for (const Stack& stack : sample.stacks)
    if (place_in_student_code(stack) == places[0]) process.stack = stack;
  const std::string call = polled_call(sample), condition = tested(facts.evidence, places);
  const std::string line = quoted(facts.evidence, places[0]);
  finding.message = process.name + " burns a processor in the loop" + lines_in_words(places) + ", which had not ended when time was up";
  if (!call.empty()) finding.message += ": it calls " + as_written(line, call) + "() again and again";
  else if (!condition.empty()) finding.message += ": its condition is " + condition;
  finding.message += "." + others_in_words(facts, sample.process);
  finding.hint = remedy(call, line);
  finding.processes = {std::move(process)};
  return finding;
}

}  // namespace

std::vector<Finding> busy_findings(const Facts& facts, const LimitHit& hit) {
  std::vector<Finding> found;
  for (const BusySample& sample : facts.evidence.busy) {
    if (!facts.people.students(sample.process) || !burns(sample)) continue;
    const std::vector<SourceLocation> places = loop_of(sample);
    if (places.empty()) continue;
    found.push_back(busy_wait_of(facts, sample, places));
    found.back().limit = hit.name;
  }
  return found;
}

}  // namespace grader
