// fault_maker.h — makes calls fail as a scenario wants it: the same ones in every run.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/model/evidence.h"
#include "grader/model/task.h"
#include "sandbox/notification.h"

namespace grader {

/// Each role's family has its own count. A process that belongs to no role (its parent ended unseen) is left alone.
class FaultMaker {
 public:
  FaultMaker(ProcessTable& table, const std::vector<Fault>& faults) : table_(table), faults_(faults) {}
  /// What becomes of a call that `process` is about to make.
  sandbox::Reply reply(const sandbox::Notification& call, const TrackedProcess& process, double now_ms);
  std::vector<FaultMade> take() { return std::exchange(made_, {}); }

 private:
  struct Counts { int went_well = 0, failed = 0; };
  bool is_due(const Fault& fault, Counts& counts);

  ProcessTable& table_;
  const std::vector<Fault> faults_;
  std::map<std::pair<const Fault*, int>, Counts> counts_;  ///< by the id of the role's first process
  std::vector<FaultMade> made_;
};

}  // namespace grader
