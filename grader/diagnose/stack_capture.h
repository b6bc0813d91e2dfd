// stack_capture.h — what is needed to unwind a task's stack later: registers, stack memory, what is mapped where.
//
// Capturing is cheap and happens while the task is held or asleep; resolving reads debug information and happens
// once the run is over.
#pragma once

#include <chrono>
#include <map>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "grader/diagnose/module_file.h"
#include "grader/diagnose/proc_maps.h"

namespace grader {

/// Registers by their DWARF numbers of x86-64 (System V ABI): rbx 3, rbp 6, rsp 7, r12–r15 12–15, return address 16.
struct Registers {
  static constexpr int kRbp = 6, kRsp = 7, kPc = 16, kCount = 17;
  std::array<std::optional<std::uint64_t>, kCount> values;
  std::optional<std::uint64_t>& sp() { return values[kRsp]; }
  std::optional<std::uint64_t>& pc() { return values[kPc]; }
  std::optional<std::uint64_t>& rbp() { return values[kRbp]; }
};

struct MappedModule {
  Mapping mapping;
  std::shared_ptr<ModuleFile> file;
};

struct StackCapture {
  Registers registers;
  bool pc_is_exact = false;  ///< a fault: pc is the instruction itself, not the one after a call
  std::vector<MappedModule> modules;  ///< executable mappings of files
  std::uint64_t base = 0;             ///< address of bytes[0]
  std::vector<std::uint8_t> bytes;

  std::optional<std::uint64_t> word(std::uint64_t address) const;
  const MappedModule* module_of(std::uint64_t address) const;
};

/// Captures with the stack and call pointers of a task that is inside a system call.
std::optional<StackCapture> capture_in_call(ModuleFiles& files, pid_t tid, std::uint64_t sp, std::uint64_t pc);
/// The same for a task held by a rare call: /proc tells its stack pointer.
std::optional<StackCapture> capture_task(ModuleFiles& files, pid_t tid);
/// Stops the task with ptrace for a moment to read all registers: exact, but the task notices (EINTR of some
/// calls): only for tasks about to be killed.
std::optional<StackCapture> capture_stopped(ModuleFiles& files, pid_t tid);

/// A task that waits: its process, its tid, and the stack and call pointers of its call (0: not known).
struct WaitingTask {
  pid_t pid = 0, tid = 0;
  std::uint64_t sp = 0, pc = 0;
};
/// The same for many tasks, none of which goes on before all are read: a wait that the stop interrupts (semop,
/// epoll_wait) ends, and what its task does then would wake the others. Who has not stopped within `budget` is read
/// as it is. By tid.
std::map<pid_t, StackCapture> capture_stopped(ModuleFiles& files, const std::vector<WaitingTask>& tasks,
                                              std::chrono::milliseconds budget);

}  // namespace grader
