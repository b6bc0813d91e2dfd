// stack_wire.h — stacks as bytes, from the process that parses hostile files to the one that judges.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grader/model/location.h"

namespace grader {

/// The most that is kept of a name of a file, a function or a module.
inline constexpr std::size_t kMaxNameBytes = 1000;

void append_stack(std::string& bytes, const Stack& stack);
/// Takes one stack off the front. Absent: it is cut short, or is nothing that append_stack() writes; `bytes` is
/// then as it was. The sender may have been taken over by what it read.
std::optional<Stack> take_stack(std::string_view& bytes);

}  // namespace grader
