// mechanism_watch.cc — who uses which of the mechanisms that a scenario requires.
#include "grader/diagnose/mechanism_watch.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <utility>

#include "grader/diagnose/rare_calls.h"

namespace grader {
namespace {

using sandbox::Notification;

/// Calls that are a mechanism by themselves, whatever their arguments.
const std::multimap<int, Mechanism>& plain_calls() {
  static const std::multimap<int, Mechanism> calls{
#ifdef SYS_fork
      {SYS_fork, Mechanism::kFork}, {SYS_vfork, Mechanism::kFork}, {SYS_pipe, Mechanism::kPipe},
      {SYS_eventfd, Mechanism::kEventfd}, {SYS_signalfd, Mechanism::kSignalfd}, {SYS_epoll_create, Mechanism::kEpoll},
#endif
      {SYS_execve, Mechanism::kExec}, {SYS_execveat, Mechanism::kExec},
      {SYS_pipe2, Mechanism::kPipe}, {SYS_socketpair, Mechanism::kSocketpair},
      {SYS_eventfd2, Mechanism::kEventfd}, {SYS_signalfd4, Mechanism::kSignalfd},
      {SYS_timerfd_create, Mechanism::kTimerfd}, {SYS_epoll_create1, Mechanism::kEpoll},
      {SYS_sendfile, Mechanism::kSendfile},
      {SYS_shmget, Mechanism::kSysvShm}, {SYS_shmat, Mechanism::kSysvShm}, {SYS_shmat, Mechanism::kSharedMemory},
      {SYS_semget, Mechanism::kSysvSem}, {SYS_msgget, Mechanism::kSysvMsg}, {SYS_mq_open, Mechanism::kMq},
      {SYS_rt_sigqueueinfo, Mechanism::kSigqueue}, {SYS_rt_tgsigqueueinfo, Mechanism::kSigqueue}};
  return calls;
}

bool is_open(int nr) {
#ifdef SYS_open
  if (nr == SYS_open || nr == SYS_creat) return true;
#endif
  return nr == SYS_openat || nr == SYS_openat2;
}

bool is_regular(pid_t pid, const std::string& link) {
  struct stat status {};
  return ::stat(proc_path(pid, link.c_str()).c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

/// The path that open was given; empty when it cannot be read.
std::string opened_path(const Notification& n, pid_t pid) {
  const bool at = n.nr == SYS_openat || n.nr == SYS_openat2;
  const std::string path = ProcessMemory(pid).text(n.args[at ? 1 : 0]);
  if (path.empty() || path.starts_with('/')) return path;
  const bool from_folder = at && static_cast<int>(n.args[0]) != AT_FDCWD;
  const std::string link = from_folder ? "fd/" + std::to_string(static_cast<int>(n.args[0])) : "cwd";
  return read_link(proc_path(pid, link.c_str())).value_or("") + "/" + path;
}

/// A library's own: the C library maps its caches of locales and character sets, the loader its libraries.
bool is_of_system(const std::string& path) {
  for (const char* folder : {"/usr/", "/lib", "/etc/", "/bin/", "/opt/", "/proc/", "/sys/"})
    if (path.starts_with(folder)) return true;
  return false;
}

/// What is not there yet may be a FIFO a moment later, when the call is made: another process makes it meanwhile.
bool may_be_fifo(pid_t pid, const std::string& path) {
  const auto file = open_as_seen_by(pid, path, O_PATH);
  struct stat status {};
  if (file && ::fstat(file->get(), &status) == 0) return S_ISFIFO(status.st_mode);
  return !is_of_system(path);
}

int signal_of(const Notification& n) {
  const bool third = n.nr == SYS_tgkill || n.nr == SYS_rt_tgsigqueueinfo;
  return static_cast<int>(n.args[third ? 2 : 1]);
}

bool sends(int nr) {
  for (const int call : {SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_pidfd_send_signal})
    if (nr == call) return true;
  return false;
}

}  // namespace

void MechanismWatch::note(const Notification& n, TrackedProcess& process, double now_ms) {
  if (wanted_.empty()) return;
  const auto [first, last] = plain_calls().equal_range(n.nr);
  for (auto it = first; it != last; ++it) count(it->second, process, now_ms);
  if (n.nr == SYS_clone) count((n.args[0] & CLONE_THREAD) != 0 ? Mechanism::kThread : Mechanism::kFork, process, now_ms);
  if (n.nr == SYS_mmap) note_map(n, process, now_ms);
  if (is_open(n.nr)) note_open(n, process, now_ms);
  if (sends(n.nr) && signal_of(n) != 0) count(Mechanism::kKill, process, now_ms);
  if (n.nr == SYS_pidfd_send_signal && n.args[2] != 0) count(Mechanism::kSigqueue, process, now_ms);
  const bool makes_fifo =
#ifdef SYS_mknod
      (n.nr == SYS_mknod && S_ISFIFO(n.args[1])) ||
#endif
      (n.nr == SYS_mknodat && S_ISFIFO(n.args[2]));
  if (makes_fifo) count(Mechanism::kFifo, process, now_ms);
}

void MechanismWatch::note_map(const Notification& n, TrackedProcess& process, double now_ms) {
  const bool shared = (n.args[3] & MAP_SHARED) != 0;
  if ((n.args[3] & MAP_ANONYMOUS) != 0) {
    if (shared) count(Mechanism::kSharedMemory, process, now_ms);
    return;
  }
  const pid_t pid = process.record.host_pid;
  const std::string link = "fd/" + std::to_string(static_cast<int>(n.args[4]));
  const auto path = read_link(proc_path(pid, link.c_str()));
  if (path && is_of_system(*path)) return;
  if (shared) count(Mechanism::kSharedMemory, process, now_ms);
  const std::string kind = path ? paths_.object("file", *path).first : "";
  // What cannot be looked at may be any of them.
  if (shared && (!path || kind == "sem")) count(Mechanism::kNamedSemaphore, process, now_ms);
  // As a rule it was opened before, and counted then.
  if ((!path || kind == "shm") && !uses_.contains({process.record.id, Mechanism::kShm})) count(Mechanism::kShm, process, now_ms);
  const bool file = !path || (kind != "sem" && kind != "shm" && path->starts_with('/') && !path->starts_with("/memfd:"));
  if (file && is_regular(pid, link)) count(Mechanism::kFileMapping, process, now_ms);
}

void MechanismWatch::note_open(const Notification& n, TrackedProcess& process, double now_ms) {
  if (!wants(Mechanism::kShm) && !wants(Mechanism::kFifo)) return;
  const std::string path = opened_path(n, process.record.host_pid);
  // A path that cannot be read, or that leads through a descriptor, may lead anywhere.
  const bool anywhere = path.empty() || (path.starts_with("/proc/") && path.find("/fd/") != path.npos) || path.starts_with("/dev/fd/");
  if (anywhere || paths_.object("file", path).first == "shm") count(Mechanism::kShm, process, now_ms);
  if (wants(Mechanism::kFifo) && (anywhere || may_be_fifo(process.record.host_pid, path))) count(Mechanism::kFifo, process, now_ms);
}

void MechanismWatch::count(Mechanism mechanism, TrackedProcess& process, double now_ms) {
  if (!wants(mechanism)) return;
  const auto [entry, first] = uses_.try_emplace({process.record.id, mechanism});
  MechanismUse& use = entry->second;
  ++use.times;
  if (!first) return;
  use.process = process.record.id, use.mechanism = mechanism, use.first_ms = now_ms;
  // Children that are there already inherit nothing of this: they are to be known as older.
  if (inheritance(mechanism) == Inheritance::kNone) return;
  for (const pid_t child : children_of(process.record.host_pid)) table_.find(child, now_ms);
}

std::vector<MechanismUse> MechanismWatch::take() {
  std::vector<MechanismUse> all;
  for (auto& [key, use] : std::exchange(uses_, {})) all.push_back(use);
  return all;
}

}  // namespace grader
