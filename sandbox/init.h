// init.h — the box's pid 1: sets the box up, spawns on request, reaps everything, reports.
#pragma once

#include <linux/filter.h>
#include <sys/types.h>

#include <string>
#include <vector>

#include "sandbox/cgroup.h"
#include "sandbox/mounts.h"
#include "sandbox/protections.h"
#include "sandbox/rlimits.h"

namespace sandbox {

/// Where the kernel looks for a process's command line and environment: /proc/PID/cmdline, /proc/PID/environ.
struct ArgumentArea {
  char* begin = nullptr;  ///< argv, then the environment
  char* end = nullptr;
};
/// Of this process; a fork has it at the same place. Empty when /proc does not tell.
ArgumentArea argument_area();

/// All that init needs, made by the supervisor before the clone: init itself never allocates.
struct InitPlan {
  Level level = Level::kFull;
  bool rootless = false;
  bool notify = true;
  uid_t student_uid = 0;
  gid_t student_gid = 0;
  bool switch_user = false;  ///< students get student_uid by setresuid; otherwise they have the caller's
  std::string uid_map, gid_map;
  std::string hostname;
  MountPlan mounts;
  std::vector<RlimitEntry> rlimits;
  CgroupEntry cgroup;
  int network = -1;  ///< a network namespace made ahead; -1: init was cloned into a new one
  std::vector<sock_filter> filter;
  ArgumentArea arguments;
};

/// Never returns.
[[noreturn]] void run_init(const InitPlan& plan, int channel) noexcept;

/// In init, first: enters the groups, and the network made ahead. Needs descriptors of the supervisor's.
bool join_prepared(const InitPlan& plan, SetupFailure& failure) noexcept;

/// In init: what it has inherited of the supervisor's command line and environment is for no student to read.
void hide_origin(const ArgumentArea& area) noexcept;

/// In init: everything up to the message kReady. `listener` is -1 without notifications.
bool set_up_init(const InitPlan& plan, int channel, int& listener, SetupFailure& failure) noexcept;

/// In init: starts one process. Fills `error` of a failed exec; the pid is 0 when none could be made.
struct SpawnTask {
  const InitPlan* plan = nullptr;
  int channel = -1;
  const char* cwd = nullptr;
  char** argv = nullptr;
  char** env = nullptr;
  int stdio[3] = {-1, -1, -1};
  int program = -1;  ///< to execute instead of argv[0]
  int error = 0;
};
pid_t spawn_child(SpawnTask& task) noexcept;

/// In init: kills every process of the box but init itself and reaps all, reporting none. Returns when none is left.
void kill_everything(const InitPlan& plan) noexcept;

/// In init: sends a SysvReport for each System V object of its IPC namespace, then kSysvDone.
void list_sysv(int channel) noexcept;

}  // namespace sandbox
