// rare_calls.h — decodes a rare call held by the filter: who creates what, forks, ends, sends, sets a timer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grader/diagnose/proc_reader.h"
#include "sandbox/notification.h"

namespace grader {

struct RareCall {
  enum class Kind { kOther, kFork, kExec, kExit, kWait, kSignal, kTimer, kSigchld, kCreate, kPair };
  Kind kind = Kind::kOther;
  int code = 0;                    ///< kExit
  bool any_child = false;          ///< kWait: reaps whichever child has ended
  std::vector<std::string> argv;   ///< kExec
  pid_t target = 0;                ///< kSignal: as the caller knows it; 0 when it is a group or not known
  bool target_is_host = false;     ///< target is a host pid: fdinfo counts in the reader's namespace
  int signo = 0;
  std::uint64_t timer = 0;         ///< kTimer: which of the process's
  double first_ms = 0, interval_ms = 0;  ///< kTimer: 0 disarms
  bool no_child_wait = false;      ///< kSigchld
  bool interrupts = false;         ///< kSigchld: a handler, without SA_RESTART
  std::uint64_t pair = 0;          ///< kPair: address of the int[2] that pipe() or socketpair() will fill
  std::string object_kind, path;   ///< kCreate: shm sem mq sysv-shm sysv-sem sysv-msg fifo socket file; path or name
};

/// Reads what the call's arguments point to, bounded: the caller may be hostile.
RareCall decode_rare_call(const sandbox::Notification& call, pid_t pid);

/// "key 0x1234".
std::string sysv_name(std::int32_t key);

}  // namespace grader
