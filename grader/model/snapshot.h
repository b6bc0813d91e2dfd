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
  kStopped,  ///< by a signal (a tracer's stop: kRunning)
  kZombie,   ///< ended, not yet reaped
};

/// The identity of a piece of memory or of a kernel object, comparable between processes.
/// kind, and what a, b, c hold:
///   "futex-shared"   a: device, b: inode of the mapped file (anonymous shared memory has its own), c: offset in it
///   "futex-private"  a: process (host pid), c: address
///   "pipe" "fifo"    a: st_dev, b: st_ino
///   "socket"         b: socket inode. Only sockets whose other end can be nowhere but in the box (Unix, or any in
///                    the box's own network namespace); every other socket is "other"
///   "eventfd"        a: eventfd-id of fdinfo
///   "mq"             a: st_dev, b: st_ino
///   "sysv-sem" "sysv-msg"  a: System V id
///   "child"          a: host pid of the child waited for; 0: any child (pid -1, 0, process groups, P_ALL, P_PGID)
///   "lock"           a: device, b: inode of the locked file
///   "signal"         nothing
///   "file"           a: st_dev, b: st_ino: regular files and folders (they never block)
///   "timerfd" "signalfd" "inotify" "epoll"  a: host pid, b: descriptor (their inodes tell nothing)
///   "other"          terminals, devices, whatever is not known: always undecidable, so alive
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

/// A blocked call as it was made. What the reader fills, by call (`name` is the kernel's name of the call):
///
/// futex (WAIT, WAIT_BITSET, LOCK_PI, LOCK_PI2, WAIT_REQUEUE_PI; other commands: leave as is)
///     has_timeout: args[3] != 0. futex_value: the word now; futex_expected: args[2]. futex_object: the memory's
///     identity, found through maps, also when FUTEX_PRIVATE_FLAG is set on shared memory (that is a finding).
///     futex_memory: [uaddr - 48, uaddr + 64) or what of it is readable; futex_memory_offset: index of uaddr in it.
/// read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2
///     object: that of the descriptor args[0] (the same ObjectId as in ProcessState::descriptors).
/// recvfrom recvmsg recvmmsg sendto sendmsg sendmmsg accept accept4 connect
///     object as for read. has_timeout: SO_RCVTIMEO or SO_SNDTIMEO set, or recvmmsg's args[4] != 0; not known: true.
/// sendfile splice tee          nothing: the graph looks at both descriptors (splice: args[0], args[2]).
/// open openat openat2 creat    path; object: {"fifo", st_dev, st_ino} when the path is a FIFO that can be stat'ed.
///     No FIFO: `unreadable`. Direction is taken from the flags, args[1] (open) or args[2] (openat).
/// wait4 waitid                 object: "child". pid or P_PID: its host pid; a pid that is no child: `unreadable`.
///     P_PIDFD: the pidfd's process when known, else `unreadable`.
/// pause rt_sigsuspend          object: "signal"; signal_set of rt_sigsuspend: the mask during the call (args[0]).
/// rt_sigtimedwait              object: "signal"; signal_set: *args[0]; has_timeout: args[2] != 0.
/// semop semtimedop             object: "sysv-sem" args[0]; semops: all triples; has_timeout: semtimedop, args[3] != 0.
/// msgsnd msgrcv                object: "sysv-msg" args[0].
/// mq_timedsend mq_timedreceive object: "mq" of the descriptor args[0]; has_timeout: args[4] != 0.
/// flock; fcntl (F_SETLKW, F_OFD_SETLKW)   object: "lock", the file's device and inode. Other commands: `unreadable`.
/// poll ppoll                   polled: every pollfd with fd >= 0 (fd, events). has_timeout: poll (int)args[2] >= 0;
///                              ppoll args[2] != 0.
/// select pselect6              polled: descriptors of the three sets as POLLIN, POLLOUT, POLLPRI. has_timeout: args[4] != 0.
/// epoll_wait epoll_pwait epoll_pwait2   nothing in polled: the graph takes `watched` of the descriptor args[0].
///                              has_timeout: (int)args[3] >= 0; epoll_pwait2: args[3] != 0.
/// nanosleep clock_nanosleep    has_timeout: true.
/// any other call               nr, name, args only; the graph treats it as undecidable.
/// Whatever cannot be read or understood: set `unreadable`; the task then counts as alive.
struct BlockedCall {
  int nr = -1;
  std::string name;  ///< "futex", "read", …
  std::vector<std::uint64_t> args;
  std::uint64_t sp = 0, pc = 0;
  /// Absent: for ever. A finite timeout makes the task alive.
  bool has_timeout = false;
  /// Something that the wait depends on could not be read: undecidable, so alive.
  bool unreadable = false;
  /// The words or structures that the call points to, as read between the passes.
  std::optional<std::uint32_t> futex_value;        ///< *uaddr now
  std::optional<std::uint32_t> futex_expected;     ///< the value passed to FUTEX_WAIT
  std::optional<ObjectId> futex_object;
  std::vector<std::uint8_t> futex_memory;          ///< [uaddr - 48, uaddr + 64), or less
  int futex_memory_offset = 0;                     ///< index of uaddr in futex_memory
  std::vector<std::pair<int, short>> polled;       ///< poll/select/epoll: (fd, events)
  std::vector<std::int32_t> semops;                ///< semop: num, op, flg triples
  std::optional<std::uint64_t> signal_set;         ///< rt_sigtimedwait's set, rt_sigsuspend's mask
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
  bool zombie = false;  ///< the whole process: its leader is a zombie and no other thread is left
  std::uint64_t shared_pending = 0, ignored = 0, caught = 0;
  bool timer_armed = false;  ///< alarm, setitimer or timer_create that may still fire
  std::uint64_t timer_signals = 0;  ///< those that its timers will send, bit n-1 is signal n; 0: not known
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
  /// Packets are on their way between sockets of the box, or a timer of TCP will send some.
  bool network_in_motion = false;
  Outlook outlook;
};

}  // namespace grader
