// unpack_confine.h — takes from the calling process all that unpacking does not need, for good.
#pragma once

#include "grader/batch/unpack.h"

namespace grader {

/// Limits on resources; no file but those below `folder_fd`; no call but what decoding and writing files needs.
/// False when not even the filter of calls can be had. Call in a process made for it.
bool confine_to_unpacking(int folder_fd, const UnpackLimits& limits);

}  // namespace grader
