// signal_fence.cc — lets a call go that will send somebody a signal, so that the signal interrupts no other held call.
#include "sandbox/signal_fence.h"
#include "sandbox/urgent.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

namespace sandbox {
namespace {

using namespace std::chrono_literals;

/// A target that computes is not waited for longer, in its own CPU time: its next call may be far away.
constexpr auto kTargetPatience = 500us;
/// Nor is one that gets no core.
constexpr auto kLongestPatience = 1s;
/// A signal is on its way for so long at most before its target's next call is received.
constexpr auto kReceiveAtOnce = 200us;
/// What a target asks for waits for the signal no longer, even if who sends it gets no core.
constexpr auto kSignalPatience = 1s;
/// From a process's end to its parent's SIGCHLD at most.
constexpr auto kAfterEnd = 20ms;
/// Who has run so long since has sent it.
constexpr auto kSendingTime = 300us;
constexpr auto kBetweenLooks = 50us;
/// Of a target with more threads only these are looked at.
constexpr std::size_t kMaxThreads = 16;

std::string small_file(const char* path) {
  const Fd file(::open(path, O_RDONLY | O_CLOEXEC));
  char text[4096];
  const ssize_t bytes = file ? ::read(file.get(), text, sizeof text) : 0;
  return {text, static_cast<std::size_t>(std::max<ssize_t>(bytes, 0))};
}

std::vector<pid_t> threads_of(pid_t pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task", pid);
  std::vector<pid_t> threads;
  DIR* const folder = ::opendir(path);
  if (folder == nullptr) return threads;
  while (const dirent* const entry = ::readdir(folder))
    if (entry->d_name[0] != '.' && threads.size() < kMaxThreads) threads.push_back(std::atoi(entry->d_name));
  ::closedir(folder);
  return threads;
}

/// proc_pid_stat(5): the name before it may hold anything, also ")".
char state_of(pid_t pid, pid_t tid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, tid);
  const std::string stat = small_file(path);
  const std::size_t name_end = stat.rfind(')');
  return name_end != std::string::npos && name_end + 2 < stat.size() ? stat[name_end + 2] : 'X';
}

/// Many a call says that it sleeps before it looks whether it must: waitpid(WNOHANG) never does. Whoever has not left
/// the core is "running" for proc_pid_syscall(5), whatever its state.
bool is_running(pid_t pid, pid_t tid) {
  if (state_of(pid, tid) == 'R') return true;
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task/%d/syscall", pid, tid);
  return small_file(path).starts_with("running");
}

/// How long the thread that leads has run so far; absent where the kernel does not count (CONFIG_SCHED_INFO).
std::optional<std::chrono::nanoseconds> has_run(pid_t pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
  const std::string text = small_file(path);
  if (text.empty()) return std::nullopt;
  return std::chrono::nanoseconds(std::strtoll(text.c_str(), nullptr, 10));
}

/// proc_pid_status(5): pending for the thread that leads, or for the whole process.
bool is_pending(pid_t pid, int signo) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/status", pid);
  const std::string status = small_file(path);
  for (const char* const name : {"SigPnd:", "ShdPnd:"}) {
    const std::size_t at = status.find(name);
    if (at == std::string::npos) return true;  // it has ended: nothing to wait for
    if ((std::strtoull(status.c_str() + at + std::strlen(name), nullptr, 16) >> (signo - 1) & 1) != 0) return true;
  }
  return false;
}

/// Leaves the core to whoever is waited for: until `fd` is readable, and not for long.
void pause(int fd) {
  const timespec time{0, std::chrono::nanoseconds(kBetweenLooks).count()};
  pollfd waiting{fd, POLLIN, 0};
  ::ppoll(&waiting, 1, &time, nullptr);
}

}  // namespace

SignalFence::SignalFence(Notifier& notifier, const Notification& call, std::span<const Interruption> interruptions)
    : notifier_(notifier), call_(call) {
  for (const Interruption& each : interruptions) {
    Fd ends(each.ends > 0 ? static_cast<int>(::syscall(SYS_pidfd_open, each.ends, 0)) : -1);
    targets_.push_back({.interruption = each, .ends = std::move(ends)});
  }
}

void SignalFence::answer(const Reply& reply) {
  const Urgent urgent;
  if (send_for_caller()) return;
  wait_for_targets();
  caller_had_run_ = has_run(call_.tid);
  if (somebody_is(Place::kRunning) || somebody_is(Place::kCaller)) {
    // Woken on this core its caller would run before us: elsewhere, then, while we receive.
    notifier_.wake_here(false);
    notifier_.answer(call_, reply);
    receive_at_once();
    notifier_.wake_here(true);
  } else {
    notifier_.answer(call_, reply);
  }
  wait_for_signals();
}

