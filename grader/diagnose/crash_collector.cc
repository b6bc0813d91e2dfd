// crash_collector.cc — the core files that crashes have left in the work folder, and what they say.
#include "grader/diagnose/crash_collector.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "grader/diagnose/blocked_call.h"

namespace grader {
namespace {

constexpr std::size_t kMaxCores = 32;

bool is_core_signal(int signo) {
  for (const int core : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGQUIT, SIGSYS})
    if (signo == core) return true;
  return false;
}

}  // namespace

std::vector<CoreFile> take_cores(sandbox::Box& box, ProcessTable& table, ModuleFiles& files) {
  std::vector<CoreFile> cores;
  const auto work = open_in_root(box.root().get(), box.path_of("/work"), O_RDONLY | O_DIRECTORY);
  if (!work) return cores;
  std::vector<std::string> names{"core"};
  for (const TrackedProcess& p : table.all())
    if (is_core_signal(p.record.end.signal) && names.size() < kMaxCores) names.push_back("core." + std::to_string(p.record.pid));
  for (const std::string& name : names) {
    const sandbox::Fd fd(::openat(work->get(), name.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
    struct stat st{};
    if (!fd || ::fstat(fd.get(), &st) != 0 || !S_ISREG(st.st_mode)) continue;
    auto core = read_core(fd, files, box.root().get());
    if (!core) continue;
    cores.push_back(std::move(*core));
    ::unlinkat(work->get(), name.c_str(), 0);  // no leak: the kernel made it
  }
  return cores;
}

void add_crashes(Evidence& evidence, const std::vector<CoreFile>& cores, const ResolvedStacks& stacks) {
  for (const ProcessRecord& process : evidence.processes) {
    if (process.end.kind != ProcessEnd::Kind::kSignaled || !is_core_signal(process.end.signal)) continue;
    CrashRecord crash{process.id, process.end.signal};
    int call = -1;
    for (const CoreFile& core : cores)
      if (core.box_pid == process.pid) {
        crash.address = core.fault_address, crash.stack = stacks.of(core.stack);
        call = core.call;
      }
    if (process.end.signal == SIGSYS)
      evidence.forbidden.push_back({process.id, call >= 0 ? call_name(call) : "", std::move(crash.stack)});
    else evidence.crashes.push_back(std::move(crash));
  }
}

}  // namespace grader
