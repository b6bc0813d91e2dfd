// leak_findings.cc — objects that outlive the run and that the task did not declare.
#include <fnmatch.h>

#include <algorithm>
#include <map>

#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

bool allowed(const Scenario& scenario, const IpcObject& object) {
  return std::any_of(scenario.allow.begin(), scenario.allow.end(), [&object](const Allowance& a) {
    return a.rule == Rule::kLeak && (a.kind.empty() || a.kind == object.kind) &&
           (a.name.empty() || ::fnmatch(a.name.c_str(), object.name.c_str(), 0) == 0);
  });
}

struct KindWords { std::string noun, remove; };
const KindWords& words_of(const std::string& kind) {
  static const std::map<std::string, KindWords> kWords{
      {"shm", {"shared memory", "shm_unlink()"}}, {"sem", {"semaphore", "sem_unlink()"}},
      {"mq", {"message queue", "mq_unlink()"}}, {"sysv-shm", {"System V shared memory", "shmctl(IPC_RMID)"}},
      {"sysv-sem", {"System V semaphore set", "semctl(IPC_RMID)"}},
      {"sysv-msg", {"System V message queue", "msgctl(IPC_RMID)"}}, {"fifo", {"FIFO", "unlink()"}},
      {"socket", {"socket", "unlink()"}}, {"folder", {"folder", "rmdir()"}}, {"file", {"file", "unlink()"}}};
  const auto found = kWords.find(kind);
  return found == kWords.end() ? kWords.at("file") : found->second;
}

/// "shared memory /x", "System V message queue made with IPC_PRIVATE".
std::string object_in_words(const IpcObject& object) {
  const std::string& noun = words_of(object.kind).noun;
  if (!object.kind.starts_with("sysv-")) return noun + " " + object.name;
  if (object.name == "key 0x0") return noun + " (IPC_PRIVATE)";
  if (object.name == "key 0xffffffff") return noun + " with key 0xffffffff (what ftok() returns when it fails)";
  return noun + " with " + object.name;
}

struct Maker { std::optional<int> process; SourceLocation at; Stack stack; };

/// The last creation under that name made what is left.
Maker maker_of(const Evidence& evidence, const IpcObject& object) {
  Maker maker{object.created_by, object.created_at, {}};
  for (const Creation& c : evidence.creations) {
    if (c.kind != object.kind || c.name != object.name) continue;
    maker.stack = c.stack;
    if (!object.created_by) maker.process = c.process;
    if (!object.created_at.known()) maker.at = place_in_student_code(c.stack);
  }
  return maker;
}

Finding leak_of(const Facts& facts, const IpcObject& object, const Maker& maker) {
  const KindWords& words = words_of(object.kind);
  Finding finding;
  finding.rule = Rule::kLeak;
  FindingObject left{object.kind, object.name, {}, "", maker.at, ""};
  if (object.kind != "sem" && object.kind != "fifo" && object.kind != "socket" && object.kind != "folder" && object.kind != "sysv-sem")
    left.size_bytes = object.size_bytes;
  std::string made;
  if (maker.process) {
    left.created_by = facts.people.name(*maker.process);
    made = ", made by " + left.created_by + at_place(maker.at) + ",";
    finding.processes.push_back(finding_process(facts.people, *maker.process));
    finding.processes.back().at = maker.at;
    finding.processes.back().stack = maker.stack;
  }
  finding.message = object_in_words(object) + made + " is left behind.";
  finding.hint = "Remove it with " + words.remove + " when nobody needs it any more, on every way out of the program.";
  finding.objects.push_back(std::move(left));
  return finding;
}

/// The time was up: whether the objects would have been removed is not known, that they are there is.
std::vector<Finding> still_there(const Facts& facts) {
  const RunEnd end = run_end(facts.evidence);
  const bool time_was_up = has_limit(facts.evidence, "wall") || has_limit(facts.evidence, "cpu");
  if (end.deadlock || !time_was_up) return {};
  Finding finding;
  finding.rule = Rule::kLeak;
  finding.severity = Severity::kWarning;
  std::vector<std::string> names;
  for (const IpcObject& object : facts.evidence.objects_left) {
    const Maker maker = maker_of(facts.evidence, object);
    if (allowed(facts.scenario, object) || (maker.process && !facts.people.students(*maker.process))) continue;
    Finding one = leak_of(facts, object, maker);
    names.push_back(object_in_words(object));
    finding.hint = one.hint;
    constexpr std::size_t kMostObjects = 20;
    if (finding.objects.size() < kMostObjects) finding.objects.push_back(std::move(one.objects[0]));
  }
  if (names.empty()) return {};
  finding.count = static_cast<int>(names.size());
  finding.message = join_words(names, 3) + (names.size() == 1 ? " was" : " were") + " still there when the time was up.";
  return {finding};
}

}  // namespace

std::vector<Finding> leak_findings(const Facts& facts) {
  std::vector<Finding> found;
  if (run_end(facts.evidence).killed()) return still_there(facts);
  constexpr std::size_t kMostLeaks = 100;
  std::size_t more = 0;
  for (const IpcObject& object : facts.evidence.objects_left) {
    if (allowed(facts.scenario, object)) continue;
    const Maker maker = maker_of(facts.evidence, object);
    if (maker.process && !facts.people.students(*maker.process)) continue;
    if (found.size() == kMostLeaks) {
      ++more;
      continue;
    }
    found.push_back(leak_of(facts, object, maker));
  }
  if (more > 0) {
    found.back().message += " " + counted(more, "more object is", "more objects are") + " left behind, too.";
    found.back().count = static_cast<int>(more + 1);
  }
  return found;
}

}  // namespace grader
