// error_name.cc — errno values by name.
#include "grader/model/error_name.h"

#include <cstring>

namespace grader {

std::string error_name(int error) {
  const char* name = ::strerrorname_np(error);
  return name != nullptr ? name : "error " + std::to_string(error);
}

int error_number(const std::string& name) {
  constexpr int kLargest = 200;  // asm-generic/errno.h ends at 133
  for (int error = 1; error < kLargest; ++error)
    if (const char* known = ::strerrorname_np(error); known != nullptr && name == known) return error;
  return 0;
}

}  // namespace grader
