// stack_capture.cc — what is needed to unwind a task's stack later.
#include "grader/diagnose/stack_capture.h"

#include <elf.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <poll.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <system_error>
#include <thread>

#include "grader/diagnose/proc_reader.h"
#include "grader/diagnose/student_helper.h"

namespace grader {
namespace {

constexpr std::size_t kStackBytes = 32 << 10;

/// What is mapped where: read once for all tasks of a process, since a thousand threads map thousands of stacks.
struct AddressSpace {
  std::vector<Mapping> maps;
  std::vector<MappedModule> modules;  ///< the executable ones
};

// Through the task itself, not its process: of an ended leader /proc shows no memory.
AddressSpace address_space_of(ModuleFiles& files, pid_t tid) {
  AddressSpace space{maps_of(tid), {}};
  for (const Mapping& m : space.maps)
    if (m.executable) space.modules.push_back({m, files.of_process(tid, m)});
  return space;
}

std::optional<StackCapture> capture(const AddressSpace& space, pid_t tid, const Registers& registers) {
  if (space.modules.empty()) return std::nullopt;
  StackCapture capture;
  capture.registers = registers;
  capture.modules = space.modules;
  const std::uint64_t sp = capture.registers.sp().value_or(0);
  const auto stack = std::find_if(space.maps.begin(), space.maps.end(), [sp](const Mapping& m) { return m.holds(sp); });
  if (stack == space.maps.end()) return capture;
  capture.base = sp;
  capture.bytes.resize(std::min<std::uint64_t>(kStackBytes, stack->end - sp));
  capture.bytes.resize(ProcessMemory(tid).read(capture.base, capture.bytes));
  return capture;
}

Registers in_call(std::uint64_t sp, std::uint64_t pc) {
  Registers registers;
  registers.sp() = sp, registers.pc() = pc;
  return registers;
}

#ifdef __x86_64__
Registers registers_of(const user_regs_struct& r) {
  Registers registers;
  auto& v = registers.values;
  v[0] = r.rax, v[1] = r.rdx, v[2] = r.rcx, v[3] = r.rbx, v[4] = r.rsi, v[5] = r.rdi, v[6] = r.rbp, v[7] = r.rsp;
  v[8] = r.r8, v[9] = r.r9, v[10] = r.r10, v[11] = r.r11, v[12] = r.r12, v[13] = r.r13, v[14] = r.r14, v[15] = r.r15;
  v[16] = r.rip;
  return registers;
}
#endif

// A stop asked for by PTRACE_INTERRUPT comes within microseconds unless the task is in an uninterruptible sleep, or
// the machine so busy that the task does not get to run: then a second is not too long.
bool wait_for_stop(pid_t tid) {
  for (int tries = 0; tries < 1000; ++tries) {
    int status = 0;
    const pid_t got = ::waitpid(tid, &status, __WALL | WNOHANG);
    if (got == tid) return WIFSTOPPED(status);
    if (got < 0 && errno != EINTR) return false;
    ::poll(nullptr, 0, tries < 20 ? 0 : 1);
  }
  return false;
}

#ifdef __x86_64__
bool ask_to_stop(pid_t tid) {
  return ::ptrace(PTRACE_SEIZE, tid, nullptr, nullptr) == 0 && ::ptrace(PTRACE_INTERRUPT, tid, nullptr, nullptr) == 0;
}

std::optional<user_regs_struct> registers_when_stopped(pid_t tid) {
  user_regs_struct regs{};
  iovec io{&regs, sizeof regs};
  if (!wait_for_stop(tid) || ::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &io) != 0) return std::nullopt;
  return regs;
}

/// Leaves the task attached, and stopped if it did stop.
std::optional<user_regs_struct> stop(pid_t tid) { return ask_to_stop(tid) ? registers_when_stopped(tid) : std::nullopt; }

std::optional<StackCapture> capture_at(const AddressSpace& space, pid_t tid, const user_regs_struct& regs) {
  auto result = capture(space, tid, registers_of(regs));
  // Outside a call the instruction itself was interrupted; inside, pc is the one after it.
  if (result) result->pc_is_exact = static_cast<long long>(regs.orig_rax) < 0;
  return result;
}

std::optional<StackCapture> capture_as(uid_t student, const AddressSpace& space, pid_t tid) {
  StudentHelper helper(student, [tid](int out, int in) {
    const auto regs = stop(tid);
    char end;  // while the memory is read; its tracer's end lets the task go on
    if (regs && ::write(out, &*regs, sizeof *regs) > 0) (void)!::read(in, &end, 1);
  });
  user_regs_struct regs{};
  return helper.answer(&regs, sizeof regs) ? capture_at(space, tid, regs) : std::nullopt;
}

void let_go(pid_t tid) { ::ptrace(PTRACE_DETACH, tid, nullptr, nullptr); }

// A task that does not stop in time (a parent in vfork() does not at all) cannot be let go by a tracer that goes
// on living, and dead it would be ours to reap: init would wait for it for ever. A thread that ends lets all go.
template <class Work>
void in_a_thread(Work work) {
  try {
    std::thread(work).join();
  } catch (const std::system_error&) {  // no thread to be had
  }
}
#endif

}  // namespace

