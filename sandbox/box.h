// box.h — runs one untrusted process tree. Knows nothing of grading.
//
// Theory of operation. Box::create makes a box: namespaces, mounts, cgroup, and an init of ours as its pid 1
// (a subreaper at level plain). Init spawns on request over a private channel, reaps everything, and reports.
// The supervisor (this process) is single-threaded and only waits in poll(): on channel_fd() for events, on
// notify_fd() for rare calls. Destroying the Box kills the whole tree and removes every trace, and so does the
// death of the supervisor: init dies with it (PDEATHSIG, closed channel), and the tree dies with init.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/exit_status.h"
#include "sandbox/fd.h"
#include "sandbox/limits.h"
#include "sandbox/notification.h"
#include "sandbox/protections.h"
#include "sandbox/result.h"

namespace sandbox {

/// A host file or folder made visible inside, always nosuid,nodev.
struct Bind {
  std::filesystem::path host;
  std::filesystem::path inside;
  bool writable = false;
};

struct BoxConfig {
  Limits limits;
  /// A whole root file system to use read-only instead of the host's /usr, /lib*, /bin.
  std::optional<std::filesystem::path> rootfs;
  std::vector<Bind> binds;
  /// Report rare calls on notify_fd(). Off in the compile box.
  bool notify = true;
  /// Force a level below what the machine can do (tests, --plain). Absent: the best that probing finds.
  std::optional<Level> level;
  /// System calls (by name) that end the process with SIGSYS, reported as forbidden: a task's own list.
  std::vector<std::string> forbidden_calls;
  /// More calls to hold, beside those of notification.h.
  std::vector<HeldGroup> hold_also;
  std::string hostname = "box";
  /// Asked while the box waits for its turn (plain_turn.h): true ends the waiting.
  std::function<bool()> give_up;
};

/// What to run. Everything is inside the box: `cwd` defaults to /work, a private writable tmpfs.
struct SpawnRequest {
  std::vector<std::string> argv;  ///< argv[0] is also the file, looked up in PATH of `env` when it has no '/'
  std::vector<std::string> env;
  std::string cwd = "/work";
  int stdin_fd = -1;   ///< borrowed; -1 means an empty, closed stdin
  int stdout_fd = -1;  ///< borrowed; -1 means discarded
  int stderr_fd = -1;
  /// Borrowed; what to execute instead of the file argv[0]. Nobody inside can put another in its place.
  int program_fd = -1;
};

struct ResourceUsage {
  std::chrono::microseconds cpu{0};
  std::uint64_t memory_peak_bytes = 0;
};

/// Something init has to say.
struct BoxEvent {
  enum class Kind {
    kReaped,       ///< init reaped `pid`: a started process or an orphan that fell to it
    kSpawnFailed,  ///< exec or set-up failed for the spawn that returned `pid`: `error` is its errno
    kBoxDied,      ///< init itself is gone: the whole tree is
  };
  Kind kind;
  pid_t pid = 0;      ///< in the host's pid namespace
  pid_t box_pid = 0;  ///< as the student sees it
  ExitStatus status;
  ResourceUsage usage;  ///< of this process alone, where known
  int error = 0;
};

/// Started process: both its names.
struct Started {
  pid_t pid = 0;      ///< in the host's pid namespace
  pid_t box_pid = 0;  ///< as the student sees it
};

/// A System V object in the box's IPC namespace (or, at level plain, owned by the box's uid and new).
struct SysvObject {
  enum class Kind { kShm, kSem, kMsg };
  Kind kind;
  int id = 0;
  std::int32_t key = 0;
  std::uint64_t size_bytes = 0;  ///< shm: segment size; msg: bytes queued; sem: number of semaphores
  unsigned mode = 0;
  pid_t creator_box_pid = 0;     ///< shm: cpid; 0 where the kernel does not keep it
  std::vector<int> values;       ///< sem: values, in order
  std::uint32_t attached = 0;    ///< shm: nattch; msg: messages queued
};

/// Usage of the whole tree so far.
struct BoxUsage {
  std::chrono::microseconds cpu{0};
  std::uint64_t memory_peak_bytes = 0;
  bool memory_limit_hit = false;  ///< the kernel killed for memory, or refused it
  bool tasks_limit_hit = false;   ///< a fork or thread was refused
  std::uint32_t tasks = 0;
};

/// `folder` of this machine, and all below it, is shown in no box made after this: a task and its reference may lie in
/// what a box has of the host.
void hide_from_boxes(const std::filesystem::path& folder);

class Box {
 public:
  /// Makes a box. Errors: the first set-up step that failed; nothing remains.
  static Result<std::unique_ptr<Box>> create(const BoxConfig& config);
  virtual ~Box() = default;  ///< kill_all(), then removes mounts, cgroup, System V objects

