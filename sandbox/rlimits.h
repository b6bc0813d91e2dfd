// rlimits.h — the limits of one process, set once in init and inherited by everything in the box.
#pragma once

#include <sys/resource.h>

#include <vector>

#include "sandbox/limits.h"

namespace sandbox {

struct RlimitEntry {
  __rlimit_resource resource;
  rlimit value;
};

/// `limit_tasks`: no pids controller, so RLIMIT_NPROC has to do (it counts per user).
/// `others`: what that user runs besides the students' tasks, which counts, too.
/// RLIMIT_AS is never set: sanitizers reserve terabytes of address space.
std::vector<RlimitEntry> plan_rlimits(const Limits& limits, bool limit_tasks, rlim_t others = 0);

/// Processes and threads of a user now, as /proc shows them.
rlim_t tasks_of_user(uid_t uid);

/// No allocation: init uses it. A limit that is already lower stays.
void apply_rlimits(const std::vector<RlimitEntry>& entries) noexcept;

}  // namespace sandbox
