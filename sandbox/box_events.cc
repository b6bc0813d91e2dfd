// box_events.cc — the conversation with init: spawn, kill, list; and its events.
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>

#include "sandbox/box_impl.h"
#include "sandbox/signal_fence.h"

namespace sandbox {
namespace {

using namespace std::chrono_literals;
constexpr auto kSpawnPatience = 60'000ms;  // an overloaded machine is no fault
constexpr auto kKillPatience = 60'000ms;

void append(std::string& payload, const std::string& text) {
  payload.append(text.c_str());  // up to a NUL: an argument cannot hold one
  payload.push_back('\0');
}

Result<Fd> payload_file(const std::string& payload) {
  Fd file(::memfd_create("box-request", MFD_CLOEXEC));
  if (!file) return last_error("memfd for a spawn request");
  for (std::size_t done = 0; done < payload.size();) {
    const ssize_t bytes = ::write(file.get(), payload.data() + done, payload.size() - done);
    if (bytes <= 0) return last_error("write a spawn request");
    done += static_cast<std::size_t>(bytes);
  }
  return file;
}

// The last number of NSpid is the pid in the innermost namespace; PPid is in the reader's.
pid_t status_field(pid_t pid, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name)) return static_cast<pid_t>(std::atol(line.c_str() + name.size()));
  return 0;
}

const char* duty(Report::Kind answer) {
  switch (answer) {
    case Report::Kind::kStarted: return "start a process";
    case Report::Kind::kAllKilled: return "kill everything";
    default: return "list System V objects";
  }
}

}  // namespace

Result<Started> BoxImpl::spawn(const SpawnRequest& request) {
  if (died_) return fault("the box is gone");
  if (request.argv.empty()) return error(EINVAL, "start a process without a name");
  const bool plain = level_ == Level::kPlain;
  std::string payload;
  append(payload, plain ? to_host(request.cwd) : request.cwd);
  for (std::size_t i = 0; i < request.argv.size(); ++i)
    append(payload, plain && i == 0 ? to_host(request.argv[i]) : request.argv[i]);
  for (const std::string& variable : request.env) append(payload, variable);
  Request header;
  header.argc = static_cast<std::uint32_t>(request.argv.size());
  header.envc = static_cast<std::uint32_t>(request.env.size());
  if (plain) {
    append(payload, "TMPDIR=" + (folder_ / "tmp").string());
    ++header.envc;
  }
  if (payload.size() > kMaxPayloadBytes || header.argc + header.envc >= kMaxStrings) return error(E2BIG, "start a process");
  header.payload_bytes = static_cast<std::uint32_t>(payload.size());
  std::vector<int> fds;
  const int stdio[] = {request.stdin_fd, request.stdout_fd, request.stderr_fd};
  for (unsigned i = 0; i < 3; ++i) {
    if (stdio[i] < 0) continue;
    header.stdio_mask |= 1u << i;
    fds.push_back(stdio[i]);
  }
  if (request.program_fd >= 0) {
    header.has_program = 1;
    fds.push_back(request.program_fd);
  }
  Fd file;
  if (payload.size() > kInlinePayloadBytes) {
    auto made = payload_file(payload);
    if (!made) return made.error();
    file = std::move(made).value();
    header.in_memfd = 1;
    fds.push_back(file.get());
    payload.clear();
  }
  if (auto sent = send(header, std::as_bytes(std::span(payload)), fds); !sent) return sent.error();
  Wait wait{Report::Kind::kStarted};
  auto answer = await(wait, kSpawnPatience);
  if (!answer) return answer.error();
  if (answer.value().error != 0) return error(answer.value().error, "start " + request.argv[0]);
  const Started started{wait.starting != 0 ? wait.starting : answer.value().box_pid, answer.value().box_pid};
  host_pids_[started.box_pid] = started.pid;
  return started;
}

Result<void> BoxImpl::send(const Request& request, std::span<const std::byte> payload, std::span<const int> fds) {
  const std::span<const std::byte> parts[] = {std::as_bytes(std::span(&request, 1)), payload};
  if (!send_packet(channel_.get(), std::span(parts, payload.empty() ? 1 : 2), fds)) return last_error("ask the box's init");
  return outcome::success();
}

