// explain_signal.cc — waits for a signal, and stops: what came, what could not come through, what was too early.
#include <signal.h>

#include <algorithm>
#include <optional>

#include "grader/diagnose/explain_scene.h"
#include "grader/model/signal_name.h"

namespace grader {
namespace {

constexpr int kLastSignal = 64;
bool has(std::uint64_t set, int signo) { return signo >= 1 && signo <= kLastSignal && (set >> (signo - 1) & 1) != 0; }

std::string names_of(std::uint64_t set) {
  std::vector<std::string> names;
  for (int signo = 1; signo <= kLastSignal; ++signo)
    if (has(set, signo)) names.push_back(signal_name(signo));
  return join_words(names, 3);
}

/// What the wait is for: pause() and sigsuspend() return when any signal that is not blocked has been handled, the
/// others take those of their set, which should be blocked.
struct SignalWait {
  enum class Kind { kPause, kSuspend, kTake, kDescriptor } kind;
  std::uint64_t set = 0;
};

SignalWait wait_for_signal(const Scene& s, const ProcessState* process) {
  using Kind = SignalWait::Kind;
  const BlockedCall* call = s.task.call ? &*s.task.call : nullptr;
  if (!call || call->name == "pause") return {Kind::kPause, ~s.task.blocked};
  if (call->name == "rt_sigsuspend") return {Kind::kSuspend, ~call->signal_set.value_or(0)};
  if (call->name == "rt_sigtimedwait") return {Kind::kTake, call->signal_set.value_or(0)};
  const Descriptor* d = process && !call->args.empty() ? SnapshotIndex::descriptor(*process, static_cast<int>(call->args[0])) : nullptr;
  if (d && d->mask) return {Kind::kDescriptor, *d->mask};
  return {Kind::kPause, ~s.task.blocked};  // poll() of nothing, select() as a sleep
}

bool takes(const SignalWait& wait) { return wait.kind == SignalWait::Kind::kTake || wait.kind == SignalWait::Kind::kDescriptor; }

/// A signal that came, and who sent it.
struct Arrival {
  int signo = 0;
  std::string sender;
  bool woke = false;  ///< it ended a wait for signals
};

template <class Which>
std::optional<Arrival> last_sent_to_me(const Scene& s, Which which) {
  const ProcessRecord* me = s.people.by_host_pid(s.dead.pid);
  std::optional<Arrival> last;
  for (const SignalSent& sent : s.people.evidence().signals)
    if (me && sent.target == me->id && which(sent.signo)) last = {sent.signo, s.people.name(sent.sender), sent.woke};
  return last;
}

std::optional<Arrival> last_end_of_child(const Scene& s) {
  const ProcessRecord* me = s.people.by_host_pid(s.dead.pid);
  const ProcessRecord* last = nullptr;
  for (const ProcessRecord& p : s.people.evidence().processes)
    if (me && p.parent == me->id && p.end_ms && (!last || *p.end_ms > *last->end_ms)) last = &p;
  if (!last) return {};
  return Arrival{SIGCHLD, "the end of " + child_phrase(last->name, me->name)};
}

/// Came, and cannot get through to this wait.
std::optional<Arrival> pending_in_vain(const Scene& s, const SignalWait& wait, std::uint64_t pending) {
  const std::uint64_t vain = pending & ~wait.set;
  if (vain == 0) return {};
  if (const auto sent = last_sent_to_me(s, [vain](int signo) { return has(vain, signo); })) return sent;
  if (has(vain, SIGCHLD))
    if (const auto end = last_end_of_child(s)) return end;
  return {};
}

/// Came before the wait, and left nothing behind that would end it.
std::optional<Arrival> came_before(const Scene& s, const SignalWait& wait, const ProcessState* process) {
  const std::uint64_t ignored = process ? process->ignored : 0, caught = process ? process->caught : 0;
  const auto counts = [&](int signo) {
    const bool stops_or_continues = signo == SIGSTOP || signo == SIGTSTP || signo == SIGTTIN || signo == SIGTTOU || signo == SIGCONT;
    const bool ignored_unless_caught = signo == SIGCHLD || signo == SIGURG || signo == SIGWINCH;
    if (stops_or_continues || has(ignored, signo) || (ignored_unless_caught && !has(caught, signo))) return false;
    return !takes(wait) || has(wait.set, signo);
  };
  if (const auto sent = last_sent_to_me(s, counts)) return sent;
  return counts(SIGCHLD) ? last_end_of_child(s) : std::nullopt;
}

void explain_mask(const Scene& s, const SignalWait& wait, const Arrival& came, ExplainedWait& e) {
  const std::string name = signal_name(came.signo);
  e.cause = Cause::kSignalMask;
  if (takes(wait)) {
    const std::string set = names_of(wait.set);
    e.waits_for.explanation = name + " from " + came.sender + " is pending, but " + s.call + " takes only " + set + ". " + e.waits_for.explanation;
    e.fact = "waits for " + set + ", but what came is " + name + " from " + came.sender;
    e.hint = "Put " + name + " into the set that " + s.call + " takes, or send " + set + ".";
    return;
  }
  e.waits_for.explanation = name + " from " + came.sender + " is pending, but blocked during " + s.call + ". " + e.waits_for.explanation;
  e.fact = "waits for a signal, but " + name + " from " + came.sender + " is blocked";
  e.hint = wait.kind == SignalWait::Kind::kSuspend
               ? "Give sigsuspend() a mask without " + name + ": it names what stays blocked during the wait, not what is waited for."
               : "Wait with sigsuspend() and a mask without " + name + ", or take it with sigwait(): what is blocked does not end " +
                     s.call + ", and a mask is inherited by fork() and exec.";
}

void explain_unblocked_signalfd(std::uint64_t unblocked, ExplainedWait& e) {
  const std::string set = names_of(unblocked);
  e.cause = Cause::kSignalMask;
  e.waits_for.explanation = "A signalfd gives only what is blocked; " + set + " goes its usual way. " + e.waits_for.explanation;
  e.fact = "reads a signalfd for " + set + ", which is not blocked";
  e.hint = "Block " + set + " with sigprocmask() before anything can send it.";
}

bool has_unreaped_child(const Scene& s) {
  const auto& processes = s.index.snapshot().processes;
  return std::any_of(processes.begin(), processes.end(), [&](const ProcessState& p) { return p.zombie && p.parent == s.dead.pid; });
}

void explain_lost(const Scene& s, const Arrival& came, ExplainedWait& e) {
  const std::string name = signal_name(came.signo);
  e.cause = Cause::kLostSignal;
  e.waits_for.explanation = name + " from " + came.sender + " came before " + s.call + " began, and a signal is not kept for a later wait. " +
                            e.waits_for.explanation;
  e.fact = "waits for a signal, but " + name + " from " + came.sender + " had come before the wait began";
  e.hint = "Block " + name + " with sigprocmask() before the work that may cause it, test a flag that the handler sets, then "
           "wait with sigsuspend(), which unblocks and waits in one step (or take the signal with sigwait()).";
  if (came.signo == SIGCHLD && has_unreaped_child(s))
    e.hint = "Several ends may come as one SIGCHLD: let the handler call waitpid(-1, NULL, WNOHANG) in a loop until it finds nobody.";
}

void explain_next_wait(const Scene& s, const Arrival& came, ExplainedWait& e) {
  const std::string name = signal_name(came.signo);
  e.waits_for.explanation = name + " from " + came.sender + " has ended an earlier wait, and " + s.call + " waits for another signal. " +
                            e.waits_for.explanation;
  e.fact = "waits for a signal again, after " + name + " from " + came.sender + " had ended its wait";
  e.hint = "Leave the loop around " + s.call + " once the signal has come: let the handler set a flag (volatile sig_atomic_t), and "
           "test it. Or see who should send another signal.";
}

/// select() was told to look at some descriptors, and none of those in its sets is among them.
bool watches_nothing(const Scene& s) {
  const BlockedCall* call = s.task.call ? &*s.task.call : nullptr;
  return call && call->name.find("select") != std::string::npos && !call->args.empty() && call->args[0] > 0 && call->polled.empty();
}

/// What ends a process that has made no provision for it.
std::uint64_t deadly() {
  std::uint64_t set = ~0ull;
  for (const int harmless : {SIGCHLD, SIGURG, SIGWINCH, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU}) set &= ~(1ull << (harmless - 1));
  return set;
}

bool has_signalfd_for(const ProcessState& process, int signo) {
  return std::any_of(process.descriptors.begin(), process.descriptors.end(), [&](const Descriptor& d) { return d.mask && has(*d.mask, signo); });
}

bool stops(int signo) { return signo == SIGSTOP || signo == SIGTSTP || signo == SIGTTIN || signo == SIGTTOU; }

}  // namespace

void explain_signal(const Scene& s, ExplainedWait& e) {
  const ProcessState* process = s.index.process(s.dead.pid);
  const SignalWait wait = wait_for_signal(s, process);
  const std::uint64_t pending = s.task.pending | (process ? process->shared_pending : 0);
  e.waits_for.explanation = nobody_left(s, "send it a signal");
  e.fact = takes(wait) ? "waits for " + names_of(wait.set) + ", which nobody will send" : "waits for a signal that nobody will send";
  e.hint = "See who should send the signal, and whether it does on every path.";
  if (watches_nothing(s)) {
    e.cause = Cause::kWatchesNothing;
    e.waits_for.object = "no descriptor";
    e.fact = "waits in " + s.call + ", which watches no descriptor";
    e.hint = "The first argument of select() is the highest descriptor plus 1, and the sets are to be set up before each call.";
    return;
  }
  const std::uint64_t unblocked = wait.set & ~s.task.blocked;
  if (const auto vain = pending_in_vain(s, wait, pending)) explain_mask(s, wait, *vain, e);
  else if (wait.kind == SignalWait::Kind::kDescriptor && unblocked != 0) explain_unblocked_signalfd(unblocked, e);
  else if (const auto came = came_before(s, wait, process)) came->woke ? explain_next_wait(s, *came, e) : explain_lost(s, *came, e);
}

// Whose own fault keeps it waiting (it holds the pipe's other end, wants its own lock) is told of that.
void explain_blocked_end(const Scene& s, ExplainedWait& e) {
  const ProcessState* process = s.index.process(s.dead.pid);
  if (!process || s.kind == "signal" || s.kind == "stopped" || e.cause < Cause::kFifoOrder) return;
  const std::uint64_t kept = (s.task.pending | process->shared_pending) & s.task.blocked & deadly() & ~process->ignored & ~process->caught;
  const auto came = last_sent_to_me(s, [&](int signo) { return has(kept, signo) && !has_signalfd_for(*process, signo); });
  if (!came) return;
  const std::string name = signal_name(came->signo);
  e.cause = Cause::kSignalMask;
  e.own_part = true;
  e.waits_for.explanation = name + " from " + came->sender + " is pending, but blocked in " + s.me + ". " + e.waits_for.explanation;
  e.fact = "waits in " + s.call + ", and " + name + " from " + came->sender + ", which would end it, is blocked in it";
  e.hint = "Give the child the mask from before the block, with sigprocmask(SIG_SETMASK, …) right after fork(): fork() and exec pass "
           "the mask on.";
}

void explain_stopped(const Scene& s, ExplainedWait& e) {
  const auto sent = last_sent_to_me(s, stops);
  e.cause = Cause::kStopped;
  const std::string by = sent ? signal_name(sent->signo) + " from " + sent->sender : "a signal";
  e.waits_for.explanation = "Only SIGCONT would let it go on. " + nobody_left(s, "send it");
  e.fact = "was stopped by " + by + ", and nobody will continue it";
  e.hint = "Continue a stopped process with kill(pid, SIGCONT); a parent sees a stop with waitpid(pid, &status, WUNTRACED).";
}

}  // namespace grader
