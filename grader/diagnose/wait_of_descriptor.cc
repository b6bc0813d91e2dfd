// wait_of_descriptor.cc — who could make a descriptor ready.
#include <algorithm>

#include "grader/diagnose/wait_of.h"

namespace grader {
namespace {

void add(Wait& wait, const std::vector<pid_t>& tids) {
  wait.providers.insert(wait.providers.end(), tids.begin(), tids.end());
}

/// Adds the tasks of every process with a matching descriptor; how many processes match.
template <class Match>
int add_holders(const SnapshotIndex& index, Wait& wait, Match match) {
  int holders = 0;
  for (const ProcessState& p : index.snapshot().processes) {
    if (p.zombie || !std::any_of(p.descriptors.begin(), p.descriptors.end(), match)) continue;
    ++holders;
    add(wait, index.tasks_of(p.pid));
  }
  return holders;
}

/// Without a holder of the other end the kernel answers at once (end of file, EPIPE): about to end, or the end
/// travels inside a message where nobody can see it. Either way undecidable.
void add_pipe_wait(const SnapshotIndex& index, const ObjectId& pipe, bool reading, Wait& wait) {
  const int holders = add_holders(index, wait, [&](const Descriptor& d) {
    return d.object == pipe && (reading ? d.writable : d.readable);
  });
  if (holders == 0) wait.may_end = true;
}

void add_socket_wait(const SnapshotIndex& index, const Descriptor& socket, Wait& wait) {
  if (!socket.peer) {
    add(wait, index.everybody());
    return;
  }
  if (index.outside(*socket.peer)) wait.may_end = true;
  const int peers = add_holders(index, wait, [&](const Descriptor& d) { return d.object == *socket.peer; });
  if (peers == 0) wait.may_end = true;
  // shutdown() of this end by another holder ends the wait, too.
  add_holders(index, wait, [&](const Descriptor& d) { return d.object == socket.object; });
}

void add_epoll_wait(const SnapshotIndex& index, const TaskState& task, const Descriptor& epoll, Wait& wait) {
  for (const auto& [fd, events] : epoll.watched) {
    const ProcessState* process = index.process(task.pid);
    const Descriptor* d = process ? SnapshotIndex::descriptor(*process, fd) : nullptr;
    if (!d || d->object.kind == "epoll") {  // nested, closed here but open elsewhere, from another process
      wait.may_end = true;
      return;
    }
    constexpr std::uint32_t kIn = 0x1 | 0x2 | 0x40 | 0x2000, kOut = 0x4 | 0x100;
    if ((events & kIn) != 0 || (events & kOut) == 0) add_descriptor_wait(index, task, fd, true, wait);
    if ((events & kOut) != 0) add_descriptor_wait(index, task, fd, false, wait);
  }
  // Another holder of the epoll may add to it, and who that is its inode does not tell.
  add(wait, index.everybody());
}

}  // namespace

void add_descriptor_wait(const SnapshotIndex& index, const TaskState& task, int fd, bool reading, Wait& wait) {
  const ProcessState* process = index.process(task.pid);
  const Descriptor* d = process ? SnapshotIndex::descriptor(*process, fd) : nullptr;
  if (!d || index.outside(d->object)) {
    wait.may_end = true;
    return;
  }
  const std::string& kind = d->object.kind;
  wait.object = d->object;
  if (kind == "pipe" || kind == "fifo") {
    wait.kind = kind + (reading ? "-read" : "-write");
    add_pipe_wait(index, d->object, reading, wait);
  } else if (kind == "eventfd") {
    wait.kind = kind;
    if (reading && d->count.value_or(0) > 0) wait.may_end = true;
    add_holders(index, wait, [&](const Descriptor& other) { return other.object == d->object; });
  } else if (kind == "socket") {
    wait.kind = kind;
    add_socket_wait(index, *d, wait);
  } else if (kind == "signalfd") {
    if (!d->mask) wait.may_end = true;
    add_signal_wait(index, task, d->mask.value_or(0), wait);
  } else if (kind == "timerfd") {
    wait.kind = kind;
    if (!d->count || *d->count > 0) wait.may_end = true;
    add(wait, index.everybody());
  } else if (kind == "epoll") {
    add_epoll_wait(index, task, *d, wait);
    wait.kind = "poll";  // whatever its descriptors are
    wait.object = d->object;
  } else if (kind == "inotify" || kind == "mq") {
    wait.kind = kind;
    add(wait, index.everybody());
  } else {
    wait.may_end = true;
  }
}

}  // namespace grader
