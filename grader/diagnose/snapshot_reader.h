// snapshot_reader.h — double collect: reads who is blocked where, twice, and all they depend on in between.
//
// The first pass reads a task's context-switch count and then its call, the second the call and then the count. With
// the same count nobody left a core in between; asleep in the same call at both looks it never got onto one either. So
// at any instant between the passes all such tasks were asleep together: a consistent snapshot that stops nobody.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "grader/diagnose/armed_timer.h"
#include "grader/diagnose/proc_reader.h"
#include "grader/diagnose/socket_table.h"
#include "grader/model/snapshot.h"
#include "sandbox/box.h"

namespace grader {

/// One task at one moment, read cheaply.
struct TaskGlance {
  pid_t pid = 0, tid = 0;
  TaskActivity activity = TaskActivity::kRunning;
  SyscallLine line;
  ProcStatus status;
};
/// Whether nothing shows that the task ran or got a signal between the two.
bool operator==(const TaskGlance& a, const TaskGlance& b);

/// Whether it sleeps with no end known from its arguments (or is stopped, or ended).
bool rests(const TaskGlance& glance);

/// One cheap read: true if it surely runs, or sleeps with a timeout. False says nothing.
bool seems_busy(pid_t pid, pid_t tid);

struct Glance {
  std::vector<TaskGlance> tasks;
  bool all_rest = true;
  bool operator==(const Glance&) const = default;
};

enum class Pass { kFirst, kFirstUntilRestless, kSecond };
/// Looks at the tasks of `pids`; kFirstUntilRestless ends at the first task that does not rest.
Glance glance_at(const std::vector<pid_t>& pids, Pass pass);

class SnapshotReader {
 public:
  explicit SnapshotReader(sandbox::Box& box) : box_(box) {}
  /// Everything that the tasks of `first` depend on. Tasks that changed afterwards: see settle().
  WaitSnapshot read(const Glance& first, const ArmedTimers& timers);
  /// Marks every task that `second` shows otherwise than `first` as running.
  static void settle(WaitSnapshot& snapshot, const Glance& first, const Glance& second);

 private:
  void read_process(WaitSnapshot& snapshot, const ProcStatus& status, const Glance& first, const ArmedTimers& timers);
  void read_box_objects(WaitSnapshot& snapshot);
  std::vector<Descriptor> descriptors_of(pid_t pid);
  void identify(Descriptor& descriptor, pid_t pid, const std::string& fd_path, const FdInfo& info);
  bool is_queue_device(std::uint64_t device, const std::string& path);

  sandbox::Box& box_;
  std::map<pid_t, pid_t> box_to_host_;  ///< of the snapshot being read
  /// By pid: the task through which /proc shows the process; of an ended leader it shows no memory and no descriptors.
  std::map<pid_t, pid_t> living_task_;
  std::map<std::uint64_t, bool> queue_devices_;
  SocketTable sockets_;  ///< of the snapshot being read
};

}  // namespace grader
