// blocked_call.cc — decodes a blocked system call: what it waits for.
#include "grader/diagnose/blocked_call.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "grader/diagnose/student_helper.h"

// Only 64-bit calls reach here: the filter ends every other ABI.
#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2 13
#endif

namespace grader {
namespace {

using sandbox::Fd;

constexpr int kFutexWaitv = 449;  // on every architecture; since Linux 5.16

bool futex_waits(std::uint64_t op) {
  switch (op & FUTEX_CMD_MASK) {
    case FUTEX_WAIT: case FUTEX_WAIT_BITSET: case FUTEX_LOCK_PI: case FUTEX_LOCK_PI2: case FUTEX_WAIT_REQUEUE_PI:
      return true;
    default:
      return false;
  }
}

const Descriptor* descriptor_of(const CallContext& context, std::uint64_t fd) {
  for (const Descriptor& d : context.descriptors)
    if (d.fd == static_cast<int>(fd)) return &d;
  return nullptr;
}

void take_descriptor(BlockedCall& call, const CallContext& context) {
  if (const Descriptor* d = descriptor_of(context, call.args[0])) call.object = d->object;
  else call.unreadable = true;
}

void take_futex(BlockedCall& call, const CallContext& context) {
  if (!futex_waits(call.args[1])) return;
  constexpr std::uint64_t kBefore = 48, kAfter = 64;
  const std::uint64_t address = call.args[0];
  call.futex_expected = static_cast<std::uint32_t>(call.args[2]);
  call.futex_value = context.memory.value<std::uint32_t>(address);
  call.unreadable = !call.futex_value;
  call.futex_object = futex_object(context.pid, context.maps, address);
  std::uint64_t from = address - std::min(kBefore, address);
  if (const Mapping* m = mapping_of(context.maps, address)) from = std::max(from, m->start);
  call.futex_memory.resize(address - from + kAfter);
  call.futex_memory.resize(context.memory.read(from, call.futex_memory));
  call.futex_memory_offset = static_cast<int>(address - from);
  if (call.futex_memory.size() < address - from + 4) call.unreadable = true;
}

void take_open(BlockedCall& call, const CallContext& context, std::uint64_t dir, std::uint64_t path) {
  call.path = context.memory.text(path);
  std::string full = call.path;
  if (!full.starts_with('/') && static_cast<int>(dir) != AT_FDCWD) {
    const Descriptor* d = descriptor_of(context, dir);
    full = d ? d->name + "/" + full : "";
  }
  struct stat st{};
  const auto fd = full.empty() ? std::nullopt : open_as_seen_by(context.living, full, O_PATH);
  if (fd && ::fstat(fd->get(), &st) == 0 && S_ISFIFO(st.st_mode)) call.object = ObjectId{"fifo", st.st_dev, st.st_ino};
  else call.unreadable = true;
}

void take_child(BlockedCall& call, const CallContext& context) {
  auto pid = static_cast<pid_t>(call.args[0]);
  if (call.nr == SYS_waitid) {
    pid = static_cast<pid_t>(call.args[1]);
    if (call.args[0] == P_ALL || call.args[0] == P_PGID) pid = -1;
    if (call.args[0] == P_PIDFD) {
      const auto text = read_text(proc_path(context.living, ("fdinfo/" + std::to_string(pid)).c_str()));
      const int host = text ? parse_fdinfo(*text).pidfd_pid.value_or(0) : 0;
      call.unreadable = host <= 0;
      call.object = ObjectId{"child", static_cast<std::uint64_t>(std::max(host, 0))};
      return;
    }
  }
  const pid_t host = pid > 0 ? context.child(pid) : 0;
  call.unreadable = pid > 0 && host == 0;
  call.object = ObjectId{"child", static_cast<std::uint64_t>(host)};
}

void take_poll(BlockedCall& call, const CallContext& context) {
  std::vector<pollfd> fds(std::min<std::uint64_t>(call.args[1], 1024));
  const std::size_t bytes = fds.size() * sizeof(pollfd);
  if (call.args[1] > fds.size() ||
      context.memory.read(call.args[0], {reinterpret_cast<std::uint8_t*>(fds.data()), bytes}) != bytes)
    call.unreadable = true;
  else
    for (const pollfd& p : fds)
      if (p.fd >= 0) call.polled.emplace_back(p.fd, p.events);
}

// The sets in memory are still what the caller asked for: the kernel writes them back only when it returns.
void take_select(BlockedCall& call, const CallContext& context) {
  constexpr short kEvents[] = {POLLIN, POLLOUT, POLLPRI};
  constexpr std::uint64_t kMost = 1024;
  const int count = static_cast<int>(std::min(call.args[0], kMost));
  call.unreadable = call.args[0] > kMost;
  std::map<int, short> wanted;
  for (int set = 0; set < 3; ++set) {
    if (call.args[static_cast<std::size_t>(set) + 1] == 0) continue;
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(count + 63) / 64 * 8);
    if (context.memory.read(call.args[static_cast<std::size_t>(set) + 1], bits) != bits.size()) call.unreadable = true;
    for (int fd = 0; fd < count; ++fd)
      if (bits[static_cast<std::size_t>(fd) / 8] >> (fd % 8) & 1) wanted[fd] = static_cast<short>(wanted[fd] | kEvents[set]);
  }
  call.polled.assign(wanted.begin(), wanted.end());
}

// futex_waitv(2): words of which any may end the wait; the first one stands for all.
void take_futexes(BlockedCall& call, const CallContext& context) {
  struct Waiter { std::uint64_t value, address; std::uint32_t flags, reserved; };  // linux/futex.h, newer than some headers
  constexpr std::size_t kMost = 128;  // FUTEX_WAITV_MAX
  std::vector<Waiter> waiters(std::min<std::uint64_t>(call.args[1], kMost));
  const std::size_t bytes = waiters.size() * sizeof(Waiter);
  call.unreadable = waiters.empty() ||
                    context.memory.read(call.args[0], {reinterpret_cast<std::uint8_t*>(waiters.data()), bytes}) != bytes;
  if (call.unreadable) return;
  call.object = futex_object(context.pid, context.maps, waiters.front().address);
}

void take_semop(BlockedCall& call, const CallContext& context) {
  call.object = ObjectId{"sysv-sem", call.args[0]};
  std::vector<sembuf> ops(std::min<std::uint64_t>(call.args[2], 500));
  const std::size_t bytes = ops.size() * sizeof(sembuf);
  call.unreadable = context.memory.read(call.args[1], {reinterpret_cast<std::uint8_t*>(ops.data()), bytes}) != bytes;
  if (!call.unreadable)
    for (const sembuf& op : ops) call.semops.insert(call.semops.end(), {op.sem_num, op.sem_op, op.sem_flg});
}

// A time-out set on the socket is nowhere in /proc: ask a duplicate of it.
bool duplicate_may_time_out(const CallContext& context, std::uint64_t fd) {
  constexpr unsigned kPidfdThread = O_EXCL;  // PIDFD_THREAD, since Linux 6.9
  const unsigned flags = context.living == context.pid ? 0 : kPidfdThread;
  const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, context.living, flags)));
  const Fd copy(pidfd ? static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd.get(), static_cast<int>(fd), 0)) : -1);
  for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    timeval value{};
    socklen_t size = sizeof value;
    if (!copy || ::getsockopt(copy.get(), SOL_SOCKET, option, &value, &size) != 0) return true;
    if (value.tv_sec != 0 || value.tv_usec != 0) return true;
  }
  return false;
}

