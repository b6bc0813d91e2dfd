// helper_limits.cc — the limits that ejudge puts on its helpers.
#include "grader/ejudge/helper_limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <string>

#include "grader/ejudge/request.h"

namespace grader::ejudge {
namespace {

struct Need {
  int resource;
  rlim_t least;
  const char *what, *setting;
};

constexpr rlim_t kMegabyte = 1u << 20;

/// As much as the compiler's box allows, and what programs may expect of any system.
constexpr std::array kNeeds{
    Need{RLIMIT_AS, 4096 * kMegabyte, "address space", "checker_max_vm_size"},
    Need{RLIMIT_DATA, 1024 * kMegabyte, "data segment", "checker_max_vm_size"},
    Need{RLIMIT_STACK, 8 * kMegabyte, "stack", "checker_max_stack_size"},
    Need{RLIMIT_CPU, 60, "processor time in seconds", "checker_time_limit_ms"},
    Need{RLIMIT_FSIZE, 64 * kMegabyte, "file size", "the limits of ejudge's own processes"},
    Need{RLIMIT_NOFILE, 512, "open files", "the limits of ejudge's own processes"},
};

/// What is left after everything was asked for.
rlim_t lifted(const Need& need) {
  rlimit now{};
  if (::getrlimit(need.resource, &now) != 0) return RLIM_INFINITY;
  if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur >= need.least) return now.rlim_cur;
  rlimit wanted{need.least, std::max(now.rlim_max, need.least)};
  if (now.rlim_max == RLIM_INFINITY) wanted.rlim_max = RLIM_INFINITY;
  // Above the hard limit only for root; up to it for everybody.
  if (::setrlimit(need.resource, &wanted) == 0) return wanted.rlim_cur;
  wanted = {now.rlim_max, now.rlim_max};
  return ::setrlimit(need.resource, &wanted) == 0 ? now.rlim_max : now.rlim_cur;
}

}  // namespace

bool limits_are_wide_enough() {
  bool enough = true;
  for (const Need& need : kNeeds) {
    const rlim_t left = lifted(need);
    if (left == RLIM_INFINITY || left >= need.least) continue;
    check_failed(std::string("limit of ") + need.what, "is " + std::to_string(left) + ", and the programs to be graded inherit it",
                 std::string("raise ") + need.setting + " to " + std::to_string(need.least) + ", or leave it out");
    enough = false;
  }
  return enough;
}

}  // namespace grader::ejudge
