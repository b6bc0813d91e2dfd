// explain_object.cc — the call and the object of a wait in the student's words.
#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "grader/diagnose/explain.h"
#include "grader/diagnose/source_words.h"

namespace grader {
namespace {

struct FunctionOfKind { const char* part; const char* kind; const char* call; };
constexpr FunctionOfKind kFunctions[] = {
    {"__cxa_guard_acquire", "once", "the initialisation of a static"}, {"pthread_once", "once", "pthread_once"},
    {"std::call_once", "once", "call_once"},
    {"sem_clockwait", "semaphore", "sem_clockwait"}, {"sem_timedwait", "semaphore", "sem_timedwait"},
    {"sem_wait", "semaphore", "sem_wait"}, {"mutex_lock", "mutex", "pthread_mutex_lock"},
    {"mutex_timedlock", "mutex", "pthread_mutex_timedlock"}, {"cond_wait", "condition", "pthread_cond_wait"},
    {"cond_timedwait", "condition", "pthread_cond_timedwait"}, {"barrier_wait", "barrier", "pthread_barrier_wait"},
    {"rwlock_rdlock", "rwlock", "pthread_rwlock_rdlock"}, {"rwlock_wrlock", "rwlock", "pthread_rwlock_wrlock"},
    {"clockjoin", "join", "pthread_join"}, {"pthread_join", "join", "pthread_join"},
    {"latch::arrive_and_wait", "latch", "std::latch::arrive_and_wait"}, {"latch::wait", "latch", "std::latch::wait"},
    {"_semaphore_impl::_M_acquire", "semaphore", "acquire"}, {"counting_semaphore", "semaphore", "acquire"},
    {"__tree_barrier", "barrier", "std::barrier::wait"}, {"std::barrier<", "barrier", "std::barrier::wait"},
    {"std::future<", "future", "std::future::get"}, {"__future_base", "future", "std::future::wait"},
    {"thread::join", "join", "std::thread::join"}, {"condition_variable::wait", "condition", "std::condition_variable::wait"},
};

/// By the library's functions below the student's code, or, where their names are not known, by the one that the line calls.
const FunctionOfKind* known_function(const Evidence& evidence, const Stack& stack) {
  for (const Frame& frame : stack) {
    if (frame.in_student_code) break;
    for (const FunctionOfKind& f : kFunctions)
      if (frame.at.function.find(f.part) != std::string::npos) return &f;
  }
  const std::string line = quoted(evidence, place_in_student_code(stack));
  const FunctionOfKind* called = nullptr;
  for (const FunctionOfKind& f : kFunctions) {
    if (!calls(line, f.call)) continue;
    if (called) return nullptr;
    called = &f;
  }
  return called;
}

/// Inside pthread_cond_wait(), but already woken: it takes the mutex again. glibc waits for a mutex with FUTEX_WAIT for the
/// value 2 (contended), for a condition with FUTEX_WAIT_BITSET.
bool takes_mutex_again(const TaskState& task, const FunctionOfKind& function) {
  constexpr std::uint64_t kFutexWait = 0, kCommand = 127, kContended = 2;
  const std::vector<std::uint64_t>& args = task.call->args;
  return std::string_view(function.kind) == "condition" && args.size() > 2 && (args[1] & kCommand) == kFutexWait && args[2] == kContended;
}

std::string call_of_kind(const std::string& kind, const std::string& system_call) {
  static const std::map<std::string, std::string> kCalls{
      {"semaphore", "sem_wait"}, {"mutex", "pthread_mutex_lock"}, {"condition", "pthread_cond_wait"},
      {"barrier", "pthread_barrier_wait"}, {"rwlock", "pthread_rwlock_wrlock or pthread_rwlock_rdlock"},
      {"join", "pthread_join"}};
  static const std::map<std::string, std::string> kWrappers{
      {"wait4", "waitpid"}, {"rt_sigsuspend", "sigsuspend"}, {"rt_sigtimedwait", "sigwait"}, {"openat", "open"},
      {"semtimedop", "semop"}, {"mq_timedsend", "mq_send"}, {"mq_timedreceive", "mq_receive"},
      {"pselect6", "select"}, {"epoll_pwait", "epoll_wait"}, {"epoll_pwait2", "epoll_wait"}, {"pread64", "pread"},
      {"pwrite64", "pwrite"}, {"recvfrom", "recv"}, {"sendto", "send"}, {"accept4", "accept"}};
  if (const auto found = kCalls.find(kind); found != kCalls.end()) return found->second;
  if (const auto found = kWrappers.find(system_call); found != kWrappers.end()) return found->second;
  return system_call;
}

constexpr std::pair<std::string_view, std::string_view> kSameCall[] = {
    {"waitpid", "wait"}, {"waitpid", "wait3"}, {"waitpid", "wait4"}, {"waitpid", "system"}, {"waitpid", "pclose"},
    {"sigwait", "sigwaitinfo"}, {"read", "fgets"}, {"read", "getchar"}, {"read", "scanf"}, {"read", "fread"},
    {"read", "getline"}, {"read", "fgetc"}, {"read", "getc"}, {"read", "fscanf"}, {"write", "printf"}, {"write", "fprintf"},
    {"write", "puts"}, {"write", "fputs"}, {"write", "fwrite"}, {"write", "fflush"}, {"write", "fclose"}, {"open", "fopen"},
    {"fcntl", "lockf"}, {"poll", "select"}, {"recv", "recvfrom"}, {"recv", "recvmsg"}, {"send", "sendto"}, {"send", "sendmsg"}};

/// sem_open() makes a named semaphore under a random name, links it to its own and removes the first: the mapping
/// of its creator shows the removed one. A name is given only if it can be no other.
std::string only_semaphore(const Evidence& evidence) {
  std::string only;
  for (const Creation& c : evidence.creations) {
    if (c.kind != "sem" || c.name == only) continue;
    if (!only.empty()) return "";
    only = c.name;
  }
  return only;
}

std::string memory_name(const SharedMapping* mapping, const Evidence& evidence) {
  if (!mapping) return "";
  const std::string& name = mapping->name;
  const bool removed = name.ends_with(" (deleted)");
  if (name.starts_with("/dev/shm/sem.")) return removed ? only_semaphore(evidence) : "/" + name.substr(13);
  if (name.starts_with("/dev/shm/") && removed) return "in shared memory /" + name.substr(9, name.size() - 19);
  if (name.starts_with("/dev/shm/")) return "in shared memory /" + name.substr(9);
  if (name.starts_with("/SYSV")) return "in System V shared memory";
  if (name.empty() || name.starts_with("anonymous") || name.starts_with("/dev/zero")) return "in shared memory";
  return "in the mapped file " + name;
}

/// Words of the student's memory, for values that a person understands.
std::optional<std::uint32_t> word(const BlockedCall& call, int offset) {
  const int index = call.futex_memory_offset + offset;
  if (index < 0 || index + 4 > static_cast<int>(call.futex_memory.size())) return {};
  std::uint32_t value = 0;
  std::memcpy(&value, call.futex_memory.data() + index, sizeof value);
  return value;
}

void name_futex(const SnapshotIndex& index, const People& people, const TaskState& task, FindingObject& object) {
  const BlockedCall& call = *task.call;
  const ProcessState* process = index.process(task.pid);
  if (process && !call.args.empty())
    object.name = memory_name(SnapshotIndex::mapping_at(*process, call.args[0]), people.evidence());
  if (object.name.empty() || object.name.starts_with("in ")) {
    const FunctionOfKind* known = known_function(people.evidence(), task.stack);
    const bool second_argument = known && takes_mutex_again(task, *known);  // what the source names first is the condition
    const std::string name = object_in_source(people.evidence(), task.stack, call_in_words(people.evidence(), task, object.kind));
    if (!name.empty() && !second_argument) object.name = name;
  }
  if (object.kind == "semaphore" && call.futex_value) object.value = "value " + std::to_string(*call.futex_value);
  if (object.kind == "barrier" && call_in_words(people.evidence(), task, object.kind).starts_with("pthread_")) {
    const auto in = word(call, -4), round = word(call, 0), count = word(call, 4);
    if (in && round && count && *in >= *round && *count < 100000)
      object.value = std::to_string(*in - *round) + " of " + std::to_string(*count) + " have arrived";
  }
}

void name_sysv_sem(const SnapshotIndex& index, const BlockedCall& call, FindingObject& object) {
  for (const SysvSemState& set : index.snapshot().sysv_sems) {
    if (static_cast<std::uint64_t>(set.id) != call.object->a) continue;
    char key[32];
    std::snprintf(key, sizeof key, "key 0x%x", static_cast<unsigned>(set.key));
    object.name = set.key == 0 ? "IPC_PRIVATE, id " + std::to_string(set.id) : key;
    std::vector<std::string> values;
    for (std::size_t i = 0; i + 2 < call.semops.size(); i += 3) {
      const auto number = static_cast<std::size_t>(call.semops[i]);
      if (number >= set.values.size()) continue;
      const int value = set.values[number], op = call.semops[i + 1];
      if (op == 0 ? value == 0 : value + op >= 0) continue;
      values.push_back("semaphore " + std::to_string(number) + " has value " + std::to_string(value) + ", wants " +
                       (op == 0 ? "0" : "at least " + std::to_string(-op)));
    }
    object.value = join_words(values);
  }
}

void name_sysv_msg(const SnapshotIndex& index, const ObjectId& id, FindingObject& object) {
  for (const SysvMsgState& queue : index.snapshot().sysv_msgs) {
    if (static_cast<std::uint64_t>(queue.id) != id.a) continue;
    char key[32];
    std::snprintf(key, sizeof key, "key 0x%x", static_cast<unsigned>(queue.key));
    object.name = queue.key == 0 ? "IPC_PRIVATE, id " + std::to_string(queue.id) : key;
    object.value = counted(queue.messages, "message", "messages");
  }
}

void place_made(const People& people, const ObjectId& id, FindingObject& object) {
  for (const MadeObject& made : people.evidence().made) {
    if (made.object != id) continue;
    object.created_at = made.at;
    object.created_by = people.name(made.process);
  }
}

/// "3, 5 and 7": the descriptors that poll() or select() was given.
std::string polled_in_words(const BlockedCall& call) {
  std::vector<std::string> fds;
  for (const auto& [fd, events] : call.polled)
    if (std::find(fds.begin(), fds.end(), std::to_string(fd)) == fds.end()) fds.push_back(std::to_string(fd));
  return join_words(fds);
}

void name_descriptor(const SnapshotIndex& index, const DeadTask& dead, FindingObject& object) {
  const ProcessState* process = index.process(dead.pid);
  if (!process) return;
  for (const Descriptor& d : process->descriptors) {
    const bool locked = object.kind == "file lock" && d.object.kind == "file" && d.object.b == dead.object.b;
    if (d.object != dead.object && !locked) continue;
    if (d.name.starts_with("/")) object.name = d.name.substr(0, d.name.find(" (deleted)"));
    if (object.name.starts_with("/work/")) object.name.erase(0, 6);
    if (object.kind == "eventfd" && d.count) object.value = "counter " + std::to_string(*d.count);
    break;
  }
}

std::string kind_of_object(const std::string& kind) {
  static const std::map<std::string, std::string> kKinds{
      {"pipe-read", "pipe"}, {"pipe-write", "pipe"}, {"fifo-read", "fifo"}, {"fifo-write", "fifo"}, {"fifo-open", "fifo"},
      {"lock", "file lock"}, {"join", "thread"}, {"poll", "descriptors"}};
  const auto found = kKinds.find(kind);
  return found == kKinds.end() ? kind : found->second;
}

/// Which thread of its process, the first being 1. Where nobody else took numbers from the kernel, they tell; else threads
/// that have ended are not counted.
std::ptrdiff_t number_of(const SnapshotIndex& index, const People& people, const TaskState& task) {
  const ProcessState* process = index.process(task.pid);
  if (process && numbers_are_its_own(*process, people))
    for (const auto& [box_tid, host_tid] : process->box_tids)
      if (host_tid == task.tid) return box_tid - process->box_pid + 1;
  const std::vector<pid_t>& tids = index.tasks_of(task.pid);
  return std::count_if(tids.begin(), tids.end(), [&](pid_t other) { return other <= task.tid; });
}

}  // namespace

bool numbers_are_its_own(const ProcessState& process, const People& people) {
  return process.box_pid != process.pid && people.is_alone(process.pid);
}

std::string library_function(const Stack& stack) {
  const auto student = std::find_if(stack.begin(), stack.end(), [](const Frame& f) { return f.in_student_code; });
  if (student == stack.end() || student == stack.begin()) return "";
  std::string name = std::prev(student)->at.function;
  name = name.substr(0, name.find('('));
  if (name.find("::") != std::string::npos) return name;
  for (const std::string prefix : {"interceptor_", "GI_", "IO_", "libc_", "new_", "old_", "isoc99_", "isoc23_", ""}) {
    name.erase(0, name.find_first_not_of('_'));
    if (name.starts_with(prefix)) name.erase(0, prefix.size());
  }
  name = name.substr(0, name.find('@'));
  if (name.ends_with("flow")) return "";  // _IO_default_uflow, _IO_new_file_underflow: inside of getchar() and the like
  if (name.ends_with("64")) name.resize(name.size() - 2);  // open64 is what open() is compiled to
  return name;
}

std::string kind_in_words(const Evidence& evidence, const TaskState& task, const std::string& wait) {
  if (task.call && task.call->name == "futex")
    if (const FunctionOfKind* known = known_function(evidence, task.stack)) return takes_mutex_again(task, *known) ? "mutex" : known->kind;
  return wait;
}

std::string call_in_words(const Evidence& evidence, const TaskState& task, const std::string& wait) {
  if (!task.call) return "";
  if (task.call->name == "futex") {
    if (const FunctionOfKind* known = known_function(evidence, task.stack)) return std::string(known->call) + "()";
    return call_of_kind(wait, "futex") + "()";
  }
  const std::string library = library_function(task.stack);
  const bool plain = !library.empty() && library.find_first_of(" <>@+?") == std::string::npos;
  const std::string line = quoted(evidence, place_in_student_code(task.stack));
  const std::string by_library = as_written(line, plain ? library : task.call->name, wait);
  // The innermost known name may be one of the library's own, such as default_uflow() of getchar().
  const std::string by_system = as_written(line, task.call->name, wait);
  return (!calls(line, by_library) && calls(line, by_system) ? by_system : by_library) + "()";
}

std::string as_written(const std::string& line, const std::string& call, const std::string& wait) {
  const std::string name = call_of_kind(wait, call);
  // Several functions make one system call: the line tells which.
  if (calls(line, name)) return name;
  for (const auto& [made, written] : kSameCall)
    if (name == made && calls(line, std::string(written))) return std::string(written);
  return name;
}

FindingObject object_in_words(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                              const std::string& kind) {
  FindingObject object;
  object.kind = kind_of_object(kind);
  const TaskState* task = index.task(dead.tid);
  if (!task || !task->call) return object;
  const BlockedCall& call = *task->call;
  if (call.name == "futex") {
    name_futex(index, people, *task, object);
  } else if (kind == "sysv-sem" && call.object) {
    name_sysv_sem(index, call, object);
  } else if (kind == "sysv-msg") {
    name_sysv_msg(index, dead.object, object);
  } else if (kind == "fifo-open") {
    object.name = call.path;
  } else if (kind == "poll") {
    object.name = polled_in_words(call);
  } else {
    name_descriptor(index, dead, object);
    place_made(people, dead.object, object);
  }
  if (kind == "pipe-read" || kind == "fifo-read") object.value = "empty";
  if (kind == "pipe-write" || kind == "fifo-write") object.value = "full";
  return object;
}

std::string task_name(const SnapshotIndex& index, const People& people, pid_t tid) {
  const TaskState* task = index.task(tid);
  if (!task) return "a thread";
  const std::string name = people.name_of_host_pid(task->pid);
  const std::vector<pid_t>& tids = index.tasks_of(task->pid);
  if (tid == task->pid || tids.size() < 2) return name;
  return "thread " + std::to_string(number_of(index, people, *task)) + " of " + name;
}

}  // namespace grader
