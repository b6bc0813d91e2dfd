// timeline_recorder.h — turns looks at all tasks into coalesced slices: who was in which state from when to when.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/snapshot_reader.h"
#include "grader/model/timeline.h"

namespace grader {

class TimelineRecorder {
 public:
  explicit TimelineRecorder(ProcessTable& table) : table_(table) {}
  /// What was seen of every task of the box at `now_ms`. Reads /proc only for tasks whose state is new.
  void note(const Glance& glance, double now_ms);
  /// Everybody is still in the state noted last.
  void nothing_changed(double now_ms) { last_ms_ = now_ms; }
  /// All slices; what was still going on at the last note ends there. Processes must have their names.
  Timeline take();

 private:
  struct Open {
    TaskGlance glance;
    TimelineSlice slice;
    std::optional<int> child;  ///< the call waits for this process: its name is not known yet
    unsigned seen = 0;
  };
  Open open_slice(const TaskGlance& task, double now_ms);
  void describe(const TaskGlance& task, Open& open);
  std::string descriptor_name(pid_t pid, int fd);
  std::string futex_name(const TaskGlance& task);
  std::string pipe_name(std::uint64_t inode);
  void close(Open& open, double now_ms, bool keep);

  ProcessTable& table_;
  std::map<pid_t, Open> open_;               ///< by host tid
  std::vector<Open> closed_;
  std::map<pid_t, int> threads_;             ///< host tid → the thread's number
  std::map<std::uint64_t, int> pipes_;       ///< inode → number
  std::map<std::pair<pid_t, std::uint64_t>, std::string> words_;  ///< futex words named before
  unsigned round_ = 0;
  double last_ms_ = 0;
  bool truncated_ = false;
};

}  // namespace grader
