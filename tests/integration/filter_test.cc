// filter_test.cc — every rule of the seccomp filter, probed live: a child loads the filter and makes the call.
#include "sandbox/filter.h"

#include <fcntl.h>
#include <algorithm>
#include <gtest/gtest.h>
#include <ifaddrs.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cstring>
#include <functional>
#include <map>

#include "sandbox/exit_status.h"
#include "sandbox/fd.h"
#include "tests/needs.h"

namespace sandbox {
namespace {

using Args = std::array<unsigned long, 6>;

/// What became of a child that made a call under the filter.
struct Probe {
  ExitStatus status;
  int error = -1;             ///< errno of the call; 0 when it succeeded; -1 when it never returned
  std::vector<int> notified;  ///< call numbers held, in order, without the child's own exit_group
};

void send_fd(int socket, int fd) {
  char byte = 'x';
  iovec io{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &io;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  if (::sendmsg(socket, &message, 0) != 1) ::_exit(99);
}

Fd receive_fd(int socket) {
  char byte = 0;
  iovec io{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &io;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1) return {};
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr) return {};
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
  return Fd(fd);
}

void load(const std::vector<sock_filter>& program, bool listen, int socket) {
  sock_fprog code{static_cast<unsigned short>(program.size()), const_cast<sock_filter*>(program.data())};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(98);
  const long fd = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, listen ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0, &code);
  if (fd < 0) ::_exit(97);
  if (!listen) return;
  send_fd(socket, static_cast<int>(fd));
  ::close(static_cast<int>(fd));
}

/// Lets every held call go on, until the last process under the filter is gone.
std::vector<int> serve(int listener) {
  std::vector<int> held;
  for (;;) {
    pollfd ready{listener, POLLIN, 0};
    if (::poll(&ready, 1, -1) < 0 || (ready.revents & POLLIN) == 0) return held;
    seccomp_notif call{};
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) continue;
    held.push_back(call.data.nr);
    seccomp_notif_resp go{};
    go.id = call.id;
    go.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &go);
  }
}

/// Runs `body` (returns an errno or 0) in a child under the filter.
Probe run_filtered(const FilterConfig& config, const std::function<int()>& body) {
  Probe probe;
  const auto program = build_filter(config);
  if (!program) {
    ADD_FAILURE() << program.error().text();
    return probe;
  }
  auto* result = static_cast<int*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  *result = -1;
  int ends[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    load(program.value(), config.notify, ends[1]);
    ::close(ends[0]);
    ::close(ends[1]);
    *result = body();
    ::_exit(0);
  }
  ::close(ends[1]);
  if (config.notify) {
    const Fd listener = receive_fd(ends[0]);
    if (listener) probe.notified = serve(listener.get());
    if (!probe.notified.empty() && probe.notified.back() == SYS_exit_group) probe.notified.pop_back();
  }
  ::close(ends[0]);
  int status = 0;
  EXPECT_EQ(retry_eintr([&] { return ::waitpid(child, &status, 0); }), child);
  probe.status = ExitStatus::from_wait(status);
  probe.error = *result;
  ::munmap(result, 4096);
  return probe;
}

int call_errno(long number, const Args& a) {
  const long r = ::syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  return r < 0 ? errno : 0;
}

int number_of(const std::string& call) {
  if (call == "open_tree_attr") return 467;
  return seccomp_syscall_resolve_name(call.c_str());
}

std::string name_of(const FilterRule& rule) { return rule.call.substr(0, rule.call.find('(')); }
std::string condition_of(const FilterRule& rule) {
  const auto at = rule.call.find('(');
  return at == std::string::npos ? "" : rule.call.substr(at + 1, rule.call.size() - at - 2);
}

