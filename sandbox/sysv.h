// sysv.h — System V objects of the caller's IPC namespace.
#pragma once

#include <sys/types.h>

#include "sandbox/channel.h"

namespace sandbox {

/// Calls `visit(context, object)` for each. No allocation: init uses it. Needs CAP_IPC_OWNER for values of others.
void for_each_sysv(void (*visit)(void* context, const SysvReport& object), void* context) noexcept;

/// Removes one object by its kind and id.
void remove_sysv(std::uint32_t object_kind, int id) noexcept;

}  // namespace sandbox
