// init.cc — init's loop: one request at a time, and every death reported.
#include "sandbox/init.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "sandbox/channel.h"

namespace sandbox {
namespace {

// Init is alone in its process, so its buffers may be static: it must not touch the heap (see fork_init).
alignas(Request) std::byte g_request[sizeof(Request) + kInlinePayloadBytes];
char* g_strings[kMaxStrings + 3];

constexpr int kChannel = 3;

// exit, not exit_group: that one is a notified call, and nobody may be there any more to let it go.
[[noreturn]] void leave(int status) noexcept {
  for (;;) ::syscall(SYS_exit, status);
}

// At level plain the tree does not die with init: it has to wait until the janitor has killed it.
[[noreturn]] void leave_after_supervisor(const InitPlan& plan) noexcept {
  if (plan.level == Level::kPlain)
    while (::waitpid(-1, nullptr, __WALL) > 0 || errno == EINTR) continue;
  leave(0);
}

bool send_report(const Report& report, std::span<const int> fds = {}, pid_t claimed_pid = 0) noexcept {
  const std::span<const std::byte> part[] = {std::as_bytes(std::span(&report, 1))};
  return send_packet(kChannel, part, fds, claimed_pid);
}

void close_others() noexcept {
  if (::syscall(SYS_close_range, kChannel + 1, ~0u, 0) == 0) return;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const int end = limit.rlim_cur > 65536 ? 65536 : static_cast<int>(limit.rlim_cur);
  for (int fd = kChannel + 1; fd < end; ++fd) ::close(fd);
}

std::int64_t microseconds(const timeval& time) noexcept {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_usec;
}

// Looks before it reaps: while the zombie is there, its pid can still be translated for the supervisor.
bool reap_one(const InitPlan& plan) noexcept {
  siginfo_t info{};
  rusage usage{};
  if (::syscall(SYS_waitid, P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL, &usage) < 0 || info.si_pid == 0)
    return false;
  Report report;
  report.kind = Report::Kind::kReaped;
  report.box_pid = info.si_pid;
  switch (info.si_code) {
    case CLD_EXITED: report.status = (info.si_status & 0xff) << 8; break;
    case CLD_DUMPED: report.status = (info.si_status & 0x7f) | 0x80; break;
    default: report.status = info.si_status & 0x7f; break;
  }
  report.cpu_us = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
  report.memory_peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  const pid_t claimed = plan.level == Level::kFull ? info.si_pid : 0;
  if (!send_report(report, {}, claimed)) (void)send_report(report);
  (void)::waitpid(info.si_pid, nullptr, __WALL | WNOHANG);
  return true;
}

// Splits the NUL-separated payload. False: it is not what the header says.
bool split_strings(const Request& request, char* payload, SpawnTask& task) noexcept {
  const std::size_t count = 1 + request.argc + request.envc;
  if (request.argc == 0 || count > kMaxStrings || request.payload_bytes == 0 ||
      payload[request.payload_bytes - 1] != '\0')
    return false;
  char* at = payload;
  char* const end = payload + request.payload_bytes;
  std::size_t slot = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (at >= end) return false;
    if (i == 0) {
      task.cwd = at;
    } else {
      g_strings[slot++] = at;
      if (i == request.argc) g_strings[slot++] = nullptr;
    }
    at += std::strlen(at) + 1;
  }
  g_strings[slot] = nullptr;
  task.argv = g_strings;
  task.env = g_strings + request.argc + 1;
  return true;
}

void serve_spawn(const InitPlan& plan, const Request& request, const Packet& packet) noexcept {
  SpawnTask task;
  task.plan = &plan;
  task.channel = kChannel;
  std::size_t next = 0;
  for (int fd = 0; fd < 3; ++fd)
    if ((request.stdio_mask & (1u << fd)) != 0 && next < packet.fd_count) task.stdio[fd] = packet.fds[next++];
  if (request.has_program != 0 && next < packet.fd_count) task.program = packet.fds[next++];
  char* payload = reinterpret_cast<char*>(g_request + sizeof(Request));
  void* mapping = MAP_FAILED;
  if (request.in_memfd != 0 && next < packet.fd_count) {
    mapping = ::mmap(nullptr, request.payload_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, packet.fds[next], 0);
    payload = mapping == MAP_FAILED ? nullptr : static_cast<char*>(mapping);
  }
  Report report;
  report.kind = Report::Kind::kStarted;
  if (payload == nullptr || !split_strings(request, payload, task)) {
    report.error = EINVAL;
  } else {
    report.box_pid = spawn_child(task);
    if (report.box_pid <= 0) report.error = task.error;
  }
  for (std::size_t i = 0; i < packet.fd_count; ++i) ::close(packet.fds[i]);
  if (mapping != MAP_FAILED) ::munmap(mapping, request.payload_bytes);
  (void)send_report(report);
  if (report.error == 0 && task.error != 0) {
    report.kind = Report::Kind::kSpawnFailed;
    report.error = task.error;
    (void)send_report(report);
    (void)::waitpid(report.box_pid, nullptr, __WALL);
  }
}

void serve_request(const InitPlan& plan) noexcept {
  Packet packet;
  if (!receive_packet(kChannel, g_request, 0, packet)) leave_after_supervisor(plan);
  if (packet.bytes == 0) leave_after_supervisor(plan);
  if (packet.bytes < sizeof(Request)) return;
  Request request;
  std::memcpy(&request, g_request, sizeof request);
  const bool inline_ok = request.in_memfd != 0 || packet.bytes == sizeof(Request) + request.payload_bytes;
  Report report;
  switch (request.kind) {
    case Request::Kind::kSpawn:
      if (!inline_ok) request.argc = 0;
      serve_spawn(plan, request, packet);
      break;
    case Request::Kind::kKillAll:
      kill_everything(plan);
      report.kind = Report::Kind::kAllKilled;
      (void)send_report(report);
      break;
    case Request::Kind::kListSysv:
      list_sysv(kChannel);
      break;
  }
}

[[noreturn]] void fail(const SetupFailure& failure) noexcept {
  Report report;
  report.kind = Report::Kind::kSetupFailed;
  report.error = failure.error;
  report.status = failure.listener ? 1 : 0;
  std::memcpy(report.text.data(), failure.doing, std::min(sizeof failure.doing, report.text.size()));
  (void)send_report(report);
  leave(1);
}

}  // namespace

[[noreturn]] void run_init(const InitPlan& plan, int channel) noexcept {
  int listener = -1;
  SetupFailure failure;
  // The last descriptors of the supervisor's that are needed.
  const bool joined = join_prepared(plan, failure);
  if (channel != kChannel) ::dup2(channel, kChannel);
  close_others();
  ::fcntl(kChannel, F_SETFD, FD_CLOEXEC);
  // Before the filter, which may forbid it to the students.
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  const int signals = ::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  if (!joined || !set_up_init(plan, kChannel, listener, failure)) fail(failure);
  const int root = ::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  Report ready;
  ready.box_pid = ::getpid();
  const int fds[] = {root, listener};
  if (!send_report(ready, std::span(fds, listener >= 0 ? 2 : 1))) leave(1);
  ::close(root);
  if (listener >= 0) ::close(listener);
  pollfd sources[] = {{kChannel, POLLIN, 0}, {signals, POLLIN, 0}};
  for (;;) {
    if (::poll(sources, 2, -1) < 0) continue;
    if (sources[1].revents != 0) {
      signalfd_siginfo drained[4];
      (void)!::read(signals, drained, sizeof drained);
      while (reap_one(plan)) continue;
    }
    if (sources[0].revents != 0) serve_request(plan);
  }
}

}  // namespace sandbox
