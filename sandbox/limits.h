// limits.h — the limits of one box. Plain data.
#pragma once

#include <chrono>
#include <cstdint>

namespace sandbox {

using namespace std::chrono_literals;

struct Limits {
  /// Real time of the whole run, from the first start. Source: the supervisor's monotonic clock.
  std::chrono::milliseconds wall = 10s;
  /// CPU time of the whole process tree. Source: cgroup cpu.stat / cpuacct.usage, perf task-clock, or polling.
  std::chrono::milliseconds cpu = 5s;
  /// Memory of the whole tree. Source: cgroup memory.max / memory.limit_in_bytes; RLIMIT_AS never (sanitizers).
  std::uint64_t memory_bytes = 256ull << 20;
  /// Processes and threads alive at once. Source: cgroup pids.max, else RLIMIT_NPROC.
  std::uint32_t tasks = 128;
  /// Descriptors of one process. Source: RLIMIT_NOFILE.
  std::uint32_t open_files = 256;
  /// Size of one file. Source: RLIMIT_FSIZE (SIGXFSZ).
  std::uint64_t file_size_bytes = 64ull << 20;
  /// Everything written to stdout and stderr together. Source: counted as it is drained.
  std::uint64_t output_bytes = 16ull << 20;
  /// Size of each private tmpfs (/tmp, /dev/shm, work folder) and its inodes.
  std::uint64_t tmpfs_bytes = 128ull << 20;
  std::uint32_t tmpfs_inodes = 16384;
};

}  // namespace sandbox
