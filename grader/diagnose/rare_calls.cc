// rare_calls.cc — decodes a rare call held by the filter.
#include "grader/diagnose/rare_calls.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace grader {
namespace {

using Kind = RareCall::Kind;
using sandbox::Notification;

constexpr std::uint64_t kItimers = 1ull << 32;  // timer numbers of timer_create() are small

void take_timer(RareCall& rare, const Notification& n, const ProcessMemory& memory) {
  rare.kind = Kind::kTimer;
#ifdef SYS_alarm
  if (n.nr == SYS_alarm) {
    rare.timer = kItimers + ITIMER_REAL, rare.signo = SIGALRM;
    rare.first_ms = static_cast<double>(static_cast<unsigned>(n.args[0])) * 1000;
    return;
  }
#endif
  if (n.nr == SYS_setitimer) {
    // The other two count CPU time: they never fire in a process that sleeps.
    if (n.args[0] != ITIMER_REAL) rare.kind = Kind::kOther;
    rare.timer = kItimers + n.args[0], rare.signo = SIGALRM;
    const auto value = memory.value<itimerval>(n.args[1]);
    if (!value) return;
    const auto ms = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_usec) / 1000; };
    rare.first_ms = ms(value->it_value), rare.interval_ms = ms(value->it_interval);
    return;
  }
  rare.timer = n.args[0] & 0xffffffff;
  const auto value = memory.value<itimerspec>(n.args[2]);
  if (!value) return;
  const auto ms = [](const timespec& t) { return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_nsec) / 1e6; };
  rare.first_ms = ms(value->it_value), rare.interval_ms = ms(value->it_interval);
  // An absolute time is of a clock that we do not know: as long as it may fire, it counts.
  if ((n.args[1] & TIMER_ABSTIME) != 0 && rare.first_ms > 0) rare.interval_ms = std::max(rare.interval_ms, 1.0);
}

void take_signal(RareCall& rare, const Notification& n, pid_t pid) {
  rare.kind = Kind::kSignal;
  const auto number = [&](std::size_t i) { return static_cast<int>(n.args[i]); };
  switch (n.nr) {
    case SYS_tkill: rare.target = number(0), rare.signo = number(1); break;
    case SYS_tgkill: case SYS_rt_tgsigqueueinfo: rare.target = number(0), rare.signo = number(2); break;
    case SYS_pidfd_send_signal: {
      rare.signo = number(1);
      const auto text = read_text(proc_path(pid, ("fdinfo/" + std::to_string(number(0))).c_str()));
      if (text) rare.target = parse_fdinfo(*text).pidfd_pid.value_or(0), rare.target_is_host = true;
      break;
    }
    default: rare.target = number(0), rare.signo = number(1); break;
  }
  if (rare.target < 0) rare.target = 0;
}

void take_exec(RareCall& rare, std::uint64_t path, std::uint64_t argv, const ProcessMemory& memory) {
  constexpr std::size_t kMaxLength = 512;
  rare.kind = Kind::kExec;
  rare.path = memory.text(path);
  for (std::size_t i = 0; i <= kMaxArguments; ++i) {
    const auto pointer = memory.value<std::uint64_t>(argv + 8 * i);
    if (!pointer || *pointer == 0) break;
    rare.argv.push_back(memory.text(*pointer, kMaxLength));
  }
  rare.argv = clipped(std::move(rare.argv));
}

std::string full_path(pid_t pid, std::uint64_t dir, const std::string& path) {
  if (path.starts_with('/')) return path;
  const std::string link = static_cast<int>(dir) == AT_FDCWD ? "cwd" : "fd/" + std::to_string(static_cast<int>(dir));
  return read_link(proc_path(pid, link.c_str())).value_or("") + "/" + path;
}

void create(RareCall& rare, const char* kind, std::string path) {
  rare.kind = Kind::kCreate, rare.object_kind = kind, rare.path = std::move(path);
}

void take_open(RareCall& rare, std::uint64_t dir, std::uint64_t path, std::uint64_t flags, pid_t pid, const ProcessMemory& memory) {
  if ((flags & O_CREAT) != 0) create(rare, "file", full_path(pid, dir, memory.text(path)));
}

void take_bind(RareCall& rare, const Notification& n, pid_t pid, const ProcessMemory& memory) {
  sockaddr_un address{};
  const std::size_t size = std::min<std::uint64_t>(n.args[2], sizeof address - 1);
  const std::size_t got = memory.read(n.args[1], {reinterpret_cast<std::uint8_t*>(&address), size});
  if (got <= offsetof(sockaddr_un, sun_path) || address.sun_family != AF_UNIX || address.sun_path[0] == 0) return;
  create(rare, "socket", full_path(pid, static_cast<std::uint64_t>(AT_FDCWD), address.sun_path));
}

