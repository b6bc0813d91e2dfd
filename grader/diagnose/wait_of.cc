// wait_of.cc — what one blocked task waits for, and which tasks could end that wait.
#include "grader/diagnose/wait_of.h"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "grader/diagnose/futex_kind.h"

namespace grader {
namespace {

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
constexpr std::array<std::string_view, 9> kReads{"read", "pread64", "readv", "preadv", "preadv2", "recvfrom",
                                                 "recvmsg", "recvmmsg", "accept"};
constexpr std::array<std::string_view, 8> kWrites{"write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto",
                                                  "sendmsg", "sendmmsg"};
constexpr std::array<std::string_view, 4> kOpens{"open", "openat", "openat2", "creat"};
constexpr std::array<std::string_view, 2> kWaits{"wait4", "waitid"};
constexpr std::array<std::string_view, 7> kPolls{"poll",    "ppoll",      "select",      "pselect6",
                                                 "epoll_wait", "epoll_pwait", "epoll_pwait2"};

std::uint64_t argument(const BlockedCall& call, std::size_t i) { return i < call.args.size() ? call.args[i] : 0; }

void add(Wait& wait, const std::vector<pid_t>& tids) {
  wait.providers.insert(wait.providers.end(), tids.begin(), tids.end());
}

/// A mutex is ended by its owner alone, or by the kernel when the owner is gone and the mutex is robust.
/// True if the owner decides; false if the general rule must.
bool add_owner(const SnapshotIndex& index, const FutexKind& kind, const TaskState& task, Wait& wait) {
  if (kind.owner_box_tid == 0 || !index.knows_box_tids()) return false;
  wait.owner_box_tid = kind.owner_box_tid;
  const pid_t owner = index.host_tid(kind.owner_box_tid);
  const TaskState* state = index.task(owner);
  // Memory of one process alone, copied by fork: the thread that locked the original holds nothing here.
  if (state && wait.object.kind == "futex-private" && state->pid != task.pid && kind.name != "join") state = nullptr;
  if (kind.name == "join" && (!state || state->pid != task.pid)) return false;
  if (state) {
    wait.providers.push_back(owner);
  } else if (kind.robust) {
    wait.may_end = true;
  }
  return true;
}

bool others_map(const SnapshotIndex& index, const TaskState& task, const ObjectId& memory) {
  const auto& all = index.snapshot().processes;
  return std::any_of(all.begin(), all.end(), [&](const ProcessState& p) {
    return p.pid != task.pid && SnapshotIndex::can_write(p, memory);
  });
}

/// Somebody has changed the word since the waiter fell asleep, and the wake-up that belongs to it has not come: it went
/// to the threads of another process, which need not be there any more.
bool woken_elsewhere(const BlockedCall& call) {
  return call.futex_value && call.futex_expected && *call.futex_value != *call.futex_expected;
}

void futex_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  const BlockedCall& call = *task.call;
  if (!call.futex_object || call.args.size() < 3) {
    wait.may_end = true;
    return;
  }
  const FutexKind kind = futex_kind(call);
  wait.kind = kind.name;
  wait.object = *call.futex_object;
  const bool shared = wait.object.kind == "futex-shared";
  wait.private_on_shared =
      shared && kind.process_private && (others_map(index, task, wait.object) || woken_elsewhere(call));
  if (!wait.private_on_shared && add_owner(index, kind, task, wait)) return;
  if (kind.name == "join") wait.kind = "futex";
  if (!shared || kind.process_private) {
    add(wait, index.tasks_of(task.pid));
    return;
  }
  for (const ProcessState& p : index.snapshot().processes)
    if (SnapshotIndex::can_write(p, wait.object)) add(wait, index.tasks_of(p.pid));
}

void child_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  wait.kind = "child";
  const ObjectId& wanted = *task.call->object;
  wait.object = wanted;
  bool any = false;
  for (const ProcessState& p : index.snapshot().processes) {
    if (wanted.a != 0 ? static_cast<std::uint64_t>(p.pid) != wanted.a : p.parent != task.pid) continue;
    any = true;
    if (p.zombie) wait.may_end = true;  // the parent is about to be woken
    add(wait, index.tasks_of(p.pid));
  }
  if (!any) wait.may_end = true;  // ECHILD is on its way
}

