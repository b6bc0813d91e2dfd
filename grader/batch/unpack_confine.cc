// unpack_confine.cc — takes from the calling process all that unpacking does not need, for good.
#include "grader/batch/unpack_confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "sandbox/fd.h"

namespace grader {
namespace {

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit value{most, most};
  ::setrlimit(resource, &value);
}

void limit_resources(const UnpackLimits& limits) {
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()));
  limit(RLIMIT_FSIZE, limits.bytes + 1);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
#ifndef __SANITIZE_ADDRESS__  // its shadow is terabytes of it
  limit(RLIMIT_DATA, limits.memory_bytes);
#endif
  ::signal(SIGXFSZ, SIG_IGN);  // too large is an error of write()
}

/// No file but below the folder, for any user: Landlock, where the kernel has it.
void rule_out_other_files(int folder_fd) {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // all of the first version
  const sandbox::Fd rules(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!rules) return;
  landlock_path_beneath_attr below{};
  below.allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                         LANDLOCK_ACCESS_FS_MAKE_REG;
  below.parent_fd = folder_fd;
  if (::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &below, 0) != 0) return;
  ::syscall(SYS_landlock_restrict_self, rules.get(), 0);
}

/// The same as root where it has not; the filter leaves no call that leads out again.
void make_it_the_root(int folder_fd) {
  if (::fchdir(folder_fd) == 0) (void)!::chroot(".");
}

bool filter_calls() {
  static constexpr std::array kAllowed{
      SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(lseek), SCMP_SYS(write), SCMP_SYS(pwrite64),
      SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(fcntl), SCMP_SYS(openat), SCMP_SYS(mkdirat),
      SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mprotect),
      SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time),
      SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(exit), SCMP_SYS(exit_group),
      SCMP_SYS(sigaltstack), SCMP_SYS(sched_yield), SCMP_SYS(getpid), SCMP_SYS(gettid)};  // sanitizers end with these
  // ENOSYS rather than death: a library that asks for something else gets by without it.
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
  if (filter == nullptr) return false;
  bool good = true;
  for (const int call : kAllowed) good = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && good;
  good = good && ::seccomp_load(filter) == 0;
  ::seccomp_release(filter);
  return good;
}

}  // namespace

bool confine_to_unpacking(int folder_fd, const UnpackLimits& limits) {
  limit_resources(limits);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  rule_out_other_files(folder_fd);
  make_it_the_root(folder_fd);
  return filter_calls();
}

}  // namespace grader
