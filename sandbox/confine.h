// confine.h — a helper process gives up its rights before it reads what a student made.
#pragma once

#include <cstdint>

namespace sandbox {

struct Confinement {
  unsigned cpu_seconds = 2;
  std::uint64_t more_memory_bytes = 1ull << 30;  ///< beyond what the process has already
};

/// For a process that was forked to parse hostile files: from now on it can compute, read what is open and write
/// to descriptor 1; other calls fail with EPERM. It dies without a core, and with its parent `parent`.
/// What the machine does not offer is left out: it adds to the bounds, nothing depends on it.
void confine_helper(const Confinement& bounds, int parent) noexcept;

}  // namespace sandbox
