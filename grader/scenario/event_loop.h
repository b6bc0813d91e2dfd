// event_loop.h — one round of poll(2) over descriptors with handlers.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <vector>

#include "sandbox/result.h"

namespace grader {

using Clock = std::chrono::steady_clock;

/// Watches descriptors for one round at a time: they are few, and which of them matter changes every round.
class EventLoop {
 public:
  using Handler = std::function<void(short events)>;
  /// Calls `handler` in the next round when `fd` is ready. Negative descriptors are ignored.
  void watch(int fd, short events, Handler handler);
  /// Waits at most `timeout`, calls the handlers of what is ready, and forgets all watches.
  /// Errors: errno of ppoll(2); EINTR is a round without events.
  sandbox::Result<void> once(std::chrono::microseconds timeout);

 private:
  std::vector<pollfd> polled_;
  std::vector<Handler> handlers_;
};

}  // namespace grader
