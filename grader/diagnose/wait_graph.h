// wait_graph.h — finds the tasks that nobody alive can wake. Pure: no /proc access.
//
// An AND/OR graph: each blocked task waits for an object; the providers of the object are the tasks that could
// end the wait. A task is alive if it runs, sleeps with a timeout, has an armed timer or a deliverable signal,
// waits for something outside that may still come, or waits for something that an alive task could provide.
// What is left after spreading "alive" to a fixed point is suspected. As long as one task of the box is alive it
// could still open a named object, or send a signal that ends a wait; so suspicion is proof only once none is.
#pragma once

#include <string>
#include <vector>

#include "grader/model/snapshot.h"

namespace grader {

/// Why a task is dead: what it waits for, and every task that could have woken it, all dead themselves.
struct DeadTask {
  pid_t tid = 0, pid = 0;
  /// "mutex" "semaphore" "condition" "barrier" "rwlock" "join" "futex" "pipe-read" "pipe-write" "fifo-read"
  /// "fifo-write" "fifo-open" "eventfd" "socket" "child" "signal" "lock" "sysv-sem" "sysv-msg" "mq" "timerfd"
  /// "inotify" "poll" "stopped"
  std::string wait;
  ObjectId object;
  std::vector<pid_t> providers;      ///< tids that could have, none alive
  /// A mutex's owner as the students' processes number threads; 0: not known or no mutex.
  pid_t owner_box_tid = 0;
  /// The futex is process-private (FUTEX_PRIVATE_FLAG), yet its memory is shared: no other process can wake it.
  bool private_on_shared = false;
};

struct DeadSet {
  std::vector<DeadTask> dead;        ///< proved: `suspected` if no task of the box is alive, else empty
  bool everyone = false;             ///< no task of the box is alive
  std::vector<DeadTask> suspected;   ///< nobody alive holds what would end their waits
};

/// The greatest set of blocked tasks that nobody alive can wake. Undecidable waits count as alive.
DeadSet find_dead(const WaitSnapshot& snapshot);

}  // namespace grader
