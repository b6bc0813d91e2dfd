// snapshot.h — who is blocked where at one instant: the evidence of the wait graph. Values, with a JSON form.
//
// Read by diagnose's double collect: every task listed as blocked was blocked in the same call with unchanged
// context-switch counts before and after everything else here was read. Pids and tids are the host's.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/location.h"

namespace grader {

/// What a task does at the instant of the snapshot.
enum class TaskActivity {
  kRunning,  ///< on a core, runnable, in uninterruptible sleep, or seen to change between the passes
  kBlocked,  ///< asleep in a system call
  kStopped,  ///< by a signal or a tracer
  kZombie,   ///< ended, not yet reaped
};

/// The identity of a piece of memory or of a kernel object, comparable between processes.
/// kind: "futex-shared" (a: device, b: inode, c: offset; anonymous shared memory has its own inode),
/// "futex-private" (a: process, c: address), "pipe", "fifo", "socket", "eventfd", "mq", "sysv-sem", "sysv-msg",
/// "child", "lock", "signal", "file", "timerfd", "signalfd", "inotify", "epoll".
struct ObjectId {
  std::string kind;
  std::uint64_t a = 0, b = 0, c = 0;
  auto operator<=>(const ObjectId&) const = default;
};

/// One open descriptor of a process.
struct Descriptor {
  int fd = -1;
  ObjectId object;
  bool readable = false;
  bool writable = false;
  bool nonblocking = false;
  std::string name;  ///< a path, or what /proc calls it
  std::optional<std::uint64_t> count;  ///< eventfd: its counter; timerfd: ns until it fires (0: not armed)
  std::optional<std::uint64_t> mask;   ///< signalfd: its signals
  std::vector<std::pair<int, std::uint32_t>> watched;  ///< epoll: (fd, events)
  std::optional<ObjectId> peer;        ///< socket: the other end, where known
};

/// One mapping that another process may share.
struct SharedMapping {
  std::uint64_t start = 0, end = 0;  ///< addresses
  std::uint64_t device = 0, inode = 0, offset = 0;
  bool writable = false;
  std::string name;  ///< "/dev/shm/x", "/SYSV0000", "anonymous"
};

/// A blocked call as it was made.
struct BlockedCall {
  int nr = -1;
  std::string name;  ///< "futex", "read", …
  std::vector<std::uint64_t> args;
  std::uint64_t sp = 0, pc = 0;
  /// Absent: for ever. A finite timeout makes the task alive.
  bool has_timeout = false;
  /// The words or structures that the call points to, as read between the passes.
  std::optional<std::uint32_t> futex_value;        ///< *uaddr now
  std::optional<std::uint32_t> futex_expected;     ///< the value passed to FUTEX_WAIT
  std::optional<ObjectId> futex_object;
  std::vector<std::uint8_t> futex_memory;          ///< up to 64 bytes around: from (uaddr - 48), see futex_memory_offset
  int futex_memory_offset = 0;                     ///< index of uaddr in futex_memory
  std::vector<std::pair<int, short>> polled;       ///< poll/select/epoll: (fd, events)
  std::vector<std::int32_t> semops;                ///< semop: num, op, flg triples
  std::optional<std::uint64_t> signal_set;         ///< sigwait*, sigsuspend's mask, signalfd
  std::string path;                                ///< FIFO open
  std::optional<ObjectId> object;                  ///< descriptor's object, IPC object, child waited for, …
};

struct TaskState {
  pid_t tid = 0;
  pid_t pid = 0;  ///< its process
  TaskActivity activity = TaskActivity::kRunning;
  std::uint64_t switches = 0;  ///< voluntary + involuntary context switches
  std::optional<BlockedCall> call;
  std::uint64_t pending = 0;   ///< signals pending for this thread, bit n-1 is signal n
  std::uint64_t blocked = 0;   ///< signal mask
  Stack stack;                 ///< filled only for tasks of a finding
};

struct ProcessState {
  pid_t pid = 0;
  pid_t box_pid = 0;
  pid_t parent = 0;  ///< 0 when the parent is the box's init
  bool zombie = false;
  std::uint64_t shared_pending = 0, ignored = 0, caught = 0;
  bool timer_armed = false;  ///< alarm, setitimer or timer_create that may still fire
  std::vector<Descriptor> descriptors;
  std::vector<SharedMapping> mappings;
  std::map<pid_t, pid_t> box_tids;  ///< tid as the process sees it → host tid
};

/// Object state that no descriptor shows.
struct FileLock {  ///< /proc/locks
  pid_t owner = 0;
  std::vector<pid_t> waiters;
  std::string kind;  ///< "FLOCK", "POSIX", "OFDLCK"
  std::uint64_t device = 0, inode = 0;
};
struct SysvSemState { int id = 0; std::int32_t key = 0; std::vector<int> values; };
struct SysvMsgState { int id = 0; std::int32_t key = 0; std::uint64_t messages = 0, bytes = 0; };
struct QueueState { std::string name; std::uint64_t inode = 0; std::int64_t messages = -1, capacity = -1; };

/// What may still come from outside the box.
struct Outlook {
  /// Objects whose other end somebody outside still holds (stdin not yet closed, drained output).
  std::vector<ObjectId> outside;
  /// A later step may start a process, send a signal, write: anything may then be provided. Empty: nothing will.
  bool more_steps_may_provide = false;
  /// Signals may come from outside to processes that the scenario started (`grader run` of a lone program).
  bool outside_may_signal = false;
  /// The roles' first processes: started by the scenario.
  std::vector<pid_t> roots;
  /// Processes ever seen in the box, the ended ones included.
  int processes_ever = 0;
};

struct WaitSnapshot {
  double at_ms = 0;  ///< since the run's start
  std::vector<ProcessState> processes;
  std::vector<TaskState> tasks;
  std::vector<FileLock> locks;
  std::vector<SysvSemState> sysv_sems;
  std::vector<SysvMsgState> sysv_msgs;
  std::vector<QueueState> queues;
  Outlook outlook;
};

}  // namespace grader
