// timeline.h — what each task of a run did when, as samples showed it. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace grader {

/// A task in one state. Sampled: the times are those of the looks that first saw the state and its end.
struct TimelineSlice {
  int process = 0;     ///< id
  int thread = 0;      ///< 0: the first thread; else the thread's number as the process sees it
  std::string state;   ///< "running" "blocked" "stopped" "zombie"
  std::string call;    ///< blocked: the system call, "futex"
  std::string object;  ///< blocked: what the call waits for, where a glance shows it: "pipe 1", "/tmp/fifo"
  double start_ms = 0, end_ms = 0;
};

/// Known to the moment, from a rare call.
struct TimelineEvent {
  std::string kind;           ///< "exec" "signal"
  int process = 0;            ///< who did it
  std::optional<int> target;  ///< signal: to whom, where to one process
  std::string detail;         ///< the program, the signal's name
  double at_ms = 0;
};

struct Timeline {
  std::vector<TimelineSlice> slices;  ///< in the order of their ends
  std::vector<TimelineEvent> events;
  std::optional<double> deadlock_ms;  ///< when the deadlock was proved
  bool truncated = false;             ///< more happened than is kept; how it ended is kept always
};

}  // namespace grader
