// notification.h — one rare call of a boxed process, held until it is let go. Plain data.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <vector>

namespace sandbox {

/// A rare system call that a process of the box is about to make: it waits inside the call until let go.
/// Notified: fork, vfork, clone (not CLONE_THREAD), execve, execveat, exit_group, wait4, waitid, kill, tkill, tgkill,
/// rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal, alarm, setitimer, timer_settime, timerfd_settime,
/// open/openat/openat2/creat with O_CREAT, mq_open, shmget, semget, msgget, mknod(at), bind, rt_sigaction(SIGCHLD),
/// pipe, pipe2, socketpair.
/// On request only (HeldGroup): shared and file mappings, threads, plain opens, …
/// Never notified: read, write, futex; waits that return at once (WNOHANG); init's own waits (__WALL).
/// Source: seccomp_unotify(2).
struct Notification {
  std::uint64_t id = 0;
  pid_t tid = 0;  ///< host pid namespace
  int nr = 0;
  std::array<std::uint64_t, 6> args{};
  std::uint64_t pc = 0;
};

/// Calls that are held only for who asks: too hot, or of no interest, to most.
enum class HeldGroup {
  kSharedMaps,  ///< mmap with MAP_SHARED
  kFileMaps,    ///< mmap with MAP_PRIVATE of a file
  kThreads,     ///< clone with CLONE_THREAD
  kOpens,       ///< open, openat without O_CREAT (and without O_PATH)
  kEventfd, kSignalfd, kTimerfd, kEpoll, kSendfile,
  kShmat,
};

/// A signal that a held call will send, to a process whose handler of it interrupts calls.
struct Interruption {
  pid_t target = 0;  ///< host pid, like `ends`
  int signo = 0;
  pid_t ends = 0;    ///< not 0: it is SIGCHLD, and comes when this process ends
  int ended_by = 0;  ///< not 0: the call sends `ends` alone this signal, which ends it
};

/// How a held call goes on: as it is, or without being made.
struct Reply {
  bool made = true;
  int error = 0;           ///< not made: it fails with this errno, or, if 0, returns `value`
  std::int64_t value = 0;
  std::vector<Interruption> interrupts{};  ///< made: whom it will send a signal
};

}  // namespace sandbox
