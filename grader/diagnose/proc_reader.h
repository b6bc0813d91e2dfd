// proc_reader.h — reads /proc of processes that may vanish or lie at any moment. A vanished process is no error.
#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "grader/diagnose/proc_fdinfo.h"
#include "grader/diagnose/proc_maps.h"
#include "grader/diagnose/proc_status.h"
#include "sandbox/fd.h"

namespace grader {

/// Reads as the student's user for its lifetime: without CAP_SYS_PTRACE, /proc/PID/{mem,syscall,fd} open only to
/// who has the same *fs* ids; the real uid stays, so the student still cannot signal us.
/// Source: __ptrace_may_access with PTRACE_MODE_FSCREDS. Thread: changes only the calling one.
class StudentEyes {
 public:
  explicit StudentEyes(std::optional<uid_t> uid);
  ~StudentEyes();
  StudentEyes(const StudentEyes&) = delete;
  StudentEyes& operator=(const StudentEyes&) = delete;

 private:
  int uid_ = -1, gid_ = -1;
};

/// The whole of a /proc file, cut at `max_bytes`; absent when it cannot be read.
std::optional<std::string> read_text(const std::string& path, std::size_t max_bytes = 1 << 20);
/// A file whose text comes in one piece (status, stat, syscall, fdinfo), by its name in an open folder: one read, not
/// two, and no long path, since these are most of a look's work.
std::optional<std::string> read_small_at(int folder, const std::string& name);
std::optional<std::string> read_link(const std::string& path);

/// A folder of ids: /proc/PID/task, /proc/PID/fd. Absent it is empty.
class Folder {
 public:
  explicit Folder(const std::string& path) : dir_(::opendir(path.c_str()), ::closedir) {}
  std::vector<pid_t> numbers() const;
  int fd() const { return dir_ ? ::dirfd(dir_.get()) : -1; }

 private:
  std::unique_ptr<DIR, int (*)(DIR*)> dir_;
};

std::string proc_path(pid_t pid, const char* file);
std::string task_path(pid_t pid, pid_t tid, const char* file);

std::vector<pid_t> task_ids(pid_t pid);
/// Children of all threads of `pid`, in the order of creation.
std::vector<pid_t> children_of(pid_t pid);
std::optional<ProcStatus> status_of(pid_t pid);
std::optional<ProcStatus> task_status(pid_t pid, pid_t tid);
std::optional<ProcStat> stat_of(pid_t pid);
std::optional<SyscallLine> syscall_of(pid_t pid, pid_t tid);
std::vector<Mapping> maps_of(pid_t pid);

/// The memory of one process, through /proc/PID/mem (process_vm_readv would check the real ids).
class ProcessMemory {
 public:
  /// Opened at the first read.
  explicit ProcessMemory(pid_t pid) : pid_(pid) {}
  /// Bytes read: fewer than asked at the end of a mapping, 0 when nothing can be read there.
  std::size_t read(std::uint64_t address, std::span<std::uint8_t> into) const;
  template <class T>
  std::optional<T> value(std::uint64_t address) const {
    T v;
    if (read(address, {reinterpret_cast<std::uint8_t*>(&v), sizeof v}) != sizeof v) return std::nullopt;
    return v;
  }
  /// A C string, cut at `max` bytes.
  std::string text(std::uint64_t address, std::size_t max = 4096) const;

 private:
  pid_t pid_;
  mutable bool opened_ = false;
  mutable sandbox::Fd mem_;
};

/// Opens `path` as `pid` itself would see it, never leaving its root through links; absent when it cannot be.
std::optional<sandbox::Fd> open_as_seen_by(pid_t pid, const std::string& path, int flags);
/// Opens `path` below `root` as if `root` were "/". Source: openat2(2), RESOLVE_IN_ROOT.
std::optional<sandbox::Fd> open_in_root(int root, const std::string& path, int flags);

}  // namespace grader