bool socket_may_time_out(const CallContext& context, std::uint64_t fd) {
  const auto student = StudentHelper::needed_for(context.living);
  if (!student) return duplicate_may_time_out(context, fd);
  StudentHelper helper(*student, [&](int out, int) {
    const char may = duplicate_may_time_out(context, fd) ? 1 : 0;
    (void)!::write(out, &may, 1);
  });
  char may = 1;
  return !helper.answer(&may, 1) || may != 0;
}

void take_lock(BlockedCall& call, const CallContext& context) {
  const Descriptor* d = descriptor_of(context, call.args[0]);
  const bool waits = call.nr == SYS_flock || call.args[1] == F_SETLKW || call.args[1] == F_OFD_SETLKW;
  if (!d || !waits) call.unreadable = true;
  else call.object = ObjectId{"lock", d->object.a, d->object.b};
}

void take_signals(BlockedCall& call, const CallContext& context) {
  call.object = ObjectId{"signal"};
  if (call.nr == SYS_rt_sigsuspend || call.nr == SYS_rt_sigtimedwait) {
    call.signal_set = context.memory.value<std::uint64_t>(call.args[0]);
    call.unreadable = !call.signal_set;
  }
}

}  // namespace

ObjectId futex_object(pid_t pid, const std::vector<Mapping>& maps, std::uint64_t address) {
  const Mapping* m = mapping_of(maps, address);
  // The kernel keys memory that is not shared by address space and address, whatever the flag says (futex(2)).
  if (!m || !m->shared) return {"futex-private", static_cast<std::uint64_t>(pid), 0, address};
  return {"futex-shared", m->device, m->inode, address - m->start + m->offset};
}

