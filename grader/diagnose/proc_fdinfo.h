// proc_fdinfo.h — parsers of /proc/PID/fdinfo/FD, of descriptor links and of /proc/locks. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grader/model/snapshot.h"

namespace grader {

/// Source: proc_pid_fdinfo(5).
struct FdInfo {
  int flags = 0;  ///< as of open(2)
  std::uint64_t inode = 0;
  std::optional<std::uint64_t> eventfd_count, eventfd_id;
  std::optional<std::uint64_t> timer_ns;  ///< timerfd: until it fires, 0 when not armed
  std::optional<std::uint64_t> signal_mask;
  std::vector<std::pair<int, std::uint32_t>> watched;  ///< epoll
  std::optional<int> pidfd_pid;
};
FdInfo parse_fdinfo(std::string_view text);

/// "pipe:[123]" → {"pipe", 123}; "anon_inode:[eventfd]" → {"eventfd", 0}; a path → {"", 0}.
struct LinkTarget {
  std::string kind;
  std::uint64_t inode = 0;
};
LinkTarget parse_link(std::string_view target);

/// Source: proc_locks(5). Waiters are joined to the lock they wait for.
std::vector<FileLock> parse_locks(std::string_view text);

}  // namespace grader
