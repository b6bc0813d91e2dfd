// init_setup.cc — what init does before it serves: namespaces filled, limits, privileges, filter.
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <grp.h>

#include "sandbox/init.h"
#include "sandbox/namespaces.h"

namespace sandbox {
namespace {

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
constexpr unsigned SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 1u << 5;
#endif

void default_signals() noexcept {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int signo = 1; signo < NSIG; ++signo) (void)::sigaction(signo, &action, nullptr);
}

bool open_stdio(SetupFailure& failure) noexcept {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return failure.at("open /dev/null");
  for (int fd = 0; fd < 3; ++fd)
    if (null != fd && ::dup2(null, fd) < 0) return failure.at("open /dev/null");
  if (null > 2) ::close(null);
  return true;
}

// The bounding set goes first, while CAP_SETPCAP is there; what init holds itself it keeps, an exec gets nothing.
bool limit_privileges(const InitPlan& plan, SetupFailure& failure) noexcept {
  if (plan.switch_user && ::setgroups(0, nullptr) < 0) return failure.at("drop supplementary groups");
  for (int capability = 0; capability <= 63; ++capability)
    if (::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0) break;
  (void)::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  (void)::prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return failure.at("set no_new_privs");
  // A student of the same uid must not trace init nor read its memory.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) return failure.at("set init not dumpable");
  return true;
}

bool load_filter(const InitPlan& plan, int& listener, SetupFailure& failure) noexcept {
  if (plan.filter.empty()) return true;
  const sock_fprog program{static_cast<unsigned short>(plan.filter.size()),
                           const_cast<sock_filter*>(plan.filter.data())};
  if (!plan.notify) {
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0) return failure.at("load the seccomp filter");
    return true;
  }
  // Without WAIT_KILLABLE_RECV (5.19) a signal restarts a notified call, and it is notified twice.
  unsigned flags = SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
  long fd = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
  if (fd < 0 && errno == EINVAL) {
    flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
    fd = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
  }
  if (fd < 0) {
    failure.listener = true;
    return failure.at("load the seccomp filter with a listener");
  }
  listener = static_cast<int>(fd);
  return true;
}

// PDEATHSIG is lost with a change of credentials, so it comes last; the supervisor may have died before it.
// At level plain there is no pid namespace that would die with init: the janitor kills the tree, so init stays.
bool die_with_supervisor(const InitPlan& plan, int channel, SetupFailure& failure) noexcept {
  if (plan.level == Level::kFull && ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
    return failure.at("set the parent-death signal");
  pollfd end{channel, 0, 0};
  if (::poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR)) != 0) {
    errno = EPIPE;
    return failure.at("find the supervisor");
  }
  return true;
}

}  // namespace

bool join_prepared(const InitPlan& plan, SetupFailure& failure) noexcept {
  if (plan.cgroup.v2_procs >= 0 && ::write(plan.cgroup.v2_procs, "0", 1) < 0) return failure.at("enter the box's cgroup");
  for (const int fd : plan.cgroup.v1_tasks)
    if (::write(fd, "0", 1) < 0) return failure.at("enter the box's cgroup");
  if (plan.network >= 0 && ::setns(plan.network, CLONE_NEWNET) < 0) return failure.at("enter the box's network");
  return true;
}

bool set_up_init(const InitPlan& plan, int channel, int& listener, SetupFailure& failure) noexcept {
  default_signals();
  hide_origin(plan.arguments);
  // Not in the supervisor's session: its terminal is none of the box's business.
  (void)::setsid();
  const bool full = plan.level == Level::kFull;
  if (plan.rootless && full && !map_ids(plan.uid_map.c_str(), plan.gid_map.c_str(), failure)) return false;
  if (full) {
    if (::unshare(CLONE_NEWCGROUP) < 0 && errno != EINVAL) return failure.at("make a cgroup namespace");
    if (plan.network < 0 && !bring_loopback_up()) return failure.at("bring lo up");
    if (::sethostname(plan.hostname.data(), plan.hostname.size()) < 0) return failure.at("sethostname");
    if (!mount_all(plan.mounts, failure)) return false;
  } else if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0) {
    return failure.at("become a subreaper");
  }
  if (!open_stdio(failure)) return false;
  ::umask(022);
  // libtsan of GCC 13 and older aborts under strong randomization; equal addresses also make runs comparable.
  (void)::personality(static_cast<unsigned long>(::personality(0xffffffff)) | ADDR_NO_RANDOMIZE);
  apply_rlimits(plan.rlimits);
  return limit_privileges(plan, failure) && load_filter(plan, listener, failure) &&
         die_with_supervisor(plan, channel, failure);
}

}  // namespace sandbox
