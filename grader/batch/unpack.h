// unpack.h — unpacks a student's archive into a folder, in a helper process that can touch nothing else.
//
// An archive is hostile input to a large C library. So it is read by a helper with limits on time, memory and size,
// a root folder that ends at the destination (chroot as root, Landlock where the kernel has it) and a seccomp filter
// that leaves reading, writing and allocating. The library only decodes: what may be written is decided entry by entry
// (unpack_entries.h), and written below the destination's descriptor.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "sandbox/result.h"

namespace grader {

struct UnpackLimits {
  std::uint64_t bytes = 64ull << 20;  ///< of all files together, unpacked
  std::size_t files = 2000;
  std::size_t folders = 2000;         ///< that files are in
  std::size_t entries = 20'000;       ///< hidden files and folders included
  std::size_t depth = 16;             ///< folders inside one another
  std::chrono::seconds cpu{10};
  std::chrono::seconds wall{60};
  std::uint64_t memory_bytes = 512ull << 20;
};

/// Unpacks the regular files, and the folders they are in, of `archive` into the empty folder `folder`; hidden ones and macOS's
/// `__MACOSX` are left out.
/// Returns what is wrong with the archive, in words for the student ("holds a symbolic link 'x': …"); empty: nothing,
/// all of it is there. When something is wrong, `folder` may hold a part of it.
/// Errors: the grader's own: the archive cannot be opened, no space, no helper.
sandbox::Result<std::string> unpack(const std::filesystem::path& archive, const std::filesystem::path& folder,
                                    const UnpackLimits& limits = {});

}  // namespace grader