void open_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  const BlockedCall& call = *task.call;
  if (!call.object || call.object->kind != "fifo" || index.outside(*call.object)) {
    wait.may_end = true;
    return;
  }
  wait.kind = "fifo-open";
  wait.object = *call.object;
  add(wait, index.everybody());
  if (call.name != "open" && call.name != "openat") return;
  const bool reading = (argument(call, call.name == "open" ? 1 : 2) & O_ACCMODE) == O_RDONLY;
  for (const ProcessState& p : index.snapshot().processes)
    for (const Descriptor& d : p.descriptors)  // the other end is open already: about to end
      if (d.object == wait.object && (reading ? d.writable : d.readable)) wait.may_end = true;
}

void lock_wait(const SnapshotIndex& index, Wait& wait) {
  wait.kind = "lock";
  bool owner_known = false;
  for (const FileLock& lock : index.snapshot().locks) {
    if (lock.inode != wait.object.b) continue;
    owner_known = owner_known || index.process(lock.owner) != nullptr;
    add(wait, index.tasks_of(lock.owner));
  }
  // flock and OFD locks belong to the open file: whoever inherited the descriptor can release them.
  for (const ProcessState& p : index.snapshot().processes) {
    const bool holds = std::any_of(p.descriptors.begin(), p.descriptors.end(), [&](const Descriptor& d) {
      return d.object.kind == "file" && d.object.b == wait.object.b;
    });
    if (!holds) continue;
    owner_known = true;
    add(wait, index.tasks_of(p.pid));
  }
  if (!owner_known) wait.may_end = true;
}

void sysv_sem_wait(const SnapshotIndex& index, const BlockedCall& call, Wait& wait) {
  wait.kind = "sysv-sem";
  add(wait, index.everybody());
  const auto& all = index.snapshot().sysv_sems;
  const auto set = std::find_if(all.begin(), all.end(), [&](const SysvSemState& s) {
    return static_cast<std::uint64_t>(s.id) == wait.object.a;
  });
  if (set == all.end() || call.semops.empty()) return;
  std::vector<int> values = set->values;
  for (std::size_t i = 0; i + 2 < call.semops.size(); i += 3) {
    const auto number = static_cast<std::size_t>(call.semops[i]);
    const int op = call.semops[i + 1];
    if (number >= values.size()) return;
    if (op == 0 ? values[number] != 0 : values[number] + op < 0) return;
    values[number] += op;
  }
  wait.may_end = true;  // every operation could be done now: the task is about to wake
}

void mq_wait(const SnapshotIndex& index, const BlockedCall& call, Wait& wait) {
  wait.kind = "mq";
  add(wait, index.everybody());
  for (const QueueState& q : index.snapshot().queues) {
    if (q.inode != wait.object.b || q.messages < 0) continue;
    if (call.name == "mq_timedreceive" ? q.messages > 0 : q.capacity >= 0 && q.messages < q.capacity)
      wait.may_end = true;
  }
}

void poll_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  const BlockedCall& call = *task.call;
  if (call.name.starts_with("epoll")) {
    add_descriptor_wait(index, task, static_cast<int>(argument(call, 0)), true, wait);
    if (wait.kind != "poll") wait.may_end = true;
    return;
  }
  if (call.polled.empty()) {  // of nothing, or, by a mistake, of descriptors beyond the number given
    add_signal_wait(index, task, 0, wait);
    return;
  }
  for (const auto& [fd, events] : call.polled) {
    const bool writing = (events & (POLLOUT | POLLWRNORM)) != 0;
    const bool reading = (events & (POLLIN | POLLPRI | POLLRDNORM)) != 0 || !writing;
    if (reading) add_descriptor_wait(index, task, fd, true, wait);
    if (writing) add_descriptor_wait(index, task, fd, false, wait);
  }
  if (call.polled.size() > 1) wait.kind = "poll";
}

/// sendfile, splice, tee: either end may be the one that is not ready.
void transfer_wait(const SnapshotIndex& index, const TaskState& task, int in, int out, Wait& wait) {
  const ProcessState* process = index.process(task.pid);
  bool any = false;
  for (const bool reading : {true, false}) {
    const Descriptor* d = process ? SnapshotIndex::descriptor(*process, reading ? in : out) : nullptr;
    if (d && d->object.kind == "file") continue;  // never blocks
    any = true;
    add_descriptor_wait(index, task, reading ? in : out, reading, wait);
  }
  if (!any) wait.may_end = true;
}

