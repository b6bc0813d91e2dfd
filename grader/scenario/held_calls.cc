// held_calls.cc — the calls that a scenario wants held beside the usual ones.
#include "grader/scenario/held_calls.h"

#include <set>

namespace grader {
namespace {

using sandbox::HeldGroup;

std::vector<HeldGroup> groups_of(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::kThread: return {HeldGroup::kThreads};
    case Mechanism::kSharedMemory: return {HeldGroup::kSharedMaps, HeldGroup::kShmat};
    case Mechanism::kFileMapping: return {HeldGroup::kSharedMaps, HeldGroup::kFileMaps};
    case Mechanism::kShm: return {HeldGroup::kSharedMaps, HeldGroup::kFileMaps, HeldGroup::kOpens};
    case Mechanism::kNamedSemaphore: return {HeldGroup::kSharedMaps};
    case Mechanism::kFifo: return {HeldGroup::kOpens};
    case Mechanism::kEventfd: return {HeldGroup::kEventfd};
    case Mechanism::kSignalfd: return {HeldGroup::kSignalfd};
    case Mechanism::kTimerfd: return {HeldGroup::kTimerfd};
    case Mechanism::kEpoll: return {HeldGroup::kEpoll};
    case Mechanism::kSendfile: return {HeldGroup::kSendfile};
    case Mechanism::kSysvShm: return {HeldGroup::kShmat};
    case Mechanism::kFork: case Mechanism::kExec: case Mechanism::kPipe: case Mechanism::kSocketpair:
    case Mechanism::kSysvSem: case Mechanism::kSysvMsg: case Mechanism::kMq: case Mechanism::kKill:
    case Mechanism::kSigqueue:
      return {};  // held for everybody
  }
  return {};
}

}  // namespace

std::vector<HeldGroup> held_for(const Scenario& scenario) {
  std::set<HeldGroup> groups;
  for (const Requirement& required : scenario.required)
    for (const HeldGroup group : groups_of(required.mechanism)) groups.insert(group);
  for (const Fault& fault : scenario.faults) {
    if (fault.call == Fault::Call::kMmapShared) groups.insert(HeldGroup::kSharedMaps);
    if (fault.call == Fault::Call::kSendfile) groups.insert(HeldGroup::kSendfile);
  }
  return {groups.begin(), groups.end()};
}

}  // namespace grader
