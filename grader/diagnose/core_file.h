// core_file.h — reads what a core file says about a crash. Its content is the student's: nothing in it is trusted.
#pragma once

#include <optional>

#include "grader/diagnose/stack_capture.h"
#include "sandbox/fd.h"

namespace grader {

struct CoreFile {
  pid_t box_pid = 0;  ///< as the process saw itself
  int signo = 0;
  std::uint64_t fault_address = 0;
  int call = -1;      ///< SIGSYS: the call that the filter refused
  StackCapture stack;
};

/// Absent when it is no core file of this machine. `root`: where mapped files are looked up by path.
std::optional<CoreFile> read_core(const sandbox::Fd& fd, ModuleFiles& files, int root);

}  // namespace grader
