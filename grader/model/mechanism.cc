// mechanism.cc — names of mechanisms, for task.json and for people.
#include "grader/model/mechanism.h"

#include <array>

namespace grader {
namespace {

struct Row {
  Mechanism mechanism;
  std::string_view name, words, pages;
  Inheritance inheritance;
};

using enum Mechanism;
using enum Inheritance;

constexpr std::array kRows{
    Row{kFork, "fork", "fork()", "fork(2)", kNone},
    Row{kExec, "exec", "exec()", "exec(3), execve(2)", kNone},
    Row{kThread, "thread", "threads", "pthread_create(3), pthreads(7)", kNone},
    Row{kSharedMemory, "shared-memory", "shared memory (mmap() with MAP_SHARED)", "mmap(2), shm_overview(7)", kMemory},
    Row{kFileMapping, "file-mapping", "a mapped file (mmap() of a file)", "mmap(2), msync(2)", kMemory},
    Row{kShm, "shm", "a shared memory object (shm_open())", "shm_open(3), shm_overview(7)", kDescriptor},
    Row{kNamedSemaphore, "named-semaphore", "a named semaphore (sem_open())", "sem_open(3), sem_overview(7)", kMemory},
    Row{kPipe, "pipe", "a pipe (pipe())", "pipe(2), pipe(7)", kDescriptor},
    Row{kSocketpair, "socketpair", "a socket pair (socketpair())", "socketpair(2), unix(7)", kDescriptor},
    Row{kFifo, "fifo", "a FIFO (mkfifo(), open())", "mkfifo(3), fifo(7)", kDescriptor},
    Row{kEventfd, "eventfd", "an eventfd (eventfd())", "eventfd(2)", kDescriptor},
    Row{kSignalfd, "signalfd", "a signalfd (signalfd())", "signalfd(2)", kDescriptor},
    Row{kTimerfd, "timerfd", "a timerfd (timerfd_create())", "timerfd_create(2)", kDescriptor},
    Row{kEpoll, "epoll", "epoll (epoll_create1())", "epoll(7), epoll_create1(2)", kDescriptor},
    Row{kSendfile, "sendfile", "sendfile()", "sendfile(2)", kNone},
    Row{kSysvShm, "sysv-shm", "System V shared memory (shmget(), shmat())", "shmget(2), sysvipc(7)", kDescriptor},
    Row{kSysvSem, "sysv-sem", "System V semaphores (semget())", "semget(2), sysvipc(7)", kDescriptor},
    Row{kSysvMsg, "sysv-msg", "a System V message queue (msgget())", "msgget(2), sysvipc(7)", kDescriptor},
    Row{kMq, "mq", "a POSIX message queue (mq_open())", "mq_open(3), mq_overview(7)", kDescriptor},
    Row{kKill, "kill", "signals sent to processes (kill())", "kill(2), signal(7)", kNone},
    Row{kSigqueue, "sigqueue", "queued signals (sigqueue())", "sigqueue(3), signal(7)", kNone},
};

const Row& row_of(Mechanism mechanism) {
  for (const Row& row : kRows)
    if (row.mechanism == mechanism) return row;
  return kRows.front();
}

}  // namespace

std::string_view to_string(Mechanism mechanism) { return row_of(mechanism).name; }
std::string_view in_words(Mechanism mechanism) { return row_of(mechanism).words; }
std::string_view manual_pages(Mechanism mechanism) { return row_of(mechanism).pages; }
Inheritance inheritance(Mechanism mechanism) { return row_of(mechanism).inheritance; }

std::optional<Mechanism> mechanism_from(std::string_view name) {
  for (const Row& row : kRows)
    if (row.name == name) return row.mechanism;
  return std::nullopt;
}

const std::vector<Mechanism>& all_mechanisms() {
  static const std::vector<Mechanism> all = [] {
    std::vector<Mechanism> list;
    for (const Row& row : kRows) list.push_back(row.mechanism);
    return list;
  }();
  return all;
}

}  // namespace grader
