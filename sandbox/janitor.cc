// janitor.cc — the janitor process and its socket.
#include "sandbox/janitor.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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
#include <string_view>
#include <vector>

#include "sandbox/channel.h"
#include "sandbox/namespaces.h"
#include "sandbox/sysv.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;
constexpr auto kPatience = std::chrono::seconds(60);  // nobody waits for it, and a dying tree on a busy machine takes long

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

// What the supervisor says, one packet each.
constexpr char kAnnounce = '+', kWithdraw = '-', kMakeNetwork = 'n', kHold = 'h';

bool send_to(int socket, std::string_view text, std::span<const int> fds) {
  const std::span<const std::byte> part[] = {std::as_bytes(std::span(text.data(), text.size()))};
  return send_packet(socket, part, fds);
}

// Answers with the namespace, or without a descriptor where none can be made.
void make_network(int home) {
  Fd network;
  if (home >= 0 && ::unshare(CLONE_NEWNET) == 0) {
    if (bring_loopback_up()) network = Fd(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
    (void)::setns(home, CLONE_NEWNET);  // not to keep alive what the box has done with
  }
  const int fds[] = {network.get()};
  (void)send_to(0, {&kMakeNetwork, 1}, std::span(fds, network ? 1 : 0));
}

void listen_to_supervisor(std::multiset<std::string>& traces) {
  const int home = ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  std::vector<char> buffer(64 * 1024);
  std::vector<Fd> held;  // until the next packet: by then the supervisor has closed its own
  for (;;) {
    Packet packet;
    if (!receive_packet(0, std::as_writable_bytes(std::span(buffer)), 0, packet)) {
      // The supervisor ended without having read an answer: what it said before is still to come (unix(7)).
      if (errno == ECONNRESET) continue;
      return;
    }
    if (packet.bytes == 0) return;
    held.clear();
    for (std::size_t i = 0; i < packet.fd_count; ++i) held.emplace_back(packet.fds[i]);
    const std::string line(buffer.data() + 1, packet.bytes - 1);
    if (buffer[0] == kAnnounce) traces.insert(line);
    if (buffer[0] == kWithdraw)
      if (const auto found = traces.find(line); found != traces.end()) traces.erase(found);
    if (buffer[0] == kMakeNetwork) make_network(home);
  }
}

[[noreturn]] void janitor_main(int socket) {
  ::setsid();
  ::prctl(PR_SET_NAME, "grader-janitor", 0, 0, 0);
  for (const int signo : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) ::signal(signo, SIG_IGN);
  ::signal(SIGCHLD, SIG_DFL);
  (void)::chdir("/");
  ::dup2(socket, 0);
  if (::syscall(SYS_close_range, 1, ~0u, 0) < 0)
    for (int fd = 1; fd < 65536; ++fd) ::close(fd);
  (void)::open("/dev/null", O_WRONLY);
  (void)::open("/dev/null", O_WRONLY);
  std::multiset<std::string> traces;
  listen_to_supervisor(traces);
  // Processes first, then what they use: 't' and 'u' sort after 'c' and 'f'.
  for (auto line = traces.rbegin(); line != traces.rend(); ++line) clean(*line);
  ::_exit(0);
}

// One per process: a child that forked off with our socket must not speak for us.
struct Janitor {
  std::mutex mutex;
  pid_t owner = 0;
  pid_t pid = 0;
  int socket = -1;
  bool asked = false;        ///< for a network, and not yet answered
  bool makes_networks = true;

  void start() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return;
    const pid_t child = ::fork();
    if (child == 0) janitor_main(ends[0]);
    ::close(ends[0]);
    if (child < 0) {
      ::close(ends[1]);
      return;
    }
    if (socket >= 0) ::close(socket);
    socket = ends[1];
    pid = child;
    owner = ::getpid();
    asked = false;
  }

  void say(char what, const std::string& line, std::span<const int> fds = {}) {
    const std::lock_guard lock(mutex);
    if (owner != ::getpid()) {
      if (what == kWithdraw || what == kHold) return;
      start();
    }
    if (socket >= 0) (void)send_to(socket, what + line, fds);
  }

  Fd take_network() {
    const std::lock_guard lock(mutex);
    if (owner != ::getpid() || socket < 0 || !makes_networks) return Fd();
    Fd network;
    std::byte answer[1];
    Packet packet;
    if (asked && receive_packet(socket, answer, MSG_DONTWAIT, packet)) {
      asked = false;
      network = Fd(packet.fds[0]);
      makes_networks = static_cast<bool>(network);
    }
    if (!asked && makes_networks) asked = send_to(socket, {&kMakeNetwork, 1}, {});
    return network;
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

void remove_sysv_of(uid_t uid) {
  for_each_sysv(
      [](void* owner, const SysvReport& object) {
        if (object.owner == *static_cast<uid_t*>(owner)) remove_sysv(object.object_kind, object.id);
      },
      &uid);
}

void remove_traces_of_user(uid_t uid) {
  // kill(-1) by that user reaches all its processes at once, but the caller, and nobody else's. The user's objects
  // are removed by the user, too: root in a container lacks CAP_SYS_ADMIN, which others' objects ask for.
  const pid_t killer = ::fork();
  if (killer == 0) {
    if (::syscall(SYS_setresuid, uid, uid, uid) == 0) {
      ::kill(-1, SIGKILL);
      remove_sysv_of(uid);
    }
    ::_exit(0);
  }
  if (killer > 0) (void)retry_eintr([&] { return ::waitpid(killer, nullptr, 0); });
  remove_sysv_of(uid);
  // Without a mount namespace a program's "/tmp/x" is the machine's.
  for (const char* folder : {"/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp"}) remove_files_of(uid, folder);
}

Trace::Trace(std::string line) : line_(std::move(line)) { janitor().say(kAnnounce, line_); }
Trace::Trace(Trace&& other) noexcept : line_(std::exchange(other.line_, {})) {}
Trace& Trace::operator=(Trace&& other) noexcept {
  std::swap(line_, other.line_);
  return *this;
}
Trace::~Trace() {
  if (!line_.empty()) janitor().say(kWithdraw, line_);
}
Trace Trace::cgroup_folders(const std::vector<fs::path>& folders) {
  std::string line = "c";
  for (const fs::path& folder : folders) line += folder.string() + "\n";
  return Trace(line);
}
Trace Trace::private_folder(const fs::path& folder) { return Trace("f" + folder.string()); }
Trace Trace::tree_of(pid_t init) { return Trace("t" + std::to_string(init)); }
Trace Trace::user(uid_t uid) { return Trace("u" + std::to_string(uid)); }

Fd take_ready_network() { return janitor().take_network(); }

void hold_for_me(std::span<const int> fds) { janitor().say(kHold, "", fds); }

pid_t janitor_pid() { return janitor().owner == ::getpid() ? janitor().pid : 0; }

}  // namespace sandbox
