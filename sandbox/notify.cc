// notify.cc — ioctls of the seccomp listener. Source: seccomp_unotify(2).
#include "sandbox/notify.h"

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cstring>

namespace sandbox {

namespace {

// SECCOMP_IOCTL_NOTIF_SET_FLAGS and SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP: headers before 6.6 lack them.
constexpr unsigned long kNotifSetFlags = _IOW('!', 4, std::uint64_t);
constexpr unsigned long kSyncWakeUp = 1;

}  // namespace

Result<ReadySet> ReadySet::create(int source) {
  ReadySet set;
  set.epoll_ = Fd(::epoll_create1(EPOLL_CLOEXEC));
  set.kept_event_ = Fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!set.epoll_ || !set.kept_event_) return last_error("make an epoll set for the box");
  for (const int fd : {source, set.kept_event_.get()}) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    if (::epoll_ctl(set.epoll_.get(), EPOLL_CTL_ADD, fd, &event) < 0) return last_error("epoll_ctl");
  }
  return set;
}

void ReadySet::set_kept(bool kept) {
  if (kept == kept_) return;
  kept_ = kept;
  std::uint64_t value = 1;
  if (kept) {
    (void)!::write(kept_event_.get(), &value, sizeof value);
  } else {
    (void)!::read(kept_event_.get(), &value, sizeof value);
  }
}

Result<Notifier> Notifier::create(Fd listener) {
  auto ready = ReadySet::create(listener.get());
  if (!ready) return ready.error();
  Notifier notifier;
  notifier.listener_ = std::move(listener);
  notifier.wake_here(true);
  notifier.ready_ = std::move(ready).value();
  return notifier;
}

Result<std::optional<Notification>> Notifier::receive() {
  // A newer kernel may copy more than our header knows: seccomp_notif grows at its end.
  alignas(seccomp_notif) char buffer[sizeof(seccomp_notif) + 256];
  for (;;) {
    // RECV blocks while nothing waits; the caller may also die between the two calls: then it says ENOENT.
    pollfd waiting{listener_.get(), POLLIN, 0};
    if (retry_eintr([&] { return ::poll(&waiting, 1, 0); }) < 1 || (waiting.revents & POLLIN) == 0)
      return std::optional<Notification>{};
    std::memset(buffer, 0, sizeof buffer);
    if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, buffer) == 0) break;
    if (errno != ENOENT && errno != EINTR) return last_error("receive a seccomp notification");
  }
  seccomp_notif raw;
  std::memcpy(&raw, buffer, sizeof raw);
  Notification notification;
  notification.id = raw.id;
  notification.tid = static_cast<pid_t>(raw.pid);
  notification.nr = raw.data.nr;
  std::copy(std::begin(raw.data.args), std::end(raw.data.args), notification.args.begin());
  notification.pc = raw.data.instruction_pointer;
  return std::optional<Notification>{notification};
}

Result<std::optional<Notification>> Notifier::next() {
  SANDBOX_TRY(receive_all());
  while (!kept_.empty()) {
    const Notification first = kept_.front();
    kept_.pop_front();
    ready_.set_kept(!kept_.empty());
    if (still_waiting(first)) return std::optional<Notification>{first};
  }
  return receive();
}

// Until it is received a signal can still interrupt the call: then it fails with EINTR, as it never would by itself.
Result<void> Notifier::receive_all() {
  for (;;) {
    auto received = receive();
    if (!received) return received.error();
    if (!received.value()) return outcome::success();
    keep(*received.value());
  }
}

void Notifier::keep(const Notification& notification) {
  kept_.push_back(notification);
  ready_.set_kept(true);
}

void Notifier::forget_kept() {
  for (const Notification& notification : kept_) let_go(notification);
  kept_.clear();
  ready_.set_kept(false);
}

// From 6.6: whoever makes a rare call wakes us on its own core, and we it: 2 µs each way, not 12. Elsewhere refused.
void Notifier::wake_here(bool here) const { (void)::ioctl(listener_.get(), kNotifSetFlags, here ? kSyncWakeUp : 0ul); }

void Notifier::answer(const Notification& notification, const Reply& reply) const {
  seccomp_notif_resp response{};
  response.id = notification.id;
  response.flags = reply.made ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
  response.error = reply.made ? 0 : -reply.error;
  response.val = reply.made || reply.error != 0 ? 0 : reply.value;
  // ENOENT: the caller died meanwhile.
  (void)::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &response);
}

bool Notifier::still_waiting(const Notification& notification) const {
  std::uint64_t id = notification.id;
  return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
}

}  // namespace sandbox
