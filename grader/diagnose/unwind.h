// unwind.h — from a captured stack to source locations, with elfutils' libdw.
#pragma once

#include "grader/diagnose/stack_capture.h"
#include "grader/model/location.h"

namespace grader {

/// Frames, innermost first. Unwinds by call frame information as far as the known registers allow, and goes on
/// by looking for return addresses on the stack where they do not.
Stack resolve(const StackCapture& capture);

}  // namespace grader
