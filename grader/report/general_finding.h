// general_finding.h — what a student may know of something found in a hidden scenario. Pure.
#pragma once

#include "grader/model/finding.h"

namespace grader {

/// Of `finding` the rule, the classic behind it, the places in the student's own sources, and general advice: no command
/// lines, outputs, names, objects or expected values, so that nothing can be made to fit.
Finding general_finding(const Finding& finding);

/// Whether both tell a reader the same.
bool tell_the_same(const Finding& a, const Finding& b);

}  // namespace grader
