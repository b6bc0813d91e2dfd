// helper_limits.h — the limits that ejudge puts on its helpers, and with them on everything that runs in our boxes.
#pragma once

namespace grader::ejudge {

/// Lifts what may be lifted. False, and said, when one is left that would fail a student's program, or the compiler,
/// in place of the task's own limits.
bool limits_are_wide_enough();

}  // namespace grader::ejudge