/// An argument that meets a rule's condition.
struct Trigger { int argument; unsigned long value; };
const std::map<std::string, Trigger> kTriggers{
    {"CLONE_PARENT", {0, CLONE_PARENT}}, {"CLONE_NEWNS", {0, CLONE_NEWNS}},
    {"CLONE_NEWCGROUP", {0, CLONE_NEWCGROUP}}, {"CLONE_NEWUTS", {0, CLONE_NEWUTS}},
    {"CLONE_NEWIPC", {0, CLONE_NEWIPC}}, {"CLONE_NEWUSER", {0, CLONE_NEWUSER}}, {"CLONE_NEWPID", {0, CLONE_NEWPID}},
    {"CLONE_NEWNET", {0, CLONE_NEWNET}}, {"CLONE_NEWTIME", {0, 0x80}}, {"TIOCSTI", {1, TIOCSTI}},
    {"TIOCLINUX", {1, TIOCLINUX}}, {"READ_IMPLIES_EXEC", {0, READ_IMPLIES_EXEC}},
    {"MMAP_PAGE_ZERO", {0, MMAP_PAGE_ZERO}}, {"ADDR_COMPAT_LAYOUT", {0, ADDR_COMPAT_LAYOUT}},
    {"AF_PACKET", {0, AF_PACKET}}, {"AF_VSOCK", {0, AF_VSOCK}}, {"AF_ALG", {0, AF_ALG}}, {"AF_KEY", {0, AF_KEY}},
    {"AF_XDP", {0, AF_XDP}}, {"AF_TIPC", {0, AF_TIPC}}, {"AF_RDS", {0, AF_RDS}}, {"AF_BLUETOOTH", {0, AF_BLUETOOTH}},
    {"AF_CAN", {0, AF_CAN}}, {"AF_NFC", {0, AF_NFC}}, {"AF_KCM", {0, AF_KCM}}, {"AF_SMC", {0, AF_SMC}},
    {"AF_QIPCRTR", {0, AF_QIPCRTR}}, {"AF_PPPOX", {0, AF_PPPOX}}, {"AF_LLC", {0, AF_LLC}}, {"AF_X25", {0, AF_X25}},
    {"AF_AX25", {0, AF_AX25}}, {"SIGCHLD", {0, SIGCHLD}},
};

int errno_of(const std::string& action) {
  if (action == "EPERM") return EPERM;
  if (action == "ENOSYS") return ENOSYS;
  if (action == "EAFNOSUPPORT") return EAFNOSUPPORT;
  return 0;
}

/// Calls every denied rule with its condition met and `noise` added to the deciding argument.
void probe_denials(bool notify, unsigned long noise) {
  for (const FilterRule& rule : filter_rules()) {
    const int expected = errno_of(rule.action);
    if (expected == 0) continue;
    const int number = number_of(name_of(rule));
    if (number < 0) continue;  // not on this architecture
    Args args{};
    args.fill(~0ul);  // nothing that could succeed, should the rule not match
    const std::string condition = condition_of(rule);
    if (!condition.empty()) {
      const auto trigger = kTriggers.find(condition);
      ASSERT_NE(trigger, kTriggers.end()) << "no probe for " << rule.call;
      args.fill(0);
      if (rule.call.starts_with("ioctl")) args[0] = ~0ul;
      if (rule.call.starts_with("socket")) args[1] = SOCK_RAW;
      args[trigger->second.argument] = trigger->second.value | noise;
    }
    const Probe probe = run_filtered({notify, {}}, [&] { return call_errno(number, args); });
    EXPECT_EQ(probe.error, expected) << rule.call << " notify=" << notify << " noise=" << noise;
    EXPECT_EQ(probe.status, ExitStatus{}) << rule.call;
    EXPECT_TRUE(probe.notified.empty()) << rule.call << " must be denied, not held";
    EXPECT_FALSE(rule.reason.empty()) << rule.call;
  }
}

TEST(Filter, DeniesEveryDeniedCall) { probe_denials(false, 0); }
TEST(Filter, DeniesWinOverNotifications) { probe_denials(true, 0); }
// The kernel takes these arguments as 32-bit integers: garbage above must not dodge the rule.
TEST(Filter, UpperHalfOfARegisterDodgesNothing) { probe_denials(false, 0xdeadbeef00000000ul); }

