// rlimits.cc — values and their reasons.
#include "sandbox/rlimits.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace sandbox {
namespace {

constexpr rlim_t kCoreBytes = 64ull << 20;
constexpr rlim_t kStackSoftBytes = 8ull << 20;
constexpr rlim_t kStackHardBytes = 64ull << 20;
constexpr rlim_t kLockedBytes = 16ull << 20;
constexpr rlim_t kQueueBytes = 4ull << 20;

// A core may be written as a file in the process's own folder, and nowhere else. With a pipe as core_pattern the
// limit 0 does not hold and a handler of the host would run; 1 is the kernel's sign not to dump at all (core(5)).
rlim_t core_limit() {
  std::ifstream file("/proc/sys/kernel/core_pattern");
  std::string pattern;
  std::getline(file, pattern);
  if (!pattern.empty() && pattern.front() == '|') return 1;
  return pattern.empty() || pattern.find('/') != std::string::npos ? 0 : kCoreBytes;
}

}  // namespace

std::vector<RlimitEntry> plan_rlimits(const Limits& limits, bool limit_tasks, rlim_t others) {
  static const rlim_t core = core_limit();
  std::vector<RlimitEntry> entries{
      {RLIMIT_NOFILE, {limits.open_files, limits.open_files}},
      {RLIMIT_FSIZE, {limits.file_size_bytes, limits.file_size_bytes}},
      {RLIMIT_CORE, {core, core}},
      {RLIMIT_STACK, {kStackSoftBytes, kStackHardBytes}},
      {RLIMIT_MEMLOCK, {kLockedBytes, kLockedBytes}},
      {RLIMIT_MSGQUEUE, {kQueueBytes, kQueueBytes}},
      {RLIMIT_RTPRIO, {0, 0}},
      {RLIMIT_NICE, {0, 0}},
      {RLIMIT_SIGPENDING, {8192, 8192}},
  };
  // One more than is allowed: no event tells of a refused fork, but too many tasks can be counted.
  const rlim_t tasks = limits.tasks + others + 1;
  if (limit_tasks) entries.push_back({RLIMIT_NPROC, {tasks, tasks}});
  return entries;
}

rlim_t tasks_of_user(uid_t uid) {
  rlim_t tasks = 0;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", code)) {
    struct stat status {};
    // A folder has a link from each folder in it, and two of its own.
    if (::stat((entry.path() / "task").c_str(), &status) == 0 && status.st_uid == uid && status.st_nlink > 2)
      tasks += status.st_nlink - 2;
  }
  return tasks;
}

void apply_rlimits(const std::vector<RlimitEntry>& entries) noexcept {
  for (const RlimitEntry& entry : entries) {
    rlimit now{};
    if (::getrlimit(entry.resource, &now) < 0) continue;
    const rlim_t hard = std::min(entry.value.rlim_max, now.rlim_max);
    const rlimit wanted{std::min(entry.value.rlim_cur, hard), hard};
    (void)::setrlimit(entry.resource, &wanted);
  }
}

}  // namespace sandbox
