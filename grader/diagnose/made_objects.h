// made_objects.h — remembers where pipes and socket pairs were made: they have no name by which to know them.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/diagnose/stack_capture.h"
#include "grader/model/evidence.h"

namespace grader {

/// A call is held before it makes anything, so which descriptors it gave is read a little later: from the array that
/// the call filled, at the next rare call of the same process or when somebody asks.
class MadeObjects {
 public:
  /// `address`: the int[2] that pipe() or socketpair() fills.
  void asked(const TrackedProcess& process, std::uint64_t address, std::shared_ptr<StackCapture> stack);
  /// Reads what the calls of `pid` have given since; those that cannot be read any more are forgotten.
  void settle(pid_t pid);
  void settle_all();
  void want_stacks(ResolvedStacks& stacks) const;
  /// Stacks become source locations.
  std::vector<MadeObject> take(const ResolvedStacks& stacks);

 private:
  struct Pending {
    int process = 0;
    pid_t pid = 0;
    std::uint64_t address = 0;
    std::shared_ptr<StackCapture> stack;
  };
  struct Known {
    std::vector<ObjectId> objects;
    int process = 0;
    std::shared_ptr<StackCapture> stack;
  };
  std::deque<Pending> pending_;
  std::vector<Known> known_;
  std::set<ObjectId> seen_;
};

}  // namespace grader
