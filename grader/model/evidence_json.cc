// evidence_json.cc — evidence as JSON: what a run showed can be kept, and judged again.
#include "grader/model/json_values.h"
#include "grader/model/verdict.h"

namespace sandbox {

NLOHMANN_JSON_SERIALIZE_ENUM(Level, {{Level::kFull, "full"}, {Level::kPlain, "plain"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Protection, name, active, detail, remedy)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Protections, level, rootless, items)

}  // namespace sandbox

namespace grader {

// The snapshot's own conversions are in snapshot_json.cc; static, since the same names are defined there.
static void to_json(nlohmann::json& j, const WaitSnapshot& snapshot) { j = to_json(snapshot); }
static void from_json(const nlohmann::json& j, WaitSnapshot& snapshot) { snapshot = snapshot_from_json(j); }

NLOHMANN_JSON_SERIALIZE_ENUM(ProcessEnd::Kind, {{ProcessEnd::Kind::kUnknown, "unknown"},
                                                {ProcessEnd::Kind::kExited, "exited"},
                                                {ProcessEnd::Kind::kSignaled, "signaled"},
                                                {ProcessEnd::Kind::kKilledByGrader, "killed"},
                                                {ProcessEnd::Kind::kStillRunning, "running"}})
NLOHMANN_JSON_SERIALIZE_ENUM(StepFailure::Kind, {{StepFailure::Kind::kOutput, "output"},
                                                 {StepFailure::Kind::kExitStatus, "exit-status"},
                                                 {StepFailure::Kind::kState, "state"},
                                                 {StepFailure::Kind::kNotBlocked, "not-blocked"},
                                                 {StepFailure::Kind::kNotReached, "not-reached"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ProcessEnd, kind, code, signal, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ProcessRecord, id, name, role, students, pid, host_pid, parent,
                                                forked_at, argv, start_ms, end_ms, end, cpu_ms, memory_peak_bytes,
                                                ignores_sigchld, subreaper, daemon)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(UnwaitedChild, parent, child, was_zombie, at_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ZombieSighting, parent, child, for_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrphanSighting, child, parent, for_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(IpcObject, kind, name, size_bytes, mode, created_by, created_at,
                                                sysv_id)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Creation, kind, name, process, stack, at_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MadeObject, object, process, at, other_end)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(QuotedLine, file, line, text, function)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SignalSent, sender, target, signo, at_ms, woke)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ExecRecord, process, program, at_ms)
static void to_json(nlohmann::json& j, Mechanism mechanism) { j = to_string(mechanism); }
static void from_json(const nlohmann::json& j, Mechanism& mechanism) {
  mechanism = mechanism_from(j.get<std::string>()).value_or(Mechanism::kFork);
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MechanismUse, process, mechanism, times, first_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FaultMade, process, call, error, at_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TimelineSlice, process, thread, state, call, object, start_ms, end_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TimelineEvent, kind, process, target, detail, at_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Timeline, slices, events, deadlock_ms, truncated)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CrashRecord, process, signal, address, stack)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ForbiddenCall, process, name, stack)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BusySample, process, cpu_ms, window_ms, sleeps, stacks)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LimitHit, name, value, unit, process)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StuckEvidence, snapshot, last_blocked_ms, proved_ms)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StepFailure, step, kind, role, expected, actual)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Output, role, stdout_bytes, stderr_bytes, truncated)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Evidence, scenario, seed, wall_ms, cpu_ms, memory_peak_bytes,
                                                processes, outputs, step_failures, limits_hit, objects_left, creations,
                                                made, quotes, signals, execs, mechanisms_watched, mechanisms, faults, unwaited,
                                                zombies, orphans, crashes, forbidden, busy, stuck, last_snapshot, timeline, protections)

nlohmann::json to_json(const Evidence& evidence) {
  nlohmann::json j;
  to_json(j, evidence);
  make_valid_utf8(j);
  return j;
}

Evidence evidence_from_json(const nlohmann::json& j) {
  Evidence evidence;
  from_json(j, evidence);
  return evidence;
}

}  // namespace grader