std::optional<std::uint64_t> StackCapture::word(std::uint64_t address) const {
  std::uint64_t value = 0;
  if (address < base || bytes.size() < sizeof value || address - base > bytes.size() - sizeof value) return std::nullopt;
  std::memcpy(&value, bytes.data() + (address - base), sizeof value);
  return value;
}

const MappedModule* StackCapture::module_of(std::uint64_t address) const {
  for (const MappedModule& m : modules)
    if (m.mapping.holds(address)) return &m;
  return nullptr;
}

std::optional<StackCapture> capture_in_call(ModuleFiles& files, pid_t tid, std::uint64_t sp, std::uint64_t pc) {
  return capture(address_space_of(files, tid), tid, in_call(sp, pc));
}

std::optional<StackCapture> capture_task(ModuleFiles& files, pid_t tid) {
  const auto line = syscall_of(tid, tid);
  if (!line || line->sp == 0) return std::nullopt;
  return capture_in_call(files, tid, line->sp, line->pc);
}

std::optional<StackCapture> capture_stopped(ModuleFiles& files, pid_t tid) {
#ifdef __x86_64__
  if (const auto student = StudentHelper::needed_for(tid)) return capture_as(*student, address_space_of(files, tid), tid);
  std::optional<StackCapture> result;
  in_a_thread([&] {
    if (const auto regs = stop(tid)) result = capture_at(address_space_of(files, tid), tid, *regs);
    let_go(tid);
  });
  return result;
#else
  return capture_task(files, tid);
#endif
}

std::map<pid_t, StackCapture> capture_stopped(ModuleFiles& files, const std::vector<WaitingTask>& tasks,
                                              [[maybe_unused]] std::chrono::milliseconds budget) {
  std::map<pid_t, StackCapture> stacks;
  std::map<pid_t, AddressSpace> spaces;  // by pid
  const auto space_of = [&](const WaitingTask& task) -> const AddressSpace& {
    const auto [at, fresh] = spaces.try_emplace(task.pid);
    if (fresh) at->second = address_space_of(files, task.tid);
    return at->second;
  };
  const auto as_it_is = [&](const WaitingTask& task) {
    return task.sp != 0 ? capture(space_of(task), task.tid, in_call(task.sp, task.pc)) : std::nullopt;
  };
#ifdef __x86_64__
  const auto until = std::chrono::steady_clock::now() + budget;
  in_a_thread([&] {
    std::set<pid_t> asked;  // all first: they stop while others are read
    for (const WaitingTask& task : tasks)
      if (!StudentHelper::needed_for(task.tid) && ask_to_stop(task.tid)) asked.insert(task.tid);
    for (const WaitingTask& task : tasks) {
      std::optional<StackCapture> stack;
      if (asked.contains(task.tid)) {
        const auto regs = std::chrono::steady_clock::now() < until ? registers_when_stopped(task.tid) : std::nullopt;
        if (regs) stack = capture_at(space_of(task), task.tid, *regs);
      } else if (const auto student = StudentHelper::needed_for(task.tid); student && task.sp == 0) {
        // A helper for each would take its time: only for a task outside a call, a stopped one.
        stack = capture_as(*student, space_of(task), task.tid);
      }
      if (!stack) stack = as_it_is(task);
      if (stack) stacks[task.tid] = std::move(*stack);
    }
    // Some calls do not survive the interruption (EINTR of semop, epoll_wait, pause): who goes on now would show what
    // never happens. All of them are about to be killed, and stay stopped until then.
    for (const WaitingTask& task : tasks) ::kill(task.tid, SIGSTOP);
    for (const WaitingTask& task : tasks) let_go(task.tid);
  });
#endif
  if (!stacks.empty()) return stacks;
  for (const WaitingTask& task : tasks)  // no thread to be had, or another machine
    if (auto stack = as_it_is(task)) stacks[task.tid] = std::move(*stack);
  return stacks;
}

}  // namespace grader
