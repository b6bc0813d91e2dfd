// cpu_clock.cc — perf's task clock, and /proc as the last resort.
#include "sandbox/cpu_clock.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace sandbox {
namespace {

// A child belongs to the thread that forked it, so every thread's list counts.
std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code code;
  const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
  for (std::filesystem::directory_iterator task(tasks, code), end; !code && task != end; task.increment(code)) {
    std::ifstream list(task->path() / "children");
    for (pid_t child; list >> child;) children.push_back(child);
  }
  return children;
}

void add_process(pid_t pid, TreeUse& use) {
  static const long ticks = ::sysconf(_SC_CLK_TCK);
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return;
  const std::size_t name_end = line.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return;
  std::vector<std::uint64_t> fields;  // from field 4 (ppid) on
  const char* at = line.c_str() + std::min(name_end + 4, line.size());
  for (char* end = nullptr; fields.size() < 21; at = end) {
    fields.push_back(std::strtoull(at, &end, 10));
    if (end == at) return;
  }
  const std::uint64_t used = fields[10] + fields[11] + fields[12] + fields[13];  // utime stime cutime cstime
  use.cpu += std::chrono::microseconds(used * 1'000'000 / static_cast<std::uint64_t>(ticks));
  use.tasks += static_cast<std::uint32_t>(fields[16]);
  std::ifstream memory("/proc/" + std::to_string(pid) + "/statm");
  std::uint64_t size = 0, resident = 0, shared = 0;
  if (!(memory >> size >> resident >> shared)) return;
  use.mapped_bytes += resident * page;
  // Shared pages would count once for each process that maps them.
  use.resident_bytes += (resident - std::min(shared, resident)) * page;
  use.pids.push_back(pid);
}

// Files' pages do not count: they can be dropped at any time. Pss_Anon and Pss_Shmem came with 5.4.
std::uint64_t share_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
  std::uint64_t whole = 0, parts = 0;
  bool split = false;
  for (std::string line; std::getline(file, line);) {
    const std::uint64_t kib = std::strtoull(line.c_str() + std::min(line.find(':') + 1, line.size()), nullptr, 10);
    if (line.starts_with("Pss:")) whole = kib;
    if (!line.starts_with("Pss_Anon:") && !line.starts_with("Pss_Shmem:")) continue;
    parts += kib;
    split = true;
  }
  return (split ? parts : whole) * 1024;
}

void add_tree(pid_t pid, int depth, TreeUse& use) {
  for (const pid_t child : children_of(pid)) {
    add_process(child, use);
    if (depth < 64) add_tree(child, depth + 1, use);
  }
}

}  // namespace

CpuClock CpuClock::start(pid_t pid) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.config = PERF_COUNT_SW_TASK_CLOCK;
  attributes.inherit = 1;
  attributes.exclude_kernel = 0;
  CpuClock clock;
  for (const int exclude : {0, 1}) {
    attributes.exclude_kernel = static_cast<unsigned>(exclude) & 1u;
    clock.event_ = Fd(static_cast<int>(
        ::syscall(SYS_perf_event_open, &attributes, pid, -1, -1, PERF_FLAG_FD_CLOEXEC)));
    if (clock.event_) break;
  }
  return clock;
}

std::optional<std::chrono::microseconds> CpuClock::read() const {
  std::uint64_t nanoseconds = 0;
  if (!event_ || ::read(event_.get(), &nanoseconds, sizeof nanoseconds) != sizeof nanoseconds) return std::nullopt;
  return std::chrono::microseconds(nanoseconds / 1000);
}

TreeUse measure_tree(pid_t pid, std::uint64_t memory_bytes) {
  TreeUse use;
  add_tree(pid, 0, use);
  if (use.mapped_bytes <= memory_bytes) return use;
  // Walks the page tables of every process, so only where the cheap bound does not settle it.
  std::uint64_t shares = 0;
  for (const pid_t each : use.pids) shares += share_of(each);
  if (shares > 0) use.resident_bytes = shares;  // 0: the kernel keeps it from us
  return use;
}

}  // namespace sandbox
