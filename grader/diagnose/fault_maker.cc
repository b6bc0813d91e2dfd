// fault_maker.cc — makes calls fail as a scenario wants it.
#include "grader/diagnose/fault_maker.h"

#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "grader/diagnose/short_sendfile.h"
#include "grader/model/error_name.h"

namespace grader {
namespace {

using Call = Fault::Call;
using sandbox::Notification;

constexpr std::size_t kMaxMade = 1000;

bool is_call(Call call, const Notification& n) {
  switch (call) {
    case Call::kFork:
#ifdef SYS_fork
      if (n.nr == SYS_fork || n.nr == SYS_vfork) return true;
#endif
      return n.nr == SYS_clone && (n.args[0] & CLONE_THREAD) == 0;
    case Call::kPipe:
#ifdef SYS_pipe
      if (n.nr == SYS_pipe) return true;
#endif
      return n.nr == SYS_pipe2;
    case Call::kMmapShared: return n.nr == SYS_mmap && (n.args[3] & MAP_SHARED) != 0;
    case Call::kSendfile: return n.nr == SYS_sendfile;
  }
  return false;
}

const char* name_of(Call call) {
  switch (call) {
    case Call::kFork: return "fork";
    case Call::kPipe: return "pipe";
    case Call::kMmapShared: return "mmap-shared";
    case Call::kSendfile: return "sendfile";
  }
  return "";
}

}  // namespace

bool FaultMaker::is_due(const Fault& fault, Counts& counts) {
  if (counts.went_well < fault.after) {
    ++counts.went_well;
    return false;
  }
  return fault.times == 0 || counts.failed < fault.times;
}

sandbox::Reply FaultMaker::reply(const Notification& call, const TrackedProcess& process, double now_ms) {
  sandbox::Reply reply;
  for (const Fault& fault : faults_) {
    if (!is_call(fault.call, call)) continue;
    const TrackedProcess* root = table_.root_of(process);
    const bool meant = root && (fault.role.empty() ? root->record.students : root->record.role == fault.role);
    if (!meant) continue;
    Counts& counts = counts_[{&fault, root->record.id}];
    if (!is_due(fault, counts)) continue;
    if (fault.error != 0) reply = {false, fault.error, 0};
    else reply = short_sendfile(call, process.record.host_pid, fault.short_bytes);
    if (reply.made) continue;
    ++counts.failed;
    if (made_.size() < kMaxMade)
      made_.push_back({process.record.id, name_of(fault.call), fault.error != 0 ? error_name(fault.error) : "", now_ms});
    return reply;
  }
  return reply;
}

}  // namespace grader
