// cgroup.h — the control group of one box: v2, v1, the hybrid of both, or none.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/fd.h"
#include "sandbox/limits.h"

namespace sandbox {

/// The folders below which a box's folder is made: this process's own groups. Absent: no such hierarchy.
struct CgroupParents {
  std::optional<std::filesystem::path> v2;
  std::optional<std::filesystem::path> v1_memory;
  std::optional<std::filesystem::path> v1_pids;
  std::optional<std::filesystem::path> v1_cpuacct;
};

/// Pure but for a check of which folders exist. `mountinfo`, `self_cgroup`: text of /proc/self/{mountinfo,cgroup}.
CgroupParents find_cgroup_parents(const std::string& mountinfo, const std::string& self_cgroup);
CgroupParents find_cgroup_parents();

/// How a process gets into the box's group. Borrowed descriptors, -1: no such hierarchy.
struct CgroupEntry {
  int v2_folder = -1;         ///< for CLONE_INTO_CGROUP
  int v2_procs = -1;          ///< where that is refused: "0" moves the writer
  std::vector<int> v1_tasks;  ///< "0" moves the writing thread
};

class Cgroup {
 public:
  /// What the hierarchies let us do, in words: "v2", "v1"; empty: nothing, and `why` says why.
  struct Abilities {
    std::string memory, tasks, cpu, kill;
    std::string why;
  };
  struct Reading {
    std::optional<std::chrono::microseconds> cpu;
    std::optional<std::uint64_t> memory_peak_bytes;
    std::optional<std::uint32_t> tasks;
    bool memory_limit_hit = false;
    bool tasks_limit_hit = false;
  };

  Cgroup() = default;
  Cgroup(Cgroup&&) = default;
  Cgroup& operator=(Cgroup&&) = default;

  /// Makes the folders and sets the limits, as far as it is allowed to. Never fails: what is missing is in abilities().
  static Cgroup create(const CgroupParents& parents, const Limits& limits, const std::string& name);

  const Abilities& abilities() const { return abilities_; }
  CgroupEntry entry() const;
  const std::vector<std::filesystem::path>& folders() const { return folders_; }
  Reading read() const;
  /// Of it the CPU time alone.
  std::optional<std::chrono::microseconds> read_cpu() const;
  /// cgroup.kill (5.14). False: not to be had.
  bool kill() const;
  /// Removes the folders; they must be empty of processes, and may take a moment to be.
  void remove();

 private:
  void make_v2(const std::filesystem::path& parent, const Limits& limits, const std::string& name);
  void make_v1(const CgroupParents& parents, const Limits& limits, const std::string& name);
  bool make_folder(const std::filesystem::path& folder, const char* entry_file);
  void open_readers();

  Abilities abilities_;
  std::optional<std::filesystem::path> v2_, v1_memory_, v1_pids_, v1_cpuacct_;
  std::vector<std::filesystem::path> folders_;
  Fd v2_folder_;
  std::vector<Fd> entries_;  ///< of folders_, in their order
  Fd cpu_, peak_, memory_events_, tasks_events_, tasks_;  ///< held open: usage is read every few milliseconds
};

}  // namespace sandbox
