// stack_keeper.h — the stacks of those who wait: taken while they are there to be read, resolved beside other work.
#pragma once

#include <map>
#include <set>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/model/snapshot.h"

namespace grader {

class StackKeeper {
 public:
  explicit StackKeeper(ModuleFiles& files) : files_(files) {}

  /// Stops `tids`, of which `snapshot` tells the calls, reads their stacks, and leaves them stopped.
  void keep(const WaitSnapshot& snapshot, const std::set<pid_t>& tids);
  /// The run goes on after all: what was kept will be seen elsewhere.
  void forget();

  /// Wants what was kept, and the places of the forks in `table`.
  void want(ProcessTable& table);
  ResolvedStacks& resolved() { return resolved_; }
  void fill(WaitSnapshot& snapshot) const;

 private:
  ModuleFiles& files_;
  std::map<pid_t, StackCapture> stacks_;  ///< by tid
  ResolvedStacks resolved_;               ///< points into stacks_
};

}  // namespace grader
