// output_match.h — compares what a program wrote with what a task expects. Pure.
#pragma once

#include <optional>
#include <string>

#include "grader/model/task.h"

namespace grader {

/// The first difference, for people: "line 3: 42" and "line 3: 41".
struct Mismatch {
  std::string expected, actual;
};

/// Nothing when `actual` is as `step` expects. kSameAsReference counts as exact text: its reference's.
/// `actual` is untrusted: the time and the stack taken stay bounded whatever it holds.
std::optional<Mismatch> match_output(const ExpectOutputStep& step, const std::string& actual);

/// False: whatever comes after the whole lines of `actual`, it will not be as `step` expects.
bool may_still_match(const ExpectOutputStep& step, const std::string& actual);

/// What is wrong with a task's pattern (ECMAScript, as std::regex takes it); empty: nothing.
std::string problem_of_pattern(const std::string& pattern);

}  // namespace grader
