// location.h — a place in a source file, and a stack of them.
#pragma once

#include <string>
#include <vector>

namespace grader {

/// `file` as the student knows it ("pool.c"); line 0 means not known.
struct SourceLocation {
  std::string file;
  int line = 0;
  std::string function;
  bool known() const { return line > 0 || !function.empty(); }
  bool operator==(const SourceLocation&) const = default;
};

/// The function of the frame through which the kernel has called a signal handler: the frame above it was interrupted.
inline constexpr const char* kHandlerCalled = "<signal handler called>";

/// Innermost first. Frames of libraries are kept; `in_student_code` tells them apart.
struct Frame {
  SourceLocation at;
  std::string module;  ///< file name of the object: "libc.so.6", "a.out"
  bool in_student_code = false;
  int column = 0;  ///< of the call in its line, in bytes from 1; 0: not known
  bool operator==(const Frame&) const = default;
};
using Stack = std::vector<Frame>;

/// The innermost frame in the student's code; the default value when there is none.
inline SourceLocation place_in_student_code(const Stack& stack) {
  for (const Frame& frame : stack)
    if (frame.in_student_code) return frame.at;
  return {};
}

}  // namespace grader