void take_sigchld(RareCall& rare, std::uint64_t handler, std::uint64_t flags) {
  rare.kind = Kind::kSigchld;
  rare.no_child_wait = (flags & SA_NOCLDWAIT) != 0;
  const bool handled = handler != reinterpret_cast<std::uint64_t>(SIG_DFL) && handler != reinterpret_cast<std::uint64_t>(SIG_IGN);
  rare.interrupts = handled && (flags & SA_RESTART) == 0;
}

}  // namespace

std::string sysv_name(std::int32_t key) {
  char text[24];
  std::snprintf(text, sizeof text, "key 0x%x", static_cast<unsigned>(key));
  return text;
}

RareCall decode_rare_call(const Notification& n, pid_t pid) {
  RareCall rare;
  const ProcessMemory memory(pid);
  const auto cwd = static_cast<std::uint64_t>(AT_FDCWD);
  switch (n.nr) {
#ifdef SYS_fork
    case SYS_fork: case SYS_vfork: rare.kind = Kind::kFork; break;
    case SYS_open: take_open(rare, cwd, n.args[0], n.args[1], pid, memory); break;
    case SYS_creat: take_open(rare, cwd, n.args[0], O_CREAT, pid, memory); break;
    case SYS_mknod:
      if (S_ISFIFO(n.args[1])) create(rare, "fifo", full_path(pid, cwd, memory.text(n.args[0])));
      break;
    case SYS_alarm: take_timer(rare, n, memory); break;
#endif
    case SYS_clone:
      if ((n.args[0] & CLONE_THREAD) == 0) rare.kind = Kind::kFork;
      break;
    case SYS_openat: take_open(rare, n.args[0], n.args[1], n.args[2], pid, memory); break;
    case SYS_openat2:
      if (const auto how = memory.value<open_how>(n.args[2])) take_open(rare, n.args[0], n.args[1], how->flags, pid, memory);
      break;
    case SYS_mknodat:
      if (S_ISFIFO(n.args[2])) create(rare, "fifo", full_path(pid, n.args[0], memory.text(n.args[1])));
      break;
    case SYS_execve: take_exec(rare, n.args[0], n.args[1], memory); break;
    case SYS_execveat: take_exec(rare, n.args[1], n.args[2], memory); break;
    case SYS_exit_group: rare.kind = Kind::kExit, rare.code = static_cast<int>(n.args[0] & 0xff); break;
    case SYS_wait4: rare.kind = Kind::kWait, rare.any_child = static_cast<int>(n.args[0]) == -1; break;
    case SYS_waitid:
      rare.kind = Kind::kWait, rare.any_child = n.args[0] == P_ALL && (n.args[3] & WNOWAIT) == 0;
      break;
    case SYS_kill: case SYS_tkill: case SYS_tgkill: case SYS_rt_sigqueueinfo: case SYS_rt_tgsigqueueinfo:
    case SYS_pidfd_send_signal:
      take_signal(rare, n, pid);
      break;
    case SYS_setitimer: case SYS_timer_settime: take_timer(rare, n, memory); break;
    case SYS_rt_sigaction:
      if (static_cast<int>(n.args[0]) == SIGCHLD && n.args[1] != 0) {
        struct { std::uint64_t handler, flags; } action{};  // the kernel's own struct sigaction, its first two words
        if (memory.read(n.args[1], {reinterpret_cast<std::uint8_t*>(&action), sizeof action}) == sizeof action)
          take_sigchld(rare, action.handler, action.flags);
      }
      break;
    case SYS_mq_open:
      if ((n.args[1] & O_CREAT) != 0) create(rare, "mq", "/" + memory.text(n.args[0], 256));
      break;
    case SYS_shmget: case SYS_semget: case SYS_msgget: {
      const std::uint64_t flags = n.args[n.nr == SYS_msgget ? 1 : 2];
      const auto key = static_cast<std::int32_t>(n.args[0]);
      if ((flags & IPC_CREAT) != 0 || key == IPC_PRIVATE)
        create(rare, n.nr == SYS_shmget ? "sysv-shm" : n.nr == SYS_semget ? "sysv-sem" : "sysv-msg", sysv_name(key));
      break;
    }
#ifdef SYS_pipe
    case SYS_pipe:
#endif
    case SYS_pipe2: rare.kind = Kind::kPair, rare.pair = n.args[0]; break;
    case SYS_socketpair: rare.kind = Kind::kPair, rare.pair = n.args[3]; break;
    case SYS_bind: take_bind(rare, n, pid, memory); break;
    default: break;
  }
  return rare;
}

}  // namespace grader
