// process_table.cc — who is who in the box: every process ever seen, its parent, its times, its end.
#include "grader/diagnose/process_table.h"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace grader {
namespace {

constexpr std::size_t kMaxProcesses = 20000;

// linux/pidfd.h of kernel 6.15: headers of the build machine may be older than its kernel.
struct PidfdInfo {
  std::uint64_t mask;
  std::uint64_t cgroup;
  std::uint32_t ids[11];
  std::int32_t exit_code;
};
static_assert(sizeof(PidfdInfo) == 64);
constexpr std::uint64_t kPidfdInfoExit = 1u << 3;
constexpr unsigned long kPidfdGetInfo = _IOWR(0xFF, 11, PidfdInfo);

// The status of a process that its parent reaped, kept by the kernel for holders of a pidfd.
std::optional<sandbox::ExitStatus> exit_status_of(const sandbox::Fd& pidfd) {
  PidfdInfo info{};
  info.mask = kPidfdInfoExit;
  if (!pidfd || ::ioctl(pidfd.get(), kPidfdGetInfo, &info) != 0 || (info.mask & kPidfdInfoExit) == 0) return std::nullopt;
  return sandbox::ExitStatus::from_wait(info.exit_code);
}

void set_end(ProcessRecord& record, const sandbox::ExitStatus& status) {
  record.end.kind = status.signaled() ? ProcessEnd::Kind::kSignaled : ProcessEnd::Kind::kExited;
  record.end.code = status.code, record.end.signal = status.signal;
}

bool lives(const TrackedProcess& process) {
  if (!process.alive || process.record.end_ms) return false;
  const auto stat = stat_of(process.record.host_pid);
  return stat && stat->state != 'Z' && stat->state != 'X';
}

bool reaped_already(const sandbox::Fd& pidfd, pid_t pid) {
  if (!pidfd) return ::kill(pid, 0) != 0 && errno == ESRCH;
  return ::syscall(SYS_pidfd_send_signal, pidfd.get(), 0, nullptr, 0) != 0 && errno == ESRCH;
}

/// "wc": the last part of what it was started as; empty when that is no plain name.
std::string program_of(const ProcessRecord& record) {
  if (record.argv.empty()) return "";
  std::string name = record.argv[0].substr(record.argv[0].rfind('/') + 1);
  constexpr std::size_t kLongest = 20;
  const bool plain = name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == '+';
  });
  return plain ? name : "";
}

}  // namespace

void note_session(TrackedProcess& process, const ProcStat& stat) {
  if (process.record.role.empty() && stat.session == process.record.host_pid) process.record.daemon = true;
}

double cpu_ms_of(const ProcStat& stat) {
  static const double ticks_per_ms = static_cast<double>(::sysconf(_SC_CLK_TCK)) / 1000;
  return static_cast<double>(stat.user_ticks + stat.system_ticks) / ticks_per_ms;
}

TrackedProcess& ProcessTable::add_root(const sandbox::Started& started, const std::string& role, bool students,
                                       double now_ms) {
  TrackedProcess* process = known(started.pid);
  if (!process) {
    all_.emplace_back();
    process = &all_.back();
    process->record.id = static_cast<int>(all_.size());
    process->pidfd = sandbox::Fd(static_cast<int>(::syscall(SYS_pidfd_open, started.pid, 0)));
    alive_[started.pid] = all_.size() - 1;
  }
  ProcessRecord& record = process->record;
  record.name = record.role = role, record.students = students;
  record.pid = started.box_pid, record.host_pid = started.pid, record.start_ms = now_ms;
  record.parent.reset();
  process->parent_pid = init_;
  return *process;
}

TrackedProcess* ProcessTable::known(pid_t pid) {
  const auto it = alive_.find(pid);
  return it == alive_.end() ? nullptr : &all_[it->second];
}

TrackedProcess* ProcessTable::by_box_pid(pid_t box_pid) {
  for (auto it = all_.rbegin(); it != all_.rend(); ++it)
    if (it->record.pid == box_pid) return &*it;
  return nullptr;
}

