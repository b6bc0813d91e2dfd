// urgent.h — the supervisor runs at once when somebody calls, also on a machine that has much else to do.
#pragma once

namespace sandbox {

/// While one lives, this thread comes before all others of the machine when it wakes: first in, first out (sched(7)),
/// which needs CAP_SYS_NICE. Elsewhere it gets short slices, for good (Linux 6.12): it wakes sooner than most.
/// For waiting and receiving only: what takes longer than some microseconds is to be done without. Does not nest.
class Urgent {
 public:
  Urgent();
  ~Urgent();
  Urgent(const Urgent&) = delete;
  Urgent& operator=(const Urgent&) = delete;
};

}  // namespace sandbox
