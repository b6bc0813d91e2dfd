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
};

/// clone(2) without clone3: containers answer ENOSYS to that. Level full: six namespaces, and a user namespace when
/// `rootless`; otherwise a plain fork. In the child nothing may allocate: other threads may have held the heap's lock.
Result<ForkedInit> fork_init(bool namespaces, bool rootless);

/// In the child, rootless: maps the caller's ids to themselves.
bool map_ids(const char* uid_map, const char* gid_map, SetupFailure& failure) noexcept;

/// In the child: brings lo up, sets the host name.
bool configure_network_and_name(const std::string& hostname, SetupFailure& failure) noexcept;

}  // namespace sandbox
