// signal_fence.h — lets a call go that will send somebody a signal, so that the signal interrupts no other held call.
//
// A held call sleeps interruptibly until the supervisor has received it (seccomp_unotify(2)). A signal with a handler
// installed without SA_RESTART, in that moment, makes it fail with EINTR: fork, pipe and open, which natively never do.
// Most signals in a box come of calls that are held themselves. Such a call goes when its target's own calls are
// received, or it sleeps elsewhere; and what the target asks for meanwhile is answered when the signal has come.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "sandbox/fd.h"
#include "sandbox/notify.h"

namespace sandbox {

class SignalFence {
 public:
  /// `call` is held; `notifier` outlives the fence.
  SignalFence(Notifier& notifier, const Notification& call, std::span<const Interruption> interruptions);
  /// Waits for the targets, a little; answers the call; waits for its signals, a little longer.
  void answer(const Reply& reply);

 private:
  using Clock = std::chrono::steady_clock;
  /// Where a target is, as far as its own held calls go. kCaller: in `call_` itself, and running once it is answered.
  enum class Place { kHeld, kAsleep, kRunning, kCaller };
  struct Target {
    Interruption interruption;
    Fd ends;  ///< pidfd of whose end sends the signal
    std::optional<Clock::time_point> ended{};
    Place place = Place::kRunning;
    std::optional<std::chrono::nanoseconds> had_run{};  ///< when the waiting for it began
  };
  bool send_for_caller();
  void wait_for_targets();
  bool is_worth_waiting(Clock::duration waited) const;
  void place_targets();
  bool somebody_is(Place place) const;
  Place place_of(pid_t pid) const;
  bool holds(pid_t tid) const;
  bool signal_came(Target& target) const;
  bool caller_went_on() const;
  bool all_signals_came();
  void receive_at_once();
  void wait_for_signals();

  Notifier& notifier_;
  const Notification& call_;
  std::vector<Target> targets_;
  std::optional<std::chrono::nanoseconds> caller_had_run_;
};

}  // namespace sandbox
