// housekeeper.cc — now and then looks at every process.
#include "grader/diagnose/housekeeper.h"

#include <sys/syscall.h>

#include <algorithm>
#include <utility>

#include "grader/diagnose/blocked_call.h"
#include "grader/diagnose/own_cpu.h"

namespace grader {
namespace {

constexpr double kPeriodMs = 50, kLongestPeriodMs = 200;
/// A round that takes more than this share of the period comes less often, as long as graces can be seen to pass.
constexpr double kCheapShare = 0.005, kDearShare = 0.1, kSeldomMs = 100;
constexpr double kDelayMs = 25;  ///< until the observer's next look after a period, on a machine that is not busy

/// On a core or waiting for one, itself or one of its first threads.
bool is_runnable(pid_t pid, const ProcStat& leader) {
  constexpr std::size_t kMostThreads = 16;
  if (leader.state == 'R') return true;
  if (leader.threads <= 1) return false;
  std::vector<pid_t> tids = task_ids(pid);
  tids.resize(std::min(tids.size(), kMostThreads));
  return std::any_of(tids.begin(), tids.end(), [](pid_t tid) {
    const auto stat = stat_of(tid);
    return stat && stat->state == 'R';
  });
}

/// Asleep in another call: an exec that was asked for has happened or failed. One under way shows the old arguments.
bool is_past_exec(pid_t pid) {
  const auto line = syscall_of(pid, pid);
  return line && line->kind == SyscallLine::Kind::kInCall && line->nr != SYS_execve && line->nr != SYS_execveat;
}

/// Blocked in waitpid() for some child: since another has ended, for one that still runs.
bool waits_for_another_child(pid_t parent) {
  const std::vector<pid_t> tids = task_ids(parent);
  return std::any_of(tids.begin(), tids.end(), [parent](pid_t tid) {
    const auto line = syscall_of(parent, tid);
    return line && line->kind == SyscallLine::Kind::kInCall && (line->nr == SYS_wait4 || line->nr == SYS_waitid);
  });
}

/// Blocked, for however long, in a call that ends when somebody else sends, posts or unlocks.
bool awaits_somebody(pid_t pid) {
  const auto line = syscall_of(pid, pid);
  if (!line || line->kind != SyscallLine::Kind::kInCall || has_finite_timeout(*line)) return false;
  switch (line->nr) {
    case SYS_read: case SYS_readv: case SYS_write: case SYS_writev: case SYS_recvfrom: case SYS_recvmsg: case SYS_sendto:
    case SYS_sendmsg: case SYS_sendfile: case SYS_splice: case SYS_tee: case SYS_openat: case SYS_semop: case SYS_semtimedop:
    case SYS_msgrcv: case SYS_msgsnd: case SYS_mq_timedreceive: case SYS_mq_timedsend: case SYS_flock: case SYS_fcntl:
    case SYS_futex: case SYS_ppoll: case SYS_pselect6: case SYS_epoll_pwait:
#ifdef SYS_poll
    case SYS_poll: case SYS_select: case SYS_epoll_wait:
#endif
#ifdef SYS_epoll_pwait2
    case SYS_epoll_pwait2:
#endif
      return true;
    default: return false;
  }
}

}  // namespace

void Housekeeper::watch_orphan(TrackedProcess& p, double now) {
  if (!p.record.parent) return;
  const TrackedProcess* parent = table_.by_id(*p.record.parent);
  // A parent that no longer runs has given its children away: to init, or to a subreaper.
  if (!parent || p.parent_pid == parent->record.host_pid) return;
  if (!p.orphan_since_ms)
    p.orphan_since_ms = now, p.grace_use = cpu_use_of(p.record.host_pid), p.grace_starved_ms = starved_ms();
  const double elapsed = now - *p.orphan_since_ms - (starved_ms() - p.grace_starved_ms);
  const double for_ms = could_act_ms(elapsed, p.grace_use, cpu_use_of(p.record.host_pid), p.last_stat->state == 'R');
  if (for_ms >= static_cast<double>(options_.orphan_grace.count()))
    orphans_[p.record.id] = {p.record.id, *p.record.parent, for_ms};
}

void Housekeeper::watch_zombie(TrackedProcess& p, TrackedProcess& parent, double now) {
  if (awaits_somebody(parent.record.host_pid)) p.parent_awaits_ms += now - last_ms_;
  // A parent that reaps one child after the other is on its way: each of its waits takes a moment, and who asks for
  // any child gets the eldest.
  const double reaped_elder_ms = parent.reaped_id < p.record.id ? parent.reaped_ms : 0;
  const double since = std::max({*p.zombie_since_ms, parent.waits_ms, reaped_elder_ms});
  const double grace = static_cast<double>(options_.zombie_grace.count());
  // Whoever the parent waits for may have waited for a core.
  const double elapsed = now - since - (starved_ms() - p.grace_starved_ms);
  if (elapsed < grace) return;
  if (waits_for_another_child(parent.record.host_pid)) {
    parent.waits_ms = now;
    return;
  }
  // The state may have been read a while ago: a parent in the queue for a core is given the time to get one.
  const auto stat = stat_of(parent.record.host_pid);
  if (!stat) return;
  const double for_ms = could_act_ms(elapsed, p.grace_use, cpu_use_of(parent.record.host_pid), stat->state == 'R');
  if (for_ms >= grace) zombies_[{parent.record.id, p.record.id}] = {parent.record.id, p.record.id, for_ms};
}

// Who reads what its children send, or takes a semaphore of theirs, and reaps them all in the end has left no zombie:
// it could not have known sooner. Asleep, at work, or in a server's accept() it could.
void Housekeeper::forgive_reaped() {
  if (options_.strict_zombies) return;
  std::erase_if(zombies_, [this](const auto& seen) {
    const TrackedProcess* child = table_.by_id(seen.second.child);
    if (!child || child->by_init || (child->alive && !cut_off_)) return false;
    return seen.second.for_ms - child->parent_awaits_ms < static_cast<double>(options_.zombie_grace.count());
  });
}

void Housekeeper::read_state(TrackedProcess& p, const Moment& moment) {
  if (!moment.nobody_ran || !p.last_stat) p.last_stat = stat_of(p.record.host_pid);
  const auto& stat = p.last_stat;
  if (!stat) return;
  p.parent_pid = stat->ppid;
  note_session(p, *stat);
  const std::uint64_t calls = p.held_calls - std::exchange(p.held_calls_before, p.held_calls);
  p.held_calls_a_ms = static_cast<double>(calls) / std::max(1.0, moment.now_ms - last_ms_);
  const double cpu_ms = cpu_ms_of(*stat);
  const bool ran = cpu_ms != p.cpu_ms;  // most sleep: what has not run burns nothing
  p.cpu_ms = cpu_ms;
  if (ran && !moment.all_rest) p.busy.look(moment.now_ms, cpu_use_of(p.record.host_pid));
  if (p.argv_unsure && stat->state != 'Z' && is_past_exec(p.record.host_pid)) {
    const auto text = read_text(proc_path(p.record.host_pid, "cmdline"));
    if (text && !text->empty()) p.record.argv = parse_cmdline(*text);
    p.argv_unsure = false;
  }
}

void Housekeeper::watch_grace(TrackedProcess& p, double now) {
  // A leader that ended before its threads shows Z, too, but is no zombie yet.
  if (p.last_stat->state != 'Z' || task_ids(p.record.host_pid).size() > 1) return watch_orphan(p, now);
  TrackedProcess* parent = table_.known(p.parent_pid);
  if (!p.zombie_since_ms) {
    p.zombie_since_ms = now, p.grace_starved_ms = starved_ms();
    if (parent) p.grace_use = cpu_use_of(parent->record.host_pid);
    if (!p.record.end_ms) p.record.end_ms = now;
    if (!p.record.cpu_ms) p.record.cpu_ms = p.cpu_ms;
  }
  if (parent) watch_zombie(p, *parent, now);
}

void Housekeeper::look(const Moment& moment) {
  bool runnable = moment.waits_for_us;
  for (TrackedProcess& p : table_.all()) {
    if (!p.alive) continue;
    read_state(p, moment);
    runnable = runnable || (!moment.all_rest && p.last_stat && is_runnable(p.record.host_pid, *p.last_stat));
  }
  starvation_.sample(moment.now_ms, moment.cpu_ms + own_cpu_ms(), runnable, moment.now_ms - next_ms_ - kDelayMs);
  for (TrackedProcess& p : table_.all())
    if (p.alive && p.last_stat) watch_grace(p, moment.now_ms);
  forgive_reaped();
  last_ms_ = moment.now_ms;
  next_ms_ = moment.now_ms + kPeriodMs;
}

void Housekeeper::took(double cpu_ms) {
  const double period = std::max(std::min(cpu_ms / kCheapShare, kSeldomMs), cpu_ms / kDearShare);
  next_ms_ += std::clamp(period, kPeriodMs, kLongestPeriodMs) - kPeriodMs;
}

void Housekeeper::fill(Evidence& evidence) const {
  for (const auto& [key, sighting] : zombies_) evidence.zombies.push_back(sighting);
  for (const auto& [key, sighting] : orphans_) evidence.orphans.push_back(sighting);
}

}  // namespace grader
