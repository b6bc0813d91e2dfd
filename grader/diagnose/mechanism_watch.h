// mechanism_watch.h — who uses which of the mechanisms that a scenario requires, by the rare calls of its processes.
//
// What is counted is what was asked for: a held call has not been made yet, and whether it will succeed nobody knows.
// So a process may be counted that has only tried; one that has used a mechanism is never left out.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "grader/diagnose/object_scan.h"
#include "grader/diagnose/process_table.h"
#include "grader/model/evidence.h"
#include "grader/model/task.h"
#include "sandbox/notification.h"

namespace grader {

class MechanismWatch {
 public:
  MechanismWatch(ProcessTable& table, const BoxPaths& paths, const std::vector<Mechanism>& wanted)
      : table_(table), paths_(paths), wanted_(wanted.begin(), wanted.end()) {}
  /// A call that `process` is about to make.
  void note(const sandbox::Notification& call, TrackedProcess& process, double now_ms);
  std::vector<MechanismUse> take();

 private:
  void count(Mechanism mechanism, TrackedProcess& process, double now_ms);
  void note_map(const sandbox::Notification& call, TrackedProcess& process, double now_ms);
  void note_open(const sandbox::Notification& call, TrackedProcess& process, double now_ms);
  bool wants(Mechanism mechanism) const { return wanted_.contains(mechanism); }

  ProcessTable& table_;
  const BoxPaths& paths_;
  std::set<Mechanism> wanted_;
  std::map<std::pair<int, Mechanism>, MechanismUse> uses_;
};

}  // namespace grader
