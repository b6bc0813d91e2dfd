// cpu_clock.cc — perf's task clock, and /proc as the last resort.
#include "sandbox/cpu_clock.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace sandbox {
namespace {

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  // A child belongs to the thread that forked it: the main thread's list is enough for init, others may have more.
  std::ifstream list("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
  for (pid_t child; list >> child;) children.push_back(child);
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
  // Shared pages would count once for each process that maps them.
  if (memory >> size >> resident >> shared) use.resident_bytes += (resident - std::min(shared, resident)) * page;
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

TreeUse measure_tree(pid_t pid) {
  TreeUse use;
  add_tree(pid, 0, use);
  return use;
}

}  // namespace sandbox
