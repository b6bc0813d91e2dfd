// origin.cc — init is a fork of the supervisor, and ps in the box must not show whose.
#include <sys/prctl.h>

#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "sandbox/init.h"

namespace sandbox {

namespace {
constexpr char kTitle[] = "grader-init";
}

ArgumentArea argument_area() {
  std::ifstream file("/proc/self/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  // The name may hold blanks and parentheses: fields are counted from the last one, which ends the second (proc(5)).
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(text.substr(name_end + 1));
  std::string skipped;
  constexpr int kArgStart = 48;
  for (int field = 3; field < kArgStart; ++field) fields >> skipped;
  std::uintptr_t arg_start = 0, arg_end = 0, env_start = 0, env_end = 0;
  if (!(fields >> arg_start >> arg_end >> env_start >> env_end) || arg_start == 0 || arg_end <= arg_start) return {};
  const std::uintptr_t end = env_start == arg_end && env_end > env_start ? env_end : arg_end;
  return {reinterpret_cast<char*>(arg_start), reinterpret_cast<char*>(end)};
}

void hide_origin(const ArgumentArea& area) noexcept {
  (void)::prctl(PR_SET_NAME, kTitle, 0, 0, 0);
  if (area.begin == nullptr) return;
  const auto size = static_cast<std::size_t>(area.end - area.begin);
  std::memset(area.begin, 0, size);
  if (size > sizeof kTitle) std::memcpy(area.begin, kTitle, sizeof kTitle);
}

}  // namespace sandbox