std::string call_name(int nr) {
  static std::map<int, std::string> names;
  std::string& name = names[nr];
  if (name.empty()) {
    char* found = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, nr);
    name = found ? found : "call " + std::to_string(nr);
    std::free(found);
  }
  return name;
}

bool has_finite_timeout(const SyscallLine& line) {
  const auto& a = line.args;
  switch (line.nr) {
    case SYS_nanosleep: case SYS_clock_nanosleep:
    case SYS_restart_syscall:  // only sleeps with a deadline are restarted this way
      return true;
    case SYS_futex: return futex_waits(a[1]) && a[3] != 0;
    case kFutexWaitv: return a[3] != 0;
#ifdef SYS_poll
    case SYS_poll: return static_cast<int>(a[2]) >= 0;
    case SYS_select: return a[4] != 0;
    case SYS_epoll_wait: return static_cast<int>(a[3]) >= 0;
#endif
    case SYS_ppoll: case SYS_rt_sigtimedwait: return a[2] != 0;
    case SYS_pselect6: case SYS_mq_timedsend: case SYS_mq_timedreceive: case SYS_recvmmsg: return a[4] != 0;
    case SYS_epoll_pwait: return static_cast<int>(a[3]) >= 0;
#ifdef SYS_epoll_pwait2
    case SYS_epoll_pwait2:
#endif
    case SYS_semtimedop: return a[3] != 0;
    default: return false;
  }
}

BlockedCall decode_call(const SyscallLine& line, const CallContext& context) {
  BlockedCall call;
  call.nr = line.nr, call.name = call_name(line.nr), call.sp = line.sp, call.pc = line.pc;
  call.args.assign(line.args.begin(), line.args.end());
  call.has_timeout = has_finite_timeout(line);
  switch (line.nr) {
    case SYS_futex: take_futex(call, context); break;
    case kFutexWaitv: take_futexes(call, context); break;
    case SYS_read: case SYS_pread64: case SYS_readv: case SYS_preadv: case SYS_preadv2:
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev: case SYS_pwritev2:
    case SYS_mq_timedsend: case SYS_mq_timedreceive:
      take_descriptor(call, context);
      break;
    case SYS_recvfrom: case SYS_recvmsg: case SYS_recvmmsg: case SYS_sendto: case SYS_sendmsg: case SYS_sendmmsg:
    case SYS_accept: case SYS_accept4: case SYS_connect:
      take_descriptor(call, context);
      call.has_timeout = call.has_timeout || socket_may_time_out(context, call.args[0]);
      break;
#ifdef SYS_open
    case SYS_open: case SYS_creat: take_open(call, context, static_cast<std::uint64_t>(AT_FDCWD), call.args[0]); break;
    case SYS_poll: take_poll(call, context); break;
    case SYS_select: take_select(call, context); break;
    case SYS_pause: take_signals(call, context); break;
#endif
    case SYS_openat: case SYS_openat2: take_open(call, context, call.args[0], call.args[1]); break;
    case SYS_ppoll: take_poll(call, context); break;
    case SYS_pselect6: take_select(call, context); break;
    case SYS_rt_sigsuspend: case SYS_rt_sigtimedwait: take_signals(call, context); break;
    case SYS_wait4: case SYS_waitid: take_child(call, context); break;
    case SYS_semop: case SYS_semtimedop: take_semop(call, context); break;
    case SYS_msgsnd: case SYS_msgrcv: call.object = ObjectId{"sysv-msg", call.args[0]}; break;
    case SYS_flock: case SYS_fcntl: take_lock(call, context); break;
    default: break;
  }
  // read() and write() of a socket obey its time-outs too.
  if ((line.nr == SYS_read || line.nr == SYS_write || line.nr == SYS_readv || line.nr == SYS_writev) && call.object &&
      call.object->kind == "socket")
    call.has_timeout = socket_may_time_out(context, call.args[0]);
  return call;
}

}  // namespace grader