TEST(Filter, NamespaceFlagsAreDeniedInEveryCombination) {
  for (const unsigned long flags : {CLONE_NEWUSER | SIGCHLD, CLONE_NEWUSER | CLONE_NEWNS | SIGCHLD,
                                    CLONE_NEWNET | CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, CLONE_NEWPID | CLONE_VFORK | CLONE_VM,
                                    CLONE_NEWCGROUP | 0xff})
    for (const bool notify : {false, true}) {
      const Probe probe = run_filtered({notify, {}}, [=] { return call_errno(SYS_clone, {flags}); });
      EXPECT_EQ(probe.error, EPERM) << std::hex << flags << " " << notify;
      EXPECT_TRUE(probe.notified.empty());
    }
}

#ifdef __x86_64__
TEST(Filter, X32CallsKill) {
  for (const long number : {0x40000000l + SYS_getpid, 0x40000000l + 520, 0x40000000l, 0x7fffffffl}) {
    const Probe probe = run_filtered({false, {}}, [=] { return call_errno(number, {}); });
    EXPECT_EQ(probe.status.signal, SIGSYS) << std::hex << number;
  }
}

TEST(Filter, Int80Kills) {
  const Probe probe = run_filtered({false, {}}, [] {
    long result = 20;  // getpid of the 32-bit table
    asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    return result < 0 ? static_cast<int>(-result) : 0;
  });
  // A kernel without 32-bit emulation ends it before the filter does.
  EXPECT_TRUE(probe.status.signal == SIGSYS || probe.status.signal == SIGSEGV) << probe.status.signal;
  EXPECT_EQ(probe.error, -1);
}
#endif

TEST(Filter, RawClone3FallsBack) {
  clone_args args{};
  args.exit_signal = SIGCHLD;
  const Probe probe = run_filtered({true, {}}, [&] {
    const long child = ::syscall(SYS_clone3, &args, sizeof args);
    if (child == 0) ::_exit(0);
    return child < 0 ? errno : 0;
  });
  EXPECT_EQ(probe.error, ENOSYS);
}

// ---- what must stay possible -------------------------------------------------------------------------------

void* return_null(void*) { return nullptr; }

int start_thread() {
  pthread_t thread;
  if (const int failed = ::pthread_create(&thread, nullptr, return_null, nullptr); failed != 0) return failed;
  return ::pthread_join(thread, nullptr);
}

int fork_and_wait() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  if (child < 0) return errno;
  return ::waitpid(child, nullptr, 0) == child ? 0 : errno;
}

int pipe_round_trip() {
  int ends[2];
  char byte = 1;
  if (::pipe(ends) != 0 || ::write(ends[1], &byte, 1) != 1 || ::read(ends[0], &byte, 1) != 1) return errno;
  return 0;
}

int open_plain() { return ::open("/dev/null", O_RDWR | O_CLOEXEC) < 0 ? errno : 0; }
int open_tables() { return ::open("/proc/sysvipc/sem", O_RDONLY) < 0 && errno != ENOENT ? errno : 0; }
int handle_usr1() { return ::signal(SIGUSR1, SIG_IGN) == SIG_ERR ? errno : 0; }
int read_personality() { return ::personality(0xffffffff) < 0 ? errno : 0; }
int fixed_addresses() { return ::personality(ADDR_NO_RANDOMIZE) < 0 ? errno : 0; }
int trace_me() { return ::ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 ? errno : 0; }
int unshare_files() { return ::unshare(CLONE_FILES) < 0 ? errno : 0; }
int terminal_query() { winsize w; return ::ioctl(0, TIOCGWINSZ, &w) < 0 && errno == EPERM ? errno : 0; }

int sockets() {
  for (const auto& [family, type] : {std::pair{AF_UNIX, SOCK_STREAM}, {AF_INET, SOCK_STREAM}, {AF_NETLINK, SOCK_RAW}})
    if (::socket(family, type, 0) < 0) return errno;
  return 0;
}

int list_interfaces() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return errno;
  ::freeifaddrs(list);
  return 0;
}

