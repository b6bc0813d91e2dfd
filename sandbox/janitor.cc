// janitor.cc — the janitor process and its pipe.
#include "sandbox/janitor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include "sandbox/fd.h"
#include "sandbox/sysv.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;
constexpr auto kPatience = std::chrono::seconds(5);

void pause_ms(int milliseconds) { (void)::poll(nullptr, 0, milliseconds); }

void remove_cgroup(const fs::path& folder) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (::rmdir(folder.c_str()) < 0 && errno == EBUSY && std::chrono::steady_clock::now() < give_up) {
    std::ifstream procs(folder / "cgroup.procs");
    for (pid_t pid; procs >> pid;)
      if (pid > 1) ::kill(pid, SIGKILL);
    pause_ms(1);
  }
}

void remove_cgroups(const std::string& folders) {
  std::istringstream lines(folders);  // the name of a group holds no newline
  for (std::string folder; std::getline(lines, folder);) remove_cgroup(folder);
}

void remove_files_of(uid_t uid, const char* folder) {
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
    struct stat status {};
    if (::lstat(entry.path().c_str(), &status) == 0 && status.st_uid == uid) fs::remove_all(entry.path(), code);
  }
}

void clean(const std::string& line) {
  const std::string what = line.substr(1);
  std::error_code code;
  switch (line.front()) {
    case 'c': return remove_cgroups(what);
    case 'f': fs::remove_all(what, code); return;
    case 't': return kill_tree(static_cast<pid_t>(std::atol(what.c_str())));
    case 'u': return remove_traces_of_user(static_cast<uid_t>(std::strtoul(what.c_str(), nullptr, 10)));
    default: return;
  }
}

[[noreturn]] void janitor_main(int pipe_end) {
  ::setsid();
  ::prctl(PR_SET_NAME, "grader-janitor", 0, 0, 0);
  for (const int signo : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) ::signal(signo, SIG_IGN);
  ::signal(SIGCHLD, SIG_DFL);
  (void)::chdir("/");
  ::dup2(pipe_end, 0);
  if (::syscall(SYS_close_range, 1, ~0u, 0) < 0)
    for (int fd = 1; fd < 65536; ++fd) ::close(fd);
  (void)::open("/dev/null", O_WRONLY);
  (void)::open("/dev/null", O_WRONLY);
  std::multiset<std::string> traces;
  std::string pending;
  char buffer[4096];
  for (ssize_t bytes; (bytes = retry_eintr([&] { return ::read(0, buffer, sizeof buffer); })) > 0;) {
    pending.append(buffer, static_cast<std::size_t>(bytes));
    for (std::size_t end; (end = pending.find('\0')) != std::string::npos; pending.erase(0, end + 1)) {
      const std::string line = pending.substr(1, end - 1);
      if (pending.front() == '+') traces.insert(line);
      if (pending.front() == '-')
        if (const auto found = traces.find(line); found != traces.end()) traces.erase(found);
    }
  }
  // Processes first, then what they use: 't' and 'u' sort after 'c' and 'f'.
  for (auto line = traces.rbegin(); line != traces.rend(); ++line) clean(*line);
  ::_exit(0);
}

// One per process: a child that forked off with our pipe must not speak for us.
struct Janitor {
  std::mutex mutex;
  pid_t owner = 0;
  pid_t pid = 0;
  int pipe = -1;

  void start() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return;
    const pid_t child = ::fork();
    if (child == 0) janitor_main(ends[0]);
    ::close(ends[0]);
    if (child < 0) {
      ::close(ends[1]);
      return;
    }
    if (pipe >= 0) ::close(pipe);
    pipe = ends[1];
    pid = child;
    owner = ::getpid();
  }

  void say(char sign, const std::string& line) {
    const std::lock_guard lock(mutex);
    if (owner != ::getpid()) {
      if (sign == '-') return;
      start();
    }
    std::string message = sign + line;
    message.push_back('\0');
    if (pipe < 0) return;
    // The janitor may have been killed: a write must not raise SIGPIPE in the supervisor.
    sigset_t broken, before;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken, &before);
    if (::write(pipe, message.data(), message.size()) < 0 && errno == EPIPE) {
      const timespec now{};
      (void)::sigtimedwait(&broken, nullptr, &now);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
};

Janitor& janitor() {
  static Janitor instance;
  return instance;
}

}  // namespace

void kill_tree(pid_t init) {
  const std::string path = "/proc/" + std::to_string(init) + "/task/" + std::to_string(init) + "/children";
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < give_up) {
    std::ifstream children(path);
    bool any = false;
    // Only init's own children: what they leave behind becomes its children in the next round.
    for (pid_t pid; children >> pid; any = true) ::kill(pid, SIGKILL);
    if (!any) return;
    pause_ms(1);
  }
}

void remove_traces_of_user(uid_t uid) {
  // kill(-1) by that user reaches all its processes at once, and nobody else's.
  const pid_t killer = ::fork();
  if (killer == 0) {
    if (::syscall(SYS_setresuid, uid, uid, uid) == 0) ::kill(-1, SIGKILL);
    ::_exit(0);
  }
  if (killer > 0) (void)retry_eintr([&] { return ::waitpid(killer, nullptr, 0); });
  for_each_sysv(
      [](void* owner, const SysvReport& object) {
        if (object.owner == *static_cast<uid_t*>(owner)) remove_sysv(object.object_kind, object.id);
      },
      &uid);
  for (const char* folder : {"/dev/shm", "/dev/mqueue"}) remove_files_of(uid, folder);
}

Trace::Trace(std::string line) : line_(std::move(line)) { janitor().say('+', line_); }
Trace::Trace(Trace&& other) noexcept : line_(std::exchange(other.line_, {})) {}
Trace& Trace::operator=(Trace&& other) noexcept {
  std::swap(line_, other.line_);
  return *this;
}
Trace::~Trace() {
  if (!line_.empty()) janitor().say('-', line_);
}
Trace Trace::cgroup_folders(const std::vector<fs::path>& folders) {
  std::string line = "c";
  for (const fs::path& folder : folders) line += folder.string() + "\n";
  return Trace(line);
}
Trace Trace::private_folder(const fs::path& folder) { return Trace("f" + folder.string()); }
Trace Trace::tree_of(pid_t init) { return Trace("t" + std::to_string(init)); }
Trace Trace::user(uid_t uid) { return Trace("u" + std::to_string(uid)); }

pid_t janitor_pid() { return janitor().owner == ::getpid() ? janitor().pid : 0; }

}  // namespace sandbox
