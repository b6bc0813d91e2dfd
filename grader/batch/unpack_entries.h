// unpack_entries.h — reads an archive entry by entry and writes what may be written. Runs in the helper.
#pragma once

#include <string>

#include "grader/batch/unpack.h"

namespace grader {

/// How the unpacking ended. The student's fault and the grader's are never mixed.
struct Unpacked {
  std::string wrong;  ///< with the archive; empty: nothing
  int error = 0;      ///< errno of a fault of ours: no space, a broken disk
};

/// Unpacks the archive open at `archive_fd` below the open, empty folder `folder_fd`.
Unpacked unpack_entries(int archive_fd, int folder_fd, const UnpackLimits& limits);

/// Loads what decoding names may need later (the locale, a converter), while files can still be opened.
void prepare_to_unpack();

}  // namespace grader