void SignalFence::wait_for_targets() {
  const auto begun = Clock::now();
  place_targets();
  for (Target& target : targets_) target.had_run = has_run(target.interruption.target);
  while (is_worth_waiting(Clock::now() - begun)) {
    pause(notifier_.listener());
    place_targets();
  }
}

bool SignalFence::is_worth_waiting(Clock::duration waited) const {
  if (waited >= kLongestPatience) return false;
  return std::any_of(targets_.begin(), targets_.end(), [waited](const Target& target) {
    if (target.place != Place::kRunning) return false;
    const auto run = has_run(target.interruption.target);
    return run && target.had_run ? *run - *target.had_run < kTargetPatience : waited < kTargetPatience;
  });
}

// Who kills his own child is interrupted by its end, most often on the way into a wait for it. What ends a process
// tells nobody who sent it: we do, and he stays in his call until it is done.
bool SignalFence::send_for_caller() {
  if (targets_.size() != 1) return false;
  Target& target = targets_.front();
  if (target.interruption.ended_by == 0 || !target.ends || place_of(target.interruption.target) != Place::kCaller) return false;
  if (::syscall(SYS_pidfd_send_signal, target.ends.get(), target.interruption.ended_by, nullptr, 0) != 0) return false;
  const auto give_up = Clock::now() + kSignalPatience;
  while (!signal_came(target) && Clock::now() < give_up) pause(target.ends.get());
  notifier_.answer(call_, {.made = false, .error = 0, .value = 0});
  return true;
}

// Read first, received after: who looked asleep in a held call is known as held then.
void SignalFence::place_targets() {
  for (Target& target : targets_) target.place = place_of(target.interruption.target);
}

bool SignalFence::somebody_is(Place place) const {
  return std::any_of(targets_.begin(), targets_.end(), [place](const Target& t) { return t.place == place; });
}

SignalFence::Place SignalFence::place_of(pid_t pid) const {
  const std::vector<pid_t> threads = threads_of(pid);
  if (std::find(threads.begin(), threads.end(), call_.tid) != threads.end()) return Place::kCaller;
  const bool running = std::any_of(threads.begin(), threads.end(), [pid](pid_t tid) { return is_running(pid, tid); });
  (void)notifier_.receive_all();
  if (running) return Place::kRunning;
  const bool held = std::any_of(threads.begin(), threads.end(), [this](pid_t tid) { return holds(tid); });
  return held ? Place::kHeld : Place::kAsleep;
}

bool SignalFence::holds(pid_t tid) const {
  const auto& kept = notifier_.kept();
  return std::any_of(kept.begin(), kept.end(), [tid](const Notification& n) { return n.tid == tid; });
}

// A pidfd tells of an end a moment before SIGCHLD does; what comes never (the parent is another by now) is not waited for.
bool SignalFence::signal_came(Target& target) const {
  const auto pending = [&] { return is_pending(target.interruption.target, target.interruption.signo); };
  if (!target.ends) return pending() || caller_went_on();
  pollfd ended{target.ends.get(), POLLIN, 0};
  if (!target.ended && ::poll(&ended, 1, 0) > 0) target.ended = Clock::now();
  return target.ended && (pending() || Clock::now() >= *target.ended + kAfterEnd);
}

bool SignalFence::caller_went_on() const {
  const auto run = has_run(call_.tid);
  return !run || !caller_had_run_ || *run - *caller_had_run_ >= kSendingTime || holds(call_.tid);
}

// Who sleeps elsewhere is woken by the signal itself, and calls afterwards.
bool SignalFence::all_signals_came() {
  return std::all_of(targets_.begin(), targets_.end(), [this](Target& t) { return t.place == Place::kAsleep || signal_came(t); });
}

void SignalFence::receive_at_once() {
  const auto begun = Clock::now();
  for (auto now = begun; now < begun + kSignalPatience; now = Clock::now()) {
    (void)notifier_.receive_all();
    for (Target& target : targets_)
      if (target.place != Place::kAsleep && holds(target.interruption.target)) target.place = Place::kHeld;
    if (!somebody_is(Place::kRunning) && !somebody_is(Place::kCaller)) return;
    if (now < begun + kReceiveAtOnce) continue;
    if (all_signals_came()) return;
    pause(notifier_.listener());
  }
}

// Only for those that are held: they stay where they are until we answer.
void SignalFence::wait_for_signals() {
  for (Target& target : targets_)
    if (target.place != Place::kHeld) target.place = Place::kAsleep;
  const auto give_up = Clock::now() + kSignalPatience;
  while (!all_signals_came() && Clock::now() < give_up) {
    pause(targets_.size() == 1 && targets_.front().ends ? targets_.front().ends.get() : -1);
    (void)notifier_.receive_all();
  }
}

}  // namespace sandbox
