// proc_reader.cc — reads /proc of processes that may vanish or lie at any moment.
#include "grader/diagnose/proc_reader.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace grader {

using sandbox::Fd;
using sandbox::retry_eintr;

StudentEyes::StudentEyes(std::optional<uid_t> uid) {
  if (!uid) return;
  // First the group: without fsuid 0 the thread could not change it any more.
  gid_ = ::setfsgid(static_cast<gid_t>(*uid));
  uid_ = ::setfsuid(*uid);
}

StudentEyes::~StudentEyes() {
  if (uid_ < 0) return;
  ::setfsuid(static_cast<uid_t>(uid_));
  ::setfsgid(static_cast<gid_t>(gid_));
}

std::optional<std::string> read_text(const std::string& path, std::size_t max_bytes) {
  const Fd fd(retry_eintr([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  if (!fd) return std::nullopt;
  std::string text;
  std::array<char, 4096> part;
  while (text.size() < max_bytes) {
    const ssize_t got = retry_eintr([&] { return ::read(fd.get(), part.data(), part.size()); });
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    text.append(part.data(), static_cast<std::size_t>(got));
  }
  return text;
}

std::optional<std::string> read_small_at(int folder, const std::string& name) {
  const Fd fd(retry_eintr([&] { return ::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  if (!fd) return std::nullopt;
  std::string text;
  std::array<char, 4096> part;
  for (;;) {
    const ssize_t got = retry_eintr([&] { return ::read(fd.get(), part.data(), part.size()); });
    if (got < 0) return std::nullopt;
    text.append(part.data(), static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < part.size()) return text;
  }
}

std::optional<std::string> read_link(const std::string& path) {
  std::array<char, 4096> target;
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  if (size < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

std::string proc_path(pid_t pid, const char* file) { return "/proc/" + std::to_string(pid) + "/" + file; }
std::string task_path(pid_t pid, pid_t tid, const char* file) {
  return "/proc/" + std::to_string(pid) + "/task/" + std::to_string(tid) + "/" + file;
}

std::vector<pid_t> Folder::numbers() const {
  std::vector<pid_t> all;
  while (const dirent* entry = dir_ ? ::readdir(dir_.get()) : nullptr)
    if (const auto number = parse_number(entry->d_name)) all.push_back(static_cast<pid_t>(*number));
  return all;
}

std::vector<pid_t> task_ids(pid_t pid) { return Folder(proc_path(pid, "task")).numbers(); }

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> all;
  for (const pid_t tid : task_ids(pid)) {
    const auto text = read_text(task_path(pid, tid, "children"));
    if (!text) continue;
    const std::vector<pid_t> ids = parse_id_list(*text);
    all.insert(all.end(), ids.begin(), ids.end());
  }
  return all;
}

std::optional<ProcStatus> status_of(pid_t pid) {
  const auto text = read_small_at(AT_FDCWD, proc_path(pid, "status"));
  return text ? parse_status(*text) : std::nullopt;
}

std::optional<ProcStatus> task_status(pid_t pid, pid_t tid) {
  const auto text = read_small_at(AT_FDCWD, task_path(pid, tid, "status"));
  return text ? parse_status(*text) : std::nullopt;
}

std::optional<ProcStat> stat_of(pid_t pid) {
  const auto text = read_small_at(AT_FDCWD, proc_path(pid, "stat"));
  return text ? parse_stat(*text) : std::nullopt;
}

std::optional<SyscallLine> syscall_of(pid_t pid, pid_t tid) {
  const auto text = read_small_at(AT_FDCWD, task_path(pid, tid, "syscall"));
  return text ? parse_syscall_line(*text) : std::nullopt;
}

std::vector<Mapping> maps_of(pid_t pid) {
  const auto text = read_text(proc_path(pid, "maps"), 4 << 20);
  return text ? parse_maps(*text) : std::vector<Mapping>{};
}

std::size_t ProcessMemory::read(std::uint64_t address, std::span<std::uint8_t> into) const {
  if (!std::exchange(opened_, true))
    mem_ = Fd(retry_eintr([&] { return ::open(proc_path(pid_, "mem").c_str(), O_RDONLY | O_CLOEXEC); }));
  std::size_t done = 0;
  while (mem_ && done < into.size()) {
    const ssize_t got = retry_eintr([&] {
      return ::pread(mem_.get(), into.data() + done, into.size() - done, static_cast<off_t>(address + done));
    });
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::string ProcessMemory::text(std::uint64_t address, std::size_t max) const {
  std::string text;
  std::array<std::uint8_t, 256> part;
  while (text.size() < max) {
    const std::size_t got = read(address + text.size(), std::span(part).first(std::min(part.size(), max - text.size())));
    const auto* end = static_cast<const std::uint8_t*>(std::memchr(part.data(), 0, got));
    text.append(reinterpret_cast<const char*>(part.data()), end ? static_cast<std::size_t>(end - part.data()) : got);
    if (end || got == 0) break;
  }
  return text;
}

std::optional<Fd> open_in_root(int root, const std::string& path, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  const long fd = retry_eintr([&] { return ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how); });
  if (fd < 0) return std::nullopt;
  return Fd(static_cast<int>(fd));
}

std::optional<Fd> open_as_seen_by(pid_t pid, const std::string& path, int flags) {
  const Fd root(::open(proc_path(pid, "root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return std::nullopt;
  if (path.starts_with('/')) return open_in_root(root.get(), path, flags);
  const auto cwd = read_link(proc_path(pid, "cwd"));
  if (!cwd) return std::nullopt;
  return open_in_root(root.get(), *cwd + "/" + path, flags);
}

}  // namespace grader
