// wait_graph.h — finds the tasks that nobody alive can wake. Pure: no /proc access.
//
// An AND/OR graph: each blocked task waits for an object; the providers of the object are the tasks that could
// end the wait. A task is alive if it runs, sleeps with a timeout, has an armed timer or a deliverable signal,
// waits for something outside that may still come, or waits for something that an alive task could provide.
// What is left after spreading "alive" to a fixed point is dead.
#pragma once

#include <string>
#include <vector>

#include "grader/model/snapshot.h"

namespace grader {

/// Why a task is dead: what it waits for, and every task that could have woken it, all dead themselves.
struct DeadTask {
  pid_t tid = 0, pid = 0;
  std::string wait;                  ///< "mutex", "semaphore", "condition", "barrier", "rwlock", "join", "futex", "pipe-read", …
  ObjectId object;
  std::vector<pid_t> providers;      ///< tids (or pids of processes) that could have, none alive
};

struct DeadSet {
  std::vector<DeadTask> dead;        ///< proved
  bool everyone = false;             ///< no task of the box is alive
};

/// The greatest set of blocked tasks that nobody alive can wake. Undecidable waits count as alive.
DeadSet find_dead(const WaitSnapshot& snapshot);

}  // namespace grader
