// snapshot_json.cc — wait snapshots as JSON, so that judgements can be recorded and tested.
#include "grader/model/json_values.h"
#include "grader/model/utf8.h"
#include "grader/model/verdict.h"

namespace grader {

NLOHMANN_JSON_SERIALIZE_ENUM(TaskActivity, {{TaskActivity::kRunning, "running"},
                                            {TaskActivity::kBlocked, "blocked"},
                                            {TaskActivity::kStopped, "stopped"},
                                            {TaskActivity::kZombie, "zombie"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Descriptor, fd, object, readable, writable, nonblocking, name, count,
                                                mask, watched, peer)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SharedMapping, start, end, device, inode, offset, writable, name)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BlockedCall, nr, name, args, sp, pc, has_timeout, unreadable,
                                                futex_value, futex_expected, futex_object, futex_memory,
                                                futex_memory_offset, polled, semops, signal_set, path, object)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TaskState, tid, pid, activity, switches, call, pending, blocked, stack)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ProcessState, pid, box_pid, parent, zombie, shared_pending, ignored,
                                                caught, timer_armed, timer_signals, descriptors, mappings, box_tids)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FileLock, owner, waiters, kind, device, inode)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SysvSemState, id, key, values)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SysvMsgState, id, key, messages, bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(QueueState, name, inode, messages, capacity)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Outlook, outside, more_steps_may_provide, outside_may_signal, roots,
                                                processes_ever)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WaitSnapshot, at_ms, processes, tasks, locks, sysv_sems, sysv_msgs,
                                                queues, network_in_motion, outlook)

void make_valid_utf8(nlohmann::json& document) {
  if (document.is_string()) document = valid_utf8(document.get_ref<const std::string&>());
  else if (document.is_structured())
    for (nlohmann::json& member : document) make_valid_utf8(member);
}

nlohmann::json to_json(const WaitSnapshot& snapshot) {
  nlohmann::json j;
  to_json(j, snapshot);
  make_valid_utf8(j);
  return j;
}

WaitSnapshot snapshot_from_json(const nlohmann::json& j) {
  WaitSnapshot snapshot;
  from_json(j, snapshot);
  return snapshot;
}

}  // namespace grader