void object_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  const BlockedCall& call = *task.call;
  if (!call.object) {
    wait.may_end = true;
    return;
  }
  wait.object = *call.object;
  if (call.name == "futex_waitv") {  // a wake-up of any of its words will do: not worth telling whose each is
    wait.kind = "futex";
    add(wait, index.everybody());
  } else if (one_of(call.name, kWaits)) {
    child_wait(index, task, wait);
  } else if (call.name == "semop" || call.name == "semtimedop") {
    sysv_sem_wait(index, call, wait);
  } else if (call.name == "msgsnd" || call.name == "msgrcv") {
    wait.kind = "sysv-msg";
    add(wait, index.everybody());
  } else if (call.name == "mq_timedsend" || call.name == "mq_timedreceive") {
    mq_wait(index, call, wait);
  } else if (call.name == "flock" || call.name == "fcntl") {
    lock_wait(index, wait);
  } else if (call.name == "accept4" || call.name == "accept" || call.name == "connect") {
    wait.kind = "socket";
    add(wait, index.everybody());
    if (wait.object.kind != "socket" || index.outside(wait.object)) wait.may_end = true;
  } else {
    wait.may_end = true;  // a call this graph does not know
  }
}

void call_wait(const SnapshotIndex& index, const TaskState& task, Wait& wait) {
  const BlockedCall& call = *task.call;
  const auto fd = [&call](std::size_t i) { return static_cast<int>(argument(call, i)); };
  if (call.name == "futex") {
    futex_wait(index, task, wait);
  } else if (call.name == "accept" || call.name == "accept4") {
    object_wait(index, task, wait);
  } else if (one_of(call.name, kReads)) {
    add_descriptor_wait(index, task, fd(0), true, wait);
  } else if (one_of(call.name, kWrites)) {
    add_descriptor_wait(index, task, fd(0), false, wait);
  } else if (call.name == "sendfile") {
    transfer_wait(index, task, fd(1), fd(0), wait);
  } else if (call.name == "splice") {
    transfer_wait(index, task, fd(0), fd(2), wait);
  } else if (call.name == "tee") {
    transfer_wait(index, task, fd(0), fd(1), wait);
  } else if (one_of(call.name, kOpens)) {
    open_wait(index, task, wait);
  } else if (one_of(call.name, kPolls)) {
    poll_wait(index, task, wait);
  } else if (call.name == "pause" || call.name == "rt_sigsuspend") {
    add_signal_wait(index, task, 0, wait);
  } else if (call.name == "rt_sigtimedwait") {
    if (!call.signal_set) wait.may_end = true;
    add_signal_wait(index, task, call.signal_set.value_or(0), wait);
  } else {
    object_wait(index, task, wait);
  }
}

/// A lone program that never forked may be waiting for the person at the keyboard.
bool somebody_outside_may_signal(const SnapshotIndex& index, const TaskState& task) {
  const Outlook& outlook = index.snapshot().outlook;
  const bool root = std::find(outlook.roots.begin(), outlook.roots.end(), task.pid) != outlook.roots.end();
  const bool never_forked = outlook.processes_ever == static_cast<int>(outlook.roots.size());
  return outlook.outside_may_signal && root && never_forked;
}

}  // namespace

void add_signal_wait(const SnapshotIndex& index, const TaskState& task, std::uint64_t signals, Wait& wait) {
  wait.kind = "signal";
  wait.object = ObjectId{"signal", 0, 0, 0};
  add(wait, index.everybody());
  const ProcessState* process = index.process(task.pid);
  if (!process || ((task.pending | process->shared_pending) & signals) != 0) wait.may_end = true;
  if (somebody_outside_may_signal(index, task)) wait.may_end = true;
}

Wait wait_of(const SnapshotIndex& index, const TaskState& task) {
  Wait wait;
  if (task.activity == TaskActivity::kStopped) {
    wait.kind = "stopped";
    add(wait, index.everybody());
    wait.may_end = somebody_outside_may_signal(index, task);
  } else if (task.activity != TaskActivity::kBlocked || !task.call || task.call->unreadable ||
             task.call->has_timeout) {
    wait.may_end = true;
  } else {
    call_wait(index, task, wait);
  }
  auto& who = wait.providers;
  if (!std::is_sorted(who.begin(), who.end())) std::sort(who.begin(), who.end());
  who.erase(std::unique(who.begin(), who.end()), who.end());
  who.erase(std::remove(who.begin(), who.end(), task.tid), who.end());
  return wait;
}

}  // namespace grader