/// What the box's init does between loading the filter and starting a student's program.
int set_up_as_init() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) != 0 || ::setrlimit(RLIMIT_CORE, &limit) != 0) return errno;
  if (::geteuid() == 0 && ::syscall(SYS_setgroups, 0, nullptr) != 0) return errno;
  if (::setresgid(::getegid(), ::getegid(), ::getegid()) != 0) return errno;
  if (::setresuid(::geteuid(), ::geteuid(), ::geteuid()) != 0) return errno;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (::syscall(SYS_capset, &header, data) != 0) return errno;
  if (::prctl(PR_SET_PDEATHSIG, 0) != 0 || ::syscall(SYS_close_range, 300u, ~0u, 0) != 0) return errno;
  return ::semctl(0x7ffffff, 0, IPC_RMID) < 0 && errno == EPERM ? errno : 0;
}

int poll_for_child() { return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno != ECHILD ? errno : 0; }

int own_filter() {  // a student may add filters of their own
  sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  sock_fprog code{1, &allow};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &code) < 0 ? errno : 0;
}

struct Allowed { const char* what; int (*body)(); std::vector<int> notified; };
const Allowed kAllowed[] = {
    {"pthread_create", start_thread, {}},
    {"fork and wait", fork_and_wait, {SYS_clone, SYS_wait4, SYS_exit_group}},
    {"waitpid(WNOHANG)", poll_for_child, {}},
    {"pipe", pipe_round_trip, {SYS_pipe2}},
    {"plain open", open_plain, {}},
    {"/proc/sysvipc", open_tables, {}},
    {"signal(SIGUSR1)", handle_usr1, {}},
    {"personality(read)", read_personality, {}},
    {"personality(ADDR_NO_RANDOMIZE)", fixed_addresses, {}},
    {"ptrace(TRACEME)", trace_me, {}},
    {"unshare(CLONE_FILES)", unshare_files, {}},
    {"ioctl(TIOCGWINSZ)", terminal_query, {}},
    {"sockets", sockets, {}},
    {"getifaddrs", list_interfaces, {SYS_bind}},
    {"init's set-up", set_up_as_init, {}},
    {"own filter", own_filter, {}},
};

/// errno of the call without our filter: a container's own filter may refuse it already.
int without_filter(int (*body)()) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

TEST(Filter, AllowsWhatProgramsNeedAndHoldsOnlyTheRare) {
  for (const Allowed& allowed : kAllowed) {
    if (allowed.body == unshare_files && without_filter(allowed.body) != 0) {
      EXPECT_FALSE(tests::sandbox_must_work()) << "needs unshare(), which this machine refuses";
      continue;
    }
    const Probe plain = run_filtered({false, {}}, allowed.body);
    EXPECT_EQ(plain.error, 0) << allowed.what << ": " << std::strerror(plain.error);
    Probe watched = run_filtered({true, {}}, allowed.body);
    EXPECT_EQ(watched.error, 0) << allowed.what << ": " << std::strerror(watched.error);
    // A parent and its child race: which of them is held first is not told.
    std::vector<int> expected = allowed.notified;
    std::sort(expected.begin(), expected.end());
    std::sort(watched.notified.begin(), watched.notified.end());
    EXPECT_EQ(watched.notified, expected) << allowed.what;
  }
}

TEST(Filter, ASecondListenerIsRefused) {
  const Probe probe = run_filtered({true, {}}, [] {
    sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    sock_fprog code{1, &allow};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &code) < 0 ? errno : 0;
  });
  EXPECT_EQ(probe.error, EBUSY);
}

// ---- what is held ------------------------------------------------------------------------------------------

/// Arguments with which a held call does no harm when it goes on.
Args harmless(const std::string& call, const std::string& condition) {
  Args args{};
  if (call == "kill" || call == "tkill") return {0x7ffffff};
  if (call == "alarm") return {0};
  if (call == "shmget" || call == "semget" || call == "msgget") return {0x7f7f7f7f};
  if (condition == "O_CREAT") {
    args.fill(0);
    args[call == "open" ? 1 : 2] = O_CREAT | O_WRONLY;
    return args;  // the path is null: EFAULT
  }
  if (condition == "neither __WALL nor WNOHANG") return {};  // no child, no options: ECHILD or EINVAL at once
  if (condition == "SIGCHLD") return {0xabcd00000000ul + SIGCHLD, 0, 0, 8};
  args.fill(~0ul);
  return args;
}