TrackedProcess* ProcessTable::by_id(int id) {
  return id >= 1 && static_cast<std::size_t>(id) <= all_.size() ? &all_[static_cast<std::size_t>(id) - 1] : nullptr;
}

// A child's id is greater than its parent's, so this ends.
TrackedProcess* ProcessTable::root_of(const TrackedProcess& process) {
  TrackedProcess* at = by_id(process.record.id);
  while (at && at->record.role.empty()) at = at->record.parent ? by_id(*at->record.parent) : nullptr;
  return at;
}

TrackedProcess* ProcessTable::find(pid_t pid, double now_ms) {
  if (pid <= 0 || pid == init_) return nullptr;
  if (TrackedProcess* process = known(pid)) return process;
  // A younger sibling may be heard of first: ids go by creation, as the kernel lists children.
  if (const auto stat = stat_of(pid); stat && known(stat->ppid))
    for (const pid_t sibling : children_of(stat->ppid))
      if (!known(sibling)) add(sibling, now_ms);
  if (TrackedProcess* process = known(pid)) return process;
  return add(pid, now_ms);
}

TrackedProcess* ProcessTable::add(pid_t pid, double now_ms) {
  if (all_.size() >= kMaxProcesses) return nullptr;
  sandbox::Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  const auto status = status_of(pid);
  if (!status || status->tgid != pid) return nullptr;
  TrackedProcess process;
  ProcessRecord& record = process.record;
  record.id = static_cast<int>(all_.size()) + 1;
  record.host_pid = pid, record.pid = status->ns_pids.empty() ? pid : status->ns_pids.back();
  record.start_ms = now_ms;
  process.pidfd = std::move(pidfd);
  process.parent_pid = status->ppid;
  if (was_reaped(pid, status->state)) return nullptr;
  if (TrackedProcess* parent = parent_of(*status)) {
    ++parent->children;
    record.parent = parent->record.id, record.students = parent->record.students, record.argv = parent->record.argv;
    process.no_child_wait = parent->no_child_wait, process.sigchld_interrupts = parent->sigchld_interrupts;
    process.forked_from = parent->last_fork;
  }
  all_.push_back(std::move(process));
  alive_[pid] = all_.size() - 1;
  return &all_.back();
}

// Init reports a death before it reaps: until then the kernel still lists who is gone.
bool ProcessTable::was_reaped(pid_t pid, char state) {
  if (!reaped_.contains(pid)) return false;
  if (state == 'Z' || state == 'X') return true;
  reaped_.erase(pid);  // another one
  return false;
}

// Who fell to init before it was met is the child of him who forked and has ended since, if there is but one.
TrackedProcess* ProcessTable::parent_of(const ProcStatus& status) {
  if (TrackedProcess* parent = known(status.ppid)) return parent;
  TrackedProcess* only = nullptr;
  for (TrackedProcess& p : all_) {
    if (p.forks <= p.children || lives(p)) continue;
    if (only) return nullptr;
    only = &p;
  }
  return only;
}

std::vector<pid_t> ProcessTable::walk(double now_ms) {
  std::vector<pid_t> found;
  std::set<pid_t> seen;
  // No recursion: students make chains of processes as deep as they like, and nobody may be overlooked.
  std::vector<std::pair<pid_t, pid_t>> ahead{{init_, 0}};
  while (!ahead.empty()) {
    const auto [pid, parent] = ahead.back();
    ahead.pop_back();
    if (pid != init_) {
      TrackedProcess* process = find(pid, now_ms);
      if (!process || !seen.insert(pid).second) continue;
      process->parent_pid = parent;
      found.push_back(pid);
      // Every fork is a rare call. Children that others leave behind fall to an ancestor, which has forked itself.
      if (process->forks == 0) continue;
    }
    const std::vector<pid_t> children = children_of(pid);
    for (auto child = children.rbegin(); child != children.rend(); ++child) ahead.emplace_back(*child, pid);
  }
  return found;
}