  /// Starts a process. Blocks until it exec'd (a few hundred microseconds), letting its own notifications go.
  virtual Result<Started> spawn(const SpawnRequest& request) = 0;

  /// Readable when read_events() has something to say.
  virtual int channel_fd() const = 0;
  /// Never blocks; empty when there is nothing.
  virtual Result<std::vector<BoxEvent>> read_events() = 0;

  /// Readable when a rare call waits; -1 when config.notify is off or unsupported.
  virtual int notify_fd() const = 0;
  /// Whoever waits is received now, and kept for receive_notification(): until then a signal with a handler makes the
  /// call fail with EINTR. Never blocks.
  virtual Result<void> receive_waiting() = 0;
  /// Absent when the caller died meanwhile. Never blocks.
  virtual Result<std::optional<Notification>> receive_notification() = 0;
  /// Lets the call go on. The caller's death meanwhile is no error.
  virtual void let_go(const Notification&) = 0;
  /// Ends the call as `reply` says. The caller's death meanwhile is no error.
  virtual void answer(const Notification&, const Reply& reply) = 0;
  /// Whether the caller still waits in this very call (what was read from its memory meanwhile is its own).
  virtual bool still_waiting(const Notification&) const = 0;

  /// Kills every process of the box but init, and waits until all are gone. For the end of a run.
  virtual Result<void> kill_all() = 0;
  /// Sends a signal to one process by its host pid, if it is still of this box.
  virtual Result<void> signal(pid_t pid, int signo) = 0;

  virtual Result<BoxUsage> usage() = 0;
  /// The tree's CPU time alone, where a cgroup counts it: one read of one file, for looking often.
  virtual std::optional<std::chrono::microseconds> counted_cpu() const = 0;
  virtual Result<std::vector<SysvObject>> sysv_objects() = 0;

  /// The box's root folder, for openat2(RESOLVE_IN_ROOT): /work, /tmp, /dev/shm, /dev/mqueue below it.
  /// Level plain: the paths that stand for these are `work_dir()` and so on.
  virtual const Fd& root() const = 0;
  /// Where the box's own folders are, for the supervisor: relative to root() ("work", "dev/shm", …) at level
  /// full, at level plain the private folder made for this box.
  virtual std::string path_of(const std::string& inside) const = 0;
  /// What a program inside must be told its work folder is: "/work" at full, a private folder at plain.
  virtual std::string work_dir() const = 0;

  /// Writes a file (mode 0755 or 0644) owned by the student into the box, making parent folders: "/work/a.out".
  virtual Result<void> put_file(const std::string& inside, const Fd& content, bool executable) = 0;

  /// Host pid of the box's init.
  virtual pid_t init_pid() const = 0;
  /// Host uid of the students' processes: one of the box's own where the supervisor is root, else the caller's.
  virtual uid_t student_uid() const = 0;
  virtual const Protections& protections() const = 0;
};

/// Probes, by doing, what a box on this machine can protect with. For `grader doctor`.
Protections probe_protections(const BoxConfig& config);

}  // namespace sandbox