int make_held_call(const std::string& call, int number, const std::string& condition) {
  if (call == "exit_group") ::_exit(0);
  if (call == "vfork") {
    const pid_t child = ::vfork();
    if (child == 0) ::_exit(0);
    return 0;
  }
  if (call == "fork" || call == "clone") {
    const long child = ::syscall(number, call == "clone" ? SIGCHLD : 0, 0, 0, 0, 0);
    if (child == 0) ::_exit(0);
    return ::waitpid(static_cast<pid_t>(child), nullptr, 0) == child ? 0 : errno;
  }
  call_errno(number, harmless(call, condition));
  return 0;
}

TEST(Filter, HoldsEveryRareCall) {
  for (const FilterRule& rule : filter_rules()) {
    if (rule.action != "notify") continue;
    const std::string call = name_of(rule);
    const int number = number_of(call);
    if (number < 0) continue;
    const Probe probe = run_filtered({true, {}}, [&] { return make_held_call(call, number, condition_of(rule)); });
    if (call == "exit_group") continue;  // run_filtered itself saw it, or the listener never ended
    ASSERT_FALSE(probe.notified.empty()) << rule.call;
    EXPECT_EQ(probe.notified.front(), number) << rule.call;
    EXPECT_EQ(probe.error, 0) << rule.call << " went on";
    const Probe off = run_filtered({false, {}}, [&] { return make_held_call(call, number, condition_of(rule)); });
    EXPECT_EQ(off.error, 0) << rule.call << " without notifications";
  }
}

TEST(Filter, HoldsMoreOnRequestOnly) {
  const auto calls = [] {
    ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const int fd = ::open("/dev/null", O_RDONLY);
    ::close(::open("/", O_PATH));
    ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    ::syscall(SYS_sendfile, -1, -1, nullptr, 0);
    return 0;
  };
  EXPECT_EQ(run_filtered({true, {}}, calls).notified, std::vector<int>{});
  EXPECT_EQ(run_filtered({true, {}, {HeldGroup::kSharedMaps}}, calls).notified, std::vector<int>{SYS_mmap});
  const std::vector<HeldGroup> all{HeldGroup::kSharedMaps, HeldGroup::kFileMaps, HeldGroup::kOpens, HeldGroup::kSendfile};
  EXPECT_EQ(run_filtered({true, {}, all}, calls).notified, (std::vector<int>{SYS_mmap, SYS_openat, SYS_mmap, SYS_sendfile}));
}

TEST(Filter, ExitIsHeld) {
  FilterConfig config;
  const auto program = build_filter(config);
  ASSERT_TRUE(program);
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    load(program.value(), true, ends[1]);
    ::_exit(7);
  }
  ::close(ends[1]);
  const Fd listener = receive_fd(ends[0]);
  ::close(ends[0]);
  EXPECT_EQ(serve(listener.get()), std::vector<int>{SYS_exit_group});
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(ExitStatus::from_wait(status).code, 7);
}

// ---- a task's own list -------------------------------------------------------------------------------------

TEST(Filter, ForbiddenCallsEndTheProcess) {
  for (const bool notify : {false, true}) {
    const FilterConfig config{notify, {"socket", "mq_open", "nanosleep"}};
    const Probe denied_too = run_filtered(config, [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0; });
    EXPECT_EQ(denied_too.status.signal, SIGSYS);
    const Probe held_too = run_filtered(config, [] { return call_errno(SYS_mq_open, {}); });
    EXPECT_EQ(held_too.status.signal, SIGSYS);
    const Probe plain = run_filtered(config, [] { return call_errno(SYS_nanosleep, {}); });
    EXPECT_EQ(plain.status.signal, SIGSYS);
    EXPECT_EQ(run_filtered(config, pipe_round_trip).error, 0);
  }
}

TEST(Filter, ImpossibleForbiddenCallsAreErrors) {
  const auto unknown = build_filter({true, {"frobnicate"}});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().text().find("frobnicate"), std::string::npos);
  const auto needed = build_filter({true, {"execve"}});
  ASSERT_FALSE(needed);
  EXPECT_NE(needed.error().text().find("the box itself needs it"), std::string::npos);
}

}  // namespace
}  // namespace sandbox
