// spawn.cc — init starts and kills the box's processes. Runs in init: no allocation.
#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "sandbox/channel.h"
#include "sandbox/fd.h"
#include "sandbox/init.h"

namespace sandbox {
namespace {

alignas(16) char g_stack[64 * 1024];

// Raw calls: glibc's setresuid changes every thread of the process, and init's memory is shared until the exec.
bool become_student(const InitPlan& plan) noexcept {
  if (!plan.switch_user) return true;
  return ::syscall(SYS_setresgid, plan.student_gid, plan.student_gid, plan.student_gid) == 0 &&
         ::syscall(SYS_setresuid, plan.student_uid, plan.student_uid, plan.student_uid) == 0;
}

const char* path_variable(char** env) noexcept {
  for (; *env != nullptr; ++env)
    if (std::strncmp(*env, "PATH=", 5) == 0) return *env + 5;
  return "/usr/local/bin:/usr/bin:/bin";
}

// As execvpe(3), but looks before it tries: each attempt would be a notified call.
int exec_program(const SpawnTask& task) noexcept {
  const char* file = task.argv[0];
  if (task.program >= 0) {
    ::syscall(SYS_execveat, task.program, "", task.argv, task.env, AT_EMPTY_PATH);
    return errno;
  }
  if (std::strchr(file, '/') != nullptr) {
    ::execve(file, task.argv, task.env);
    return errno;
  }
  int error = ENOENT;
  for (const char* at = path_variable(task.env); at != nullptr && *file != '\0';) {
    const char* const colon = std::strchr(at, ':');
    const int length = static_cast<int>(colon == nullptr ? std::strlen(at) : static_cast<std::size_t>(colon - at));
    char candidate[PATH_MAX];
    const int wanted = std::snprintf(candidate, sizeof candidate, "%.*s/%s", length, length == 0 ? "." : at, file);
    if (wanted < static_cast<int>(sizeof candidate)) {
      if (::faccessat(AT_FDCWD, candidate, X_OK, 0) == 0) {
        ::execve(candidate, task.argv, task.env);
        return errno;
      }
      if (errno == EACCES) error = EACCES;
    }
    at = colon == nullptr ? nullptr : colon + 1;
  }
  return error;
}

// Shares init's memory until exec (CLONE_VM), so an error is simply written down. Returning ends it by exit(2).
int child_main(void* argument) noexcept {
  SpawnTask& task = *static_cast<SpawnTask*>(argument);
  Report hello;
  hello.kind = Report::Kind::kHello;
  const std::span<const std::byte> part[] = {std::as_bytes(std::span(&hello, 1))};
  if (!send_packet(task.channel, part, {})) return task.error = errno, 127;
  ::setsid();
  for (int fd = 0; fd < 3; ++fd)
    if (task.stdio[fd] >= 0 && ::dup2(task.stdio[fd], fd) < 0) return task.error = errno, 127;
  // What init leaves open without a request is /dev/null, close-on-exec like everything of init's.
  for (int fd = 0; fd < 3; ++fd)
    if (task.stdio[fd] < 0) ::fcntl(fd, F_SETFD, 0);
  if (!become_student(*task.plan)) return task.error = errno, 127;
  if (::chdir(task.cwd) < 0) return task.error = errno, 127;
  sigset_t none;
  sigemptyset(&none);
  ::syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, nullptr, _NSIG / 8);
  task.error = exec_program(task);
  return 127;
}

// Every task of the children below `pid`, however deep: /proc/PID/task/TID/children (proc(5)).
void kill_descendants(pid_t pid, int depth) noexcept {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  char text[4096];
  const ssize_t bytes = ::read(fd, text, sizeof text - 1);
  ::close(fd);
  if (bytes <= 0) return;
  text[bytes] = '\0';
  char* at = text;
  for (;;) {
    char* end = at;
    const long child = std::strtol(at, &end, 10);
    if (end == at || *end == '\0') return;  // a number cut by the buffer's end is left to the next round
    if (depth < 64) kill_descendants(static_cast<pid_t>(child), depth + 1);
    ::kill(static_cast<pid_t>(child), SIGKILL);
    at = end;
  }
}

int kill_by_uid(void* argument) noexcept {
  if (become_student(*static_cast<const InitPlan*>(argument))) ::kill(-1, SIGKILL);
  return 0;
}

}  // namespace

pid_t spawn_child(SpawnTask& task) noexcept {
  const int pid = ::clone(child_main, g_stack + sizeof g_stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &task);
  if (pid < 0) task.error = errno;
  return pid < 0 ? 0 : pid;
}

// Each kill is a call that the supervisor holds, and every process of a fork bomb competes with both of us for a
// core. One is enough where it reaches all at once: a fork with a signal pending fails. More are for what we do not know.
void kill_everything(const InitPlan& plan) noexcept {
  const bool reaches_all = plan.level == Level::kFull || plan.switch_user;
  for (unsigned round = 1;; ++round) {
    const bool power_of_two = (round & (round - 1)) == 0;
    if (reaches_all && !power_of_two) {
      // nothing new to kill
    } else if (plan.level == Level::kFull) {
      ::kill(-1, SIGKILL);  // everything in the pid namespace but init
    } else if (plan.switch_user) {
      // A uid of the box's own: one call, under which nothing can slip by forking.
      const int helper = ::clone(kill_by_uid, g_stack + sizeof g_stack, CLONE_VM | CLONE_VFORK | SIGCHLD,
                                 const_cast<InitPlan*>(&plan));
      if (helper < 0) kill_descendants(::getpid(), 0);
      if (helper > 0) (void)::waitpid(helper, nullptr, __WALL);
    } else {
      kill_descendants(::getpid(), 0);
    }
    const pid_t pid = ::waitpid(-1, nullptr, __WALL);
    if (pid < 0 && errno == ECHILD) return;
    while (::waitpid(-1, nullptr, __WALL | WNOHANG) > 0) continue;
  }
}

}  // namespace sandbox