// Init is under the filter itself: its own rare calls, and those of a child before its exec, go at once; calls of
// other processes wait until the caller of spawn() asks for them.
Result<Report> BoxImpl::await(Wait& wait, std::chrono::milliseconds patience) {
  const auto give_up = Clock::now() + patience;
  std::optional<Report> answer;
  for (;;) {
    while (!answer && take_packet(&wait, answer)) continue;
    if (answer) return *answer;
    if (died_) return fault("the box's init is gone");
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(give_up - Clock::now());
    if (left <= 0ms) return error(ETIMEDOUT, std::string("wait for the box's init to ") + duty(wait.answer));
    pollfd sources[] = {{channel_.get(), POLLIN, 0}, {notifier_ ? notifier_->listener() : -1, POLLIN, 0}};
    if (::poll(sources, 2, static_cast<int>(left.count())) < 0 && errno != EINTR) return last_error("poll");
    if ((sources[1].revents & POLLIN) != 0) pump_notifications(wait, answer);
  }
}

void BoxImpl::pump_notifications(Wait& wait, std::optional<Report>& answer) {
  for (;;) {
    const auto received = notifier_->receive();
    if (!received || !received.value()) return;
    const Notification& call = *received.value();
    // A child says hello before its first rare call: the packet is there already.
    while (!answer && take_packet(&wait, answer)) continue;
    // Up to its exec a child is ours; after that it runs, maybe long before init gets round to its answer.
    const bool before_exec = wait.starting != 0 && call.tid == wait.starting && !wait.exec_let_go;
    wait.exec_let_go = wait.exec_let_go || (before_exec && (call.nr == SYS_execve || call.nr == SYS_execveat));
    if (wait.let_all_go || before_exec || call.tid == init_) {
      notifier_->let_go(call);
    } else {
      notifier_->keep(call);
    }
    if (answer) return;
  }
}

// One packet, if one is there. Without a `wait` it can only be an event.
bool BoxImpl::take_packet(Wait* wait, std::optional<Report>& answer) {
  if (died_) return false;
  SysvReport buffer;
  Packet packet;
  if (!receive_packet(channel_.get(), std::as_writable_bytes(std::span(&buffer, 1)), MSG_DONTWAIT, packet)) {
    if (errno != EAGAIN) died_ = true;
    return false;
  }
  for (std::size_t i = 0; i < packet.fd_count; ++i) ::close(packet.fds[i]);
  if (packet.bytes < sizeof(Report)) {
    died_ = true;
    ready_.set_kept(true);  // stays readable: kBoxDied is still to be told
    return false;
  }
  const Report& report = buffer.head;
  if (report.kind == Report::Kind::kHello) {
    if (wait != nullptr) wait->starting = packet.sender;
  } else if (report.kind == Report::Kind::kSysv) {
    if (wait != nullptr && packet.bytes == sizeof(SysvReport)) wait->objects.push_back(buffer);
  } else if (wait != nullptr && report.kind == wait->answer) {
    answer = report;
  } else {
    queue_event(report, packet.sender);
    ready_.set_kept(true);
  }
  return true;
}

void BoxImpl::queue_event(const Report& report, pid_t sender) {
  BoxEvent event{};
  event.box_pid = report.box_pid;
  if (report.kind == Report::Kind::kReaped) {
    event.kind = BoxEvent::Kind::kReaped;
    event.pid = host_pid(report.box_pid, sender);
    event.status = ExitStatus::from_wait(report.status);
    event.usage = {std::chrono::microseconds(report.cpu_us), report.memory_peak_bytes};
    reaped_cpu_ += event.usage.cpu;
    note_peak(event.usage.memory_peak_bytes);
  } else if (report.kind == Report::Kind::kSpawnFailed) {
    event.kind = BoxEvent::Kind::kSpawnFailed;
    event.pid = host_pid(report.box_pid, 0);
    event.error = report.error;
  } else {
    return;
  }
  host_pids_.erase(report.box_pid);
  events_.push_back(event);
}

// Where memory is only looked at now and then, a process may eat its fill and die in between. Until its exec a
// child shares init's memory, which is a copy of the supervisor's: a peak no higher than that says nothing.
void BoxImpl::note_peak(std::uint64_t bytes) {
  if (!cgroup_.abilities().memory.empty() || bytes <= config_.limits.memory_bytes) return;
  rusage own{};
  ::getrusage(RUSAGE_SELF, &own);
  if (bytes <= static_cast<std::uint64_t>(own.ru_maxrss) * 1024) return;
  memory_seen_over_ = true;
  peak_seen_ = std::max(peak_seen_, bytes);
}

