// namespaces.cc — raw clone(2), id maps, the loopback device.
#include "sandbox/namespaces.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

namespace sandbox {
namespace {

// The cgroup namespace is made later, by init, once it is in its cgroup: its root is the folder one is in then.
constexpr unsigned long kNamespaces = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;

bool write_text(const char* path, const char* text) noexcept {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool ok = ::write(fd, text, std::strlen(text)) == static_cast<ssize_t>(std::strlen(text));
  const int saved = errno;
  ::close(fd);
  errno = saved;
  return ok;
}

long clone_into(std::uint64_t flags, int cgroup_folder, int& pidfd) noexcept {
#ifdef CLONE_INTO_CGROUP
  clone_args args{};
  args.flags = flags | CLONE_INTO_CGROUP;
  args.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
  args.exit_signal = SIGCHLD;
  args.cgroup = static_cast<std::uint64_t>(cgroup_folder);
  return ::syscall(SYS_clone3, &args, sizeof args);
#else
  (void)flags, (void)cgroup_folder, (void)pidfd;
  return -1;
#endif
}

}  // namespace

Result<ForkedInit> fork_init(bool namespaces, bool rootless, bool own_network, int cgroup_folder) {
  unsigned long flags = CLONE_PIDFD;
  if (namespaces) flags |= kNamespaces | (rootless ? CLONE_NEWUSER : 0ul) | (own_network ? CLONE_NEWNET : 0ul);
  // No handler of the supervisor's may run in the child; init keeps the mask as its own.
  sigset_t all, before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  int pidfd = -1;
  long pid = cgroup_folder >= 0 ? clone_into(flags, cgroup_folder, pidfd) : -1;
  const bool in_cgroup = pid >= 0;
  if (pid < 0) pid = ::syscall(SYS_clone, flags | SIGCHLD, nullptr, &pidfd, nullptr, 0);
  if (pid == 0) return ForkedInit{0, Fd(), in_cgroup};
  const int saved = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = saved;
  if (pid < 0) return last_error(namespaces ? "make namespaces" : "fork the box's init");
  return ForkedInit{static_cast<pid_t>(pid), Fd(pidfd), in_cgroup};
}

bool map_ids(const char* uid_map, const char* gid_map, SetupFailure& failure) noexcept {
  // Without CAP_SETGID outside, a gid map is accepted only after setgroups is given up (user_namespaces(7)).
  if (!write_text("/proc/self/setgroups", "deny")) return failure.at("write setgroups");
  if (!write_text("/proc/self/uid_map", uid_map)) return failure.at("write uid_map");
  if (!write_text("/proc/self/gid_map", gid_map)) return failure.at("write gid_map");
  return true;
}

bool bring_loopback_up() noexcept {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return true;
  ifreq request{};
  std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  const bool up = ::ioctl(fd, SIOCSIFFLAGS, &request) == 0;
  ::close(fd);
  return up;
}

}  // namespace sandbox
