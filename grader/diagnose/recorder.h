// recorder.h — keeps what rare calls tell: creations, signals, timers, children nobody waited for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "grader/diagnose/made_objects.h"
#include "grader/diagnose/object_scan.h"
#include "grader/diagnose/process_table.h"
#include "grader/diagnose/rare_calls.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/model/evidence.h"

namespace grader {

class Recorder {
 public:
  Recorder(sandbox::Box& box, ProcessTable& table, ModuleFiles& files, const BoxPaths& paths)
      : box_(box), table_(table), files_(files), paths_(paths) {}
  /// Who makes the call; null when it is gone already.
  TrackedProcess* caller(const sandbox::Notification& call, double now_ms);
  /// Keeps what it tells; returns whom it will interrupt.
  std::vector<sandbox::Interruption> record(const sandbox::Notification& call, TrackedProcess& process, double now_ms);
  /// Processes with a timer that may still fire.
  ArmedTimers timers_armed(double now_ms);
  /// Who is asleep now will not be there to ask later.
  void settle() { made_.settle_all(); }
  void want_stacks(ResolvedStacks& stacks) const;
  /// Message queues that were made.
  std::vector<std::string> queues() const;
  /// Moves all it knows into the evidence; stacks become source locations.
  void fill(Evidence& evidence, std::vector<IpcObject> objects_left, const ResolvedStacks& stacks);

 private:
  struct KeptCreation {
    Creation creation;
    std::shared_ptr<StackCapture> stack;
  };
  void created(TrackedProcess& process, const RareCall& call, const sandbox::Notification& n, double now_ms);
  void note_silent_ends();
  void exits(TrackedProcess& process, int code, double now_ms);
  void forks(TrackedProcess& process, const sandbox::Notification& n, double now_ms);
  void signal_sent(TrackedProcess& sender, const RareCall& call, double now_ms);
  std::shared_ptr<StackCapture> capture(const sandbox::Notification& n);

  sandbox::Box& box_;
  ProcessTable& table_;
  ModuleFiles& files_;
  const BoxPaths& paths_;
  std::vector<KeptCreation> creations_;
  std::set<std::pair<std::string, int>> created_names_;  ///< kind and name, by process
  MadeObjects made_;
  std::vector<SignalSent> signals_;
  std::vector<ExecRecord> execs_;
  std::vector<UnwaitedChild> unwaited_;
  int captures_ = 0;
};

}  // namespace grader
