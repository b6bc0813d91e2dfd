// event_loop.cc — one round of poll(2) over descriptors with handlers.
#include "grader/scenario/event_loop.h"

#include <algorithm>
#include <cerrno>

namespace grader {

void EventLoop::watch(int fd, short events, Handler handler) {
  if (fd < 0) return;
  polled_.push_back({fd, events, 0});
  handlers_.push_back(std::move(handler));
}

sandbox::Result<void> EventLoop::once(std::chrono::microseconds timeout) {
  const auto us = std::max<std::int64_t>(timeout.count(), 0);
  const timespec wait{us / 1'000'000, (us % 1'000'000) * 1000};
  std::vector<pollfd> polled = std::exchange(polled_, {});
  std::vector<Handler> handlers = std::exchange(handlers_, {});
  const int ready = ::ppoll(polled.data(), polled.size(), &wait, nullptr);
  if (ready < 0 && errno != EINTR) return sandbox::last_error("wait for the box (ppoll)");
  for (std::size_t i = 0; ready > 0 && i < polled.size(); ++i)
    if (polled[i].revents != 0) handlers[i](polled[i].revents);
  return sandbox::outcome::success();
}

}  // namespace grader
