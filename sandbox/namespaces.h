// namespaces.h — making the namespaces of a box, and the first things to do in them.
#pragma once

#include <sys/types.h>

#include <string>

#include "sandbox/fd.h"
#include "sandbox/result.h"
#include "sandbox/setup_failure.h"

namespace sandbox {

struct ForkedInit {
  pid_t pid = 0;  ///< 0 in the child
  Fd pidfd;       ///< empty before kernel 5.2
  bool in_cgroup = false;
};

/// clone3(2) into the v2 group of `cgroup_folder` (-1: none), or clone(2) where that is refused: containers answer
/// ENOSYS to clone3, and before 5.7 it knows no groups. Level full: five namespaces, and a user namespace when
/// `rootless`; otherwise a plain fork. `own_network` false: the child gets one by setns(2).
/// In the child nothing may allocate: other threads may have held the heap's lock.
Result<ForkedInit> fork_init(bool namespaces, bool rootless, bool own_network, int cgroup_folder);

/// In the child, rootless: maps the caller's ids to themselves.
bool map_ids(const char* uid_map, const char* gid_map, SetupFailure& failure) noexcept;

/// Of the calling process's network namespace. True also where there is no IPv4.
bool bring_loopback_up() noexcept;

}  // namespace sandbox