pid_t BoxImpl::host_pid(pid_t box_pid, pid_t sender) const {
  if (level_ == Level::kPlain) return box_pid;
  if (sender > 0 && sender != init_) return sender;
  const auto found = host_pids_.find(box_pid);
  return found == host_pids_.end() ? 0 : found->second;
}

Result<std::vector<BoxEvent>> BoxImpl::read_events() {
  std::optional<Report> none;
  while (take_packet(nullptr, none)) continue;
  std::vector<BoxEvent> events(events_.begin(), events_.end());
  events_.clear();
  if (died_ && !death_told_) {
    BoxEvent event{};
    event.kind = BoxEvent::Kind::kBoxDied;
    event.pid = init_;
    events.push_back(event);
    death_told_ = true;
  }
  ready_.set_kept(false);
  return events;
}

Result<std::optional<Notification>> BoxImpl::receive_notification() {
  if (!notifier_) return std::optional<Notification>{};
  for (;;) {
    auto next = notifier_->next();
    if (!next || !next.value() || next.value()->tid != init_) return next;
    notifier_->let_go(*next.value());
  }
}

void BoxImpl::let_go(const Notification& notification) {
  if (notifier_) notifier_->let_go(notification);
}

void BoxImpl::answer(const Notification& notification, const Reply& reply) {
  if (!notifier_) return;
  if (reply.made && !reply.interrupts.empty()) SignalFence(*notifier_, notification, reply.interrupts).answer(reply);
  else notifier_->answer(notification, reply);
}

bool BoxImpl::still_waiting(const Notification& notification) const {
  return notifier_ && notifier_->still_waiting(notification);
}

Result<void> BoxImpl::kill_all() {
  if (died_) return outcome::success();
  if (notifier_) notifier_->forget_kept();
  Request request;
  request.kind = Request::Kind::kKillAll;
  if (auto sent = send(request, {}, {}); !sent) return sent.error();
  Wait wait{Report::Kind::kAllKilled};
  wait.let_all_go = true;
  auto answer = await(wait, kKillPatience);
  if (!answer) return answer.error();
  if (notifier_) notifier_->forget_kept();
  host_pids_.clear();
  return outcome::success();
}

// Orphans fall to init, so every chain of parents in the box ends there.
bool BoxImpl::is_of_box(pid_t pid) const {
  for (int step = 0; step < 4096 && pid > 1; ++step) {
    pid = status_field(pid, "PPid:");
    if (pid == init_) return true;
  }
  return false;
}

Result<void> BoxImpl::signal(pid_t pid, int signo) {
  // First the handle, then the check: the pid cannot be another's by then.
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process && errno != ENOSYS) return last_error("signal a process of the box");
  if (!is_of_box(pid)) return error(ESRCH, "signal a process of the box");
  SANDBOX_TRY(receive_waiting());  // it interrupts none of them
  const long failed = process ? ::syscall(SYS_pidfd_send_signal, process.get(), signo, nullptr, 0) : ::kill(pid, signo);
  if (failed < 0) return last_error("signal a process of the box");
  return outcome::success();
}

Result<std::vector<SysvObject>> BoxImpl::sysv_objects() {
  if (died_) return std::vector<SysvObject>{};
  Request request;
  request.kind = Request::Kind::kListSysv;
  if (auto sent = send(request, {}, {}); !sent) return sent.error();
  Wait wait{Report::Kind::kSysvDone};
  auto answer = await(wait, kSpawnPatience);
  if (!answer) return answer.error();
  std::vector<SysvObject> objects;
  for (const SysvReport& report : wait.objects) {
    if (level_ == Level::kPlain) {
      const bool before = std::find(sysv_before_.begin(), sysv_before_.end(),
                                    std::pair(report.object_kind, static_cast<int>(report.id))) != sysv_before_.end();
      if (before || report.owner != student_.uid) continue;
    }
    SysvObject object{static_cast<SysvObject::Kind>(report.object_kind), report.id, report.key, report.size_bytes,
                      report.mode, report.creator_box_pid, {}, report.attached};
    object.values.assign(report.values.begin(),
                         report.values.begin() + std::min<std::size_t>(report.value_count, kMaxSysvValues));
    objects.push_back(std::move(object));
  }
  return objects;
}

}  // namespace sandbox
