// interruptions.cc — whom a rare call will interrupt: by a signal that it sends, or by its caller's end.
#include "grader/diagnose/interruptions.h"

#include <signal.h>

namespace grader {
namespace {

using sandbox::Interruption;

/// Of a signal to a group only so many members are looked at.
constexpr std::size_t kMaxTargets = 16;

enum class Effect { kNone, kHandler, kEnds, kStops };

Effect by_default(int signo) {
  switch (signo) {
    case SIGCHLD: case SIGURG: case SIGWINCH: return Effect::kNone;
    case SIGSTOP: case SIGTSTP: case SIGTTIN: case SIGTTOU: case SIGCONT: return Effect::kStops;
    default: return Effect::kEnds;
  }
}

Effect effect_on(pid_t pid, int signo) {
  const auto status = status_of(pid);
  if (!status || signo < 1 || signo > 64) return Effect::kNone;
  const std::uint64_t bit = 1ull << (signo - 1);
  if ((status->blocked & bit) != 0) return Effect::kNone;
  if ((status->caught & bit) != 0) return Effect::kHandler;
  return (status->ignored & bit) != 0 ? Effect::kNone : by_default(signo);
}

/// `signo`: what is sent to the child alone; 0 when it is another reason, or sent to others, too.
void tell_parent(const TrackedProcess& child, bool ends, int signo, ProcessTable& table, std::vector<Interruption>& out) {
  const TrackedProcess* parent = table.known(child.parent_pid);
  if (parent && parent->sigchld_interrupts)
    out.push_back({parent->record.host_pid, SIGCHLD, ends ? child.record.host_pid : 0, ends ? signo : 0});
}

void signal_to(const TrackedProcess& target, const RareCall& call, const TrackedProcess& caller, ProcessTable& table,
               std::vector<Interruption>& out) {
  if (!target.alive || out.size() >= kMaxTargets) return;
  const Effect effect = effect_on(target.record.host_pid, call.signo);
  if (effect == Effect::kHandler && &target != &caller) out.push_back({target.record.host_pid, call.signo});
  if (effect == Effect::kEnds || effect == Effect::kStops) tell_parent(target, effect == Effect::kEnds, call.target == 0 ? 0 : call.signo, table, out);
}

}  // namespace

std::vector<Interruption> interruptions(const RareCall& call, const TrackedProcess& caller, ProcessTable& table) {
  std::vector<Interruption> out;
  if (call.kind == RareCall::Kind::kExit) tell_parent(caller, true, 0, table, out);
  if (call.kind != RareCall::Kind::kSignal) return out;
  if (call.target == 0) {
    for (const TrackedProcess& each : table.all()) signal_to(each, call, caller, table, out);
  } else if (const TrackedProcess* one = call.target_is_host ? table.known(call.target) : table.by_box_pid(call.target)) {
    signal_to(*one, call, caller, table, out);
  }
  return out;
}

}  // namespace grader
