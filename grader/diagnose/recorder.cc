// recorder.cc — keeps what rare calls tell: creations, signals, timers, children nobody waited for.
#include "grader/diagnose/recorder.h"
#include "grader/diagnose/blocked_call.h"
#include "grader/diagnose/interruptions.h"

#include <signal.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>

namespace grader {
namespace {

constexpr int kMaxCaptures = 300, kMaxForksCaptured = 32;
constexpr std::size_t kMaxCreations = 1000, kMaxSignals = 2000, kMaxUnwaited = 1000, kMaxExecs = 1000;
constexpr double kTimerMarginMs = 100;  // from the moment a timer fires until its process has woken

// sem_open() makes a temporary file "sem.XXXXXX" and links it to the final name, which it has composed on its
// stack before: the call that we see names only the former.
std::string wanted_semaphore(const StackCapture& stack, const std::string& folder, const std::string& temporary) {
  const std::string_view bytes(reinterpret_cast<const char*>(stack.bytes.data()), stack.bytes.size());
  const std::string prefix = folder + "/sem.";
  for (std::size_t at = bytes.find(prefix); at != std::string_view::npos; at = bytes.find(prefix, at + 1)) {
    const std::string_view rest = bytes.substr(at, 512);
    const auto end = rest.find('\0');
    if (end == std::string_view::npos || rest.substr(0, end) == temporary || end == prefix.size()) continue;
    return std::string(rest.substr(0, end));
  }
  return temporary;
}

bool awaits_signal(pid_t pid) {
  const auto line = syscall_of(pid, pid);
  if (!line || line->kind != SyscallLine::Kind::kInCall) return false;
  const std::string call = call_name(line->nr);  // not every machine has SYS_pause
  return call == "pause" || call == "rt_sigsuspend";
}

}  // namespace

std::shared_ptr<StackCapture> Recorder::capture(const sandbox::Notification& n) {
  if (captures_ >= kMaxCaptures) return nullptr;
  auto stack = capture_task(files_, n.tid);
  if (!stack) return nullptr;
  ++captures_;
#ifdef __x86_64__
  constexpr std::size_t kArguments[] = {5, 4, 1, 10, 8, 9};  // DWARF numbers of rdi rsi rdx r10 r8 r9
  for (std::size_t i = 0; i < std::size(kArguments); ++i) stack->registers.values[kArguments[i]] = n.args[i];
#endif
  return std::make_shared<StackCapture>(std::move(*stack));
}

TrackedProcess* Recorder::caller(const sandbox::Notification& n, double now_ms) {
  if (TrackedProcess* process = table_.known(n.tid)) return process;
  const auto status = status_of(n.tid);
  return status ? table_.find(status->tgid, now_ms) : nullptr;
}

std::vector<sandbox::Interruption> Recorder::record(const sandbox::Notification& n, TrackedProcess& process, double now_ms) {
  const pid_t pid = process.record.host_pid;
  ++process.held_calls;
  made_.settle(pid);
  const RareCall call = decode_rare_call(n, pid);
  switch (call.kind) {
    case RareCall::Kind::kFork: forks(process, n, now_ms); break;
    case RareCall::Kind::kExec:
      process.record.argv = call.argv;
      if (execs_.size() < kMaxExecs) execs_.push_back({process.record.id, call.path, now_ms});
      process.argv_unsure = true, process.execed = true;
      process.no_child_wait = process.sigchld_interrupts = false;
      break;
    case RareCall::Kind::kExit: exits(process, call.code, now_ms); break;
    case RareCall::Kind::kWait:
      table_.meet_children(pid, now_ms);
      if (call.any_child) process.waits_ms = now_ms;
      break;
    case RareCall::Kind::kSignal: signal_sent(process, call, now_ms); break;
    case RareCall::Kind::kTimer:
      if (call.first_ms > 0) process.timers[call.timer] = {call.first_ms, call.interval_ms > 0, call.signo, std::nullopt};
      else process.timers.erase(call.timer);
      break;
    case RareCall::Kind::kSigchld:
      process.no_child_wait = call.no_child_wait, process.sigchld_interrupts = call.interrupts;
      break;
    case RareCall::Kind::kCreate: created(process, call, n, now_ms); break;
    case RareCall::Kind::kPair: made_.asked(process, call.pair, capture(n)); break;
    case RareCall::Kind::kOther: break;
  }
  return interruptions(call, process, table_);
}

void Recorder::forks(TrackedProcess& process, const sandbox::Notification& n, double now_ms) {
  ++process.forks;
  // Children of the fork before are there by now, and have not been seen if they were made close together.
  if (process.last_fork) table_.meet_children(process.record.host_pid, now_ms);
  process.last_fork = process.children_captured++ < kMaxForksCaptured ? capture(n) : nullptr;
}

void Recorder::exits(TrackedProcess& process, int code, double now_ms) {
  const pid_t pid = process.record.host_pid;
  const int id = process.record.id;
  process.exit_code = code;
  const auto status = status_of(pid);
  if (!status) return;
  if (status->peak_rss_bytes > 0) process.record.memory_peak_bytes = status->peak_rss_bytes;
  if (const auto stat = stat_of(pid)) {
    process.record.cpu_ms = cpu_ms_of(*stat);
    note_session(process, *stat);
  }
  const bool ignores = (status->ignored >> (SIGCHLD - 1) & 1) != 0 || process.no_child_wait;
  process.record.ignores_sigchld = ignores;
  // The caller is held: no child can be waited for any more, and none has fallen to init yet.
  for (const pid_t child_pid : children_of(pid)) {
    TrackedProcess* child = table_.find(child_pid, now_ms);
    const auto child_stat = stat_of(child_pid);
    if (!child || !child_stat || ignores || unwaited_.size() >= kMaxUnwaited) continue;
    unwaited_.push_back({id, child->record.id, child_stat->state == 'Z', now_ms});
  }
}

// Who ends by exit(2) of the last thread says nothing before (init and its children do, too, so the filter lets it
// be): its children that it did not wait for have fallen to init since.
void Recorder::note_silent_ends() {
  if (box_.notify_fd() < 0) return;
  for (const TrackedProcess& child : table_.all()) {
    const TrackedProcess* parent = child.record.parent ? table_.by_id(*child.record.parent) : nullptr;
    if (!parent || !child.by_init || parent->exit_code || parent->no_child_wait || unwaited_.size() >= kMaxUnwaited) continue;
    if (parent->record.end.kind != ProcessEnd::Kind::kExited || !parent->record.end_ms) continue;
    const bool ended_before = child.record.end_ms && *child.record.end_ms <= *parent->record.end_ms;
    unwaited_.push_back({parent->record.id, child.record.id, ended_before, *parent->record.end_ms});
  }
}

void Recorder::signal_sent(TrackedProcess& sender, const RareCall& call, double now_ms) {
  if (call.signo == 0 || signals_.size() >= kMaxSignals) return;
  SignalSent sent{sender.record.id, std::nullopt, call.signo, now_ms};
  const auto find = [&] { return call.target_is_host ? table_.known(call.target) : table_.by_box_pid(call.target); };
  const TrackedProcess* target = call.target > 0 ? find() : nullptr;
  if (call.target > 0 && !target) {  // forked a moment ago: the sender is held, so its target is still there
    table_.refresh(now_ms);
    target = find();
  }
  if (target) sent.target = target->record.id, sent.woke = awaits_signal(target->record.host_pid);
  signals_.push_back(sent);
}

void Recorder::created(TrackedProcess& process, const RareCall& call, const sandbox::Notification& n, double now_ms) {
  if (creations_.size() >= kMaxCreations) return;
  const int id = process.record.id;
  auto [kind, name] = paths_.object(call.object_kind, call.path);
  std::shared_ptr<StackCapture> stack;
  if (kind == "sem") {
    stack = capture(n);
    if (stack) name = paths_.object(call.object_kind, wanted_semaphore(*stack, paths_.shm, call.path)).second;
  }
  if (!created_names_.insert({kind + name, id}).second && !kind.starts_with("sysv-")) return;
  if (!stack) stack = capture(n);
  creations_.push_back({{kind, name, id, {}, now_ms}, std::move(stack)});
}

ArmedTimers Recorder::timers_armed(double now_ms) {
  ArmedTimers armed;
  for (TrackedProcess& p : table_.all()) {
    if (!p.alive) continue;
    for (auto& [number, timer] : p.timers) {
      if (!timer.until_ms) timer.until_ms = now_ms + timer.first_ms;
      if (!timer.repeats && now_ms >= *timer.until_ms + kTimerMarginMs) continue;
      const std::uint64_t sends = timer.signo > 0 ? 1ull << (timer.signo - 1) : 0;
      const auto [entry, fresh] = armed.emplace(p.record.host_pid, sends);
      if (!fresh) entry->second = sends != 0 && entry->second != 0 ? entry->second | sends : 0;
    }
  }
  return armed;
}

std::vector<std::string> Recorder::queues() const {
  std::vector<std::string> names;
  for (const KeptCreation& kept : creations_)
    if (kept.creation.kind == "mq") names.push_back(kept.creation.name);
  return names;
}

void Recorder::want_stacks(ResolvedStacks& stacks) const {
  for (const KeptCreation& kept : creations_)
    if (kept.stack) stacks.want(*kept.stack);
  made_.want_stacks(stacks);
}

void Recorder::fill(Evidence& evidence, std::vector<IpcObject> objects_left, const ResolvedStacks& stacks) {
  for (KeptCreation& kept : creations_) {
    if (kept.stack) kept.creation.stack = stacks.of(*kept.stack);
    evidence.creations.push_back(std::move(kept.creation));
  }
  for (IpcObject& object : objects_left) {
    for (const Creation& c : evidence.creations) {
      if (c.kind != object.kind || c.name != object.name) continue;
      object.created_by = c.process;
      object.created_at = place_in_student_code(c.stack);
      break;
    }
    evidence.objects_left.push_back(std::move(object));
  }
  evidence.made = made_.take(stacks);
  evidence.signals = std::move(signals_);
  evidence.execs = std::move(execs_);
  note_silent_ends();
  evidence.unwaited = std::move(unwaited_);
}

}  // namespace grader
