// blocked_call.h — decodes a blocked system call: what it waits for, by the contract of model/snapshot.h.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "grader/diagnose/proc_reader.h"
#include "grader/model/snapshot.h"

namespace grader {

/// The process that makes the call.
struct CallContext {
  pid_t pid = 0;
  /// A task of it that lives: of an ended leader /proc shows no descriptors, no memory and no folders.
  pid_t living = 0;
  const ProcessMemory& memory;
  const std::vector<Mapping>& maps;
  const std::vector<Descriptor>& descriptors;
  /// Host pid of the child that the process knows as `box_pid`; 0: none.
  std::function<pid_t(pid_t box_pid)> child;
};

BlockedCall decode_call(const SyscallLine& line, const CallContext& context);

/// The kernel's name of a call: "futex".
std::string call_name(int nr);

/// Whether the arguments alone tell that the sleep ends by itself.
bool has_finite_timeout(const SyscallLine& line);

/// The identity of the memory at `address`, which tells whether two futexes are one.
ObjectId futex_object(pid_t pid, const std::vector<Mapping>& maps, std::uint64_t address);

}  // namespace grader
