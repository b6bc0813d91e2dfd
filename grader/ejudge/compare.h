// compare.h — a program's output against a test's answer, for tests that name no scenario. Pure.
#pragma once

#include <optional>
#include <string>

#include "grader/scenario/output_match.h"

namespace grader::ejudge {

/// `match`: "lines" (blanks at the ends of lines and empty lines at the end do not count), "exact", "any-order",
/// "contains", "pattern". Nothing when it fits. `output` is untrusted.
std::optional<Mismatch> difference(const std::string& match, const std::string& answer, const std::string& output);

}  // namespace grader::ejudge
