// janitor.h — a tiny process that removes what boxes leave behind when the supervisor is killed, and that makes and
// drops namespaces in the background while it waits for that.
//
// It waits on a socket whose other end only the supervisor holds. End of file means the supervisor is gone: what was
// announced and not withdrawn is then killed and removed. One per supervisor, started on first use.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sandbox/fd.h"

namespace sandbox {

/// Something to remove. Announced before it is made, withdrawn after it was removed.
class Trace {
 public:
  static Trace cgroup_folders(const std::vector<std::filesystem::path>& folders);
  static Trace private_folder(const std::filesystem::path& folder);
  /// Level plain: the processes below `init`.
  static Trace tree_of(pid_t init);
  /// Level plain, a uid of the box's own: its processes, System V objects, entries of /dev/shm, /dev/mqueue, /tmp.
  static Trace user(uid_t uid);

  Trace(Trace&& other) noexcept;
  Trace& operator=(Trace&& other) noexcept;
  ~Trace();  ///< withdraws

 private:
  explicit Trace(std::string line);
  std::string line_;
};

/// Kills every process of `uid`, removes what is its own of System V objects, /dev/shm, /dev/mqueue and /tmp.
void remove_traces_of_user(uid_t uid);
/// Kills the processes below `init`, which is a subreaper: until it has none.
void kill_tree(pid_t init);

/// A network namespace that no box has used, with lo up: making one is the dearest part of a box, so the janitor
/// makes the next one while a box runs. Empty: none is ready (the first time), or it may not.
Fd take_ready_network();
/// The janitor holds these until it is called again, with nothing if need be: who closes them in between leaves the
/// last references to it. What the kernel does when namespaces and mounts go, which waits for RCU, then holds up nobody.
void hold_for_me(std::span<const int> fds);

/// Pid of the janitor; 0 when there is none yet.
pid_t janitor_pid();

}  // namespace sandbox
