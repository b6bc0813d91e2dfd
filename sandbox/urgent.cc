// urgent.cc — the supervisor runs at once when somebody calls. Sources: sched(7), sched_setattr(2).
#include "sandbox/urgent.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace sandbox {
namespace {

// linux/sched/types.h cannot be included beside sched.h everywhere.
struct Attributes {
  std::uint32_t size = sizeof(Attributes);
  std::uint32_t policy = 0;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime_ns = 0, deadline_ns = 0, period_ns = 0;
};
constexpr std::uint64_t kKeepPolicy = 0x08;    // SCHED_FLAG_KEEP_POLICY
constexpr std::uint64_t kShortestSliceNs = 100'000;

// What it starts is not urgent: SCHED_RESET_ON_FORK.
bool set_policy(int policy, int priority) {
  const sched_param parameters{priority};
  return ::sched_setscheduler(0, policy | SCHED_RESET_ON_FORK, &parameters) == 0;
}

void shorten_slices() {
  Attributes attributes;
  attributes.flags = kKeepPolicy;
  attributes.nice = ::getpriority(PRIO_PROCESS, 0);
  attributes.runtime_ns = kShortestSliceNs;
  (void)::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

// Whoever gave us another policy knows why, and it stays.
bool is_allowed() {
  static const bool allowed = [] {
    if (::sched_getscheduler(0) != SCHED_OTHER) return false;
    if (set_policy(SCHED_FIFO, 1)) return true;
    shorten_slices();
    return false;
  }();
  return allowed;
}

}  // namespace

Urgent::Urgent() {
  if (is_allowed()) set_policy(SCHED_FIFO, 1);
}

Urgent::~Urgent() {
  if (is_allowed()) set_policy(SCHED_OTHER, 0);
}

}  // namespace sandbox
