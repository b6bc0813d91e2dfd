// notify.h — the supervisor's end of seccomp user notification: receives rare calls and lets them go.
#pragma once

#include <deque>
#include <optional>

#include "sandbox/fd.h"
#include "sandbox/notification.h"
#include "sandbox/result.h"

namespace sandbox {

/// One descriptor for poll(): readable when any source is, or when something was kept back for later.
class ReadySet {
 public:
  static Result<ReadySet> create(int source);
  int fd() const { return epoll_.get(); }
  void set_kept(bool kept);

 private:
  Fd epoll_;
  Fd kept_event_;
  bool kept_ = false;
};

class Notifier {
 public:
  static Result<Notifier> create(Fd listener);

  int fd() const { return ready_.fd(); }
  int listener() const { return listener_.get(); }

  /// The next call that waits, kept ones first; absent when none does. Never blocks.
  Result<std::optional<Notification>> next();
  /// The next call straight from the kernel, past those that were kept.
  Result<std::optional<Notification>> receive();
  /// Gives it back: next() will return it.
  void keep(const Notification& notification);
  void forget_kept();
  /// Whoever waits now is received, and kept.
  Result<void> receive_all();

  void let_go(const Notification& notification) const { answer(notification, {}); }
  void answer(const Notification& notification, const Reply& reply) const;
  bool still_waiting(const Notification& notification) const;
  const std::deque<Notification>& kept() const { return kept_; }
  /// Whether callers and the supervisor wake each other on the core of who wakes. Yes at first.
  void wake_here(bool here) const;

 private:
  Fd listener_;
  ReadySet ready_;
  std::deque<Notification> kept_;
};

}  // namespace sandbox
