// short_sendfile.h — does a held sendfile in its caller's place, in part.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "sandbox/notification.h"

namespace grader {

/// At most `most` bytes, and only where that cannot block the grader: into a regular file or a pipe with room. In all
/// other cases, and when no more was asked for, the call is left to be made as it is.
/// Source: pidfd_getfd(2), sendfile(2).
sandbox::Reply short_sendfile(const sandbox::Notification& call, pid_t pid, std::uint64_t most);

}  // namespace grader