void ProcessTable::check_ended(TrackedProcess& process, double now_ms) {
  if (!reaped_already(process.pidfd, process.record.host_pid)) return;
  process.alive = false;
  if (!process.record.end_ms) process.record.end_ms = now_ms;
  alive_.erase(process.record.host_pid);
  if (TrackedProcess* parent = process.record.parent ? by_id(*process.record.parent) : nullptr)
    parent->reaped_id = process.record.id, parent->reaped_ms = now_ms;
  if (process.record.end.kind == ProcessEnd::Kind::kUnknown) {
    if (const auto status = exit_status_of(process.pidfd)) set_end(process.record, *status);
    else if (process.exit_code) set_end(process.record, {*process.exit_code, 0, false});
  }
  process.pidfd.reset();
}

void ProcessTable::meet_children(pid_t parent, double now_ms) {
  for (const pid_t child : children_of(parent)) {
    TrackedProcess* process = find(child, now_ms);
    const auto stat = process ? stat_of(child) : std::nullopt;
    if (!stat || stat->state != 'Z' || process->record.end.kind != ProcessEnd::Kind::kUnknown) continue;
    set_end(process->record, sandbox::ExitStatus::from_wait(stat->exit_code));
    if (!process->record.end_ms) process->record.end_ms = now_ms;
  }
}

std::vector<pid_t> ProcessTable::refresh(double now_ms) {
  std::vector<pid_t> found = walk(now_ms);
  const std::set<pid_t> walked(found.begin(), found.end());
  // A child whose parent dies during the walk may be missed by it: whoever is known and not reaped still counts.
  std::vector<std::size_t> missing;
  for (const auto& [pid, index] : alive_)
    if (!walked.contains(pid)) missing.push_back(index);
  for (const std::size_t index : missing) {
    check_ended(all_[index], now_ms);
    if (all_[index].alive) found.push_back(all_[index].record.host_pid);
  }
  std::sort(found.begin(), found.end());
  return found;
}

void ProcessTable::reaped(const sandbox::BoxEvent& event, double now_ms) {
  TrackedProcess* process = known(event.pid);
  if (!process) {
    // Noticed as gone before the report came: the report knows more.
    for (auto it = all_.rbegin(); it != all_.rend() && !process; ++it)
      if (it->record.host_pid == event.pid) process = &*it;
  }
  if (!process) return;
  const bool by_grader = process->record.end.kind == ProcessEnd::Kind::kKilledByGrader;
  if (!by_grader || event.status.signal != SIGKILL) set_end(process->record, event.status);
  if (!process->record.end_ms) process->record.end_ms = now_ms;
  process->record.cpu_ms = static_cast<double>(event.usage.cpu.count()) / 1000;
  if (event.usage.memory_peak_bytes > 0) process->record.memory_peak_bytes = event.usage.memory_peak_bytes;
  process->alive = false;
  process->pidfd.reset();
  alive_.erase(event.pid);
  process->by_init = true;
  reaped_.insert(event.pid);
}

void ProcessTable::name_all() {
  std::map<int, int> children, seen;
  std::map<int, std::string> plain;  // without the program in brackets
  for (const TrackedProcess& p : all_)
    if (p.record.parent && p.record.role.empty()) ++children[*p.record.parent];
  for (TrackedProcess& p : all_) {
    ProcessRecord& r = p.record;
    if (!r.role.empty()) continue;
    if (!r.parent) {
      r.name = "process " + std::to_string(r.pid);
      continue;
    }
    const int ordinal = ++seen[*r.parent];
    constexpr std::size_t kLongestName = 60;  // beyond, the place in the tree tells nobody anything
    const ProcessRecord& parent = all_[static_cast<std::size_t>(*r.parent) - 1].record;
    const auto known = plain.find(parent.id);
    const std::string& parents = known == plain.end() ? parent.name : known->second;
    if (parents.size() > kLongestName || parents.starts_with("process ")) {
      r.name = "process " + std::to_string(r.pid);
      continue;
    }
    r.name = (children[*r.parent] > 1 ? "child " + std::to_string(ordinal) : std::string("child")) + " of " + parents;
    plain[r.id] = r.name;
    const std::string program = program_of(r);
    if (p.execed && !program.empty() && program != program_of(parent)) r.name += " (" + program + ")";
  }
}

}  // namespace grader
