// housekeeper.h — now and then looks at every process: its state, CPU time and arguments; who is a zombie, who an orphan.
#pragma once

#include <map>
#include <utility>

#include "grader/diagnose/observe.h"
#include "grader/diagnose/process_table.h"
#include "grader/diagnose/starvation.h"
#include "grader/model/evidence.h"

namespace grader {

class Housekeeper {
 public:
  Housekeeper(ProcessTable& table, const ObserveOptions& options) : table_(table), options_(options) {}

  bool is_due(double now) const { return now >= next_ms_; }
  struct Moment {
    double now_ms = 0, cpu_ms = 0;   ///< of the run; CPU time of the box so far
    bool nobody_ran = false;         ///< since the last look, so what was read then still holds
    bool all_rest = false;           ///< nobody can be busy
    bool waits_for_us = false;       ///< somebody's call is held
  };
  void look(const Moment& moment);
  /// The run ends before its processes did: what they would have done later is not known.
  void cut_off() { cut_off_ = true; }
  /// CPU time that the look took: a dear one is repeated less often.
  void took(double cpu_ms);
  /// How long the box's processes have waited for a core that others had.
  double starved_ms() const { return starvation_.total_ms(); }
  /// Zombies and orphans.
  void fill(Evidence& evidence) const;

 private:
  void read_state(TrackedProcess& process, const Moment& moment);
  void watch_grace(TrackedProcess& process, double now);
  void watch_orphan(TrackedProcess& process, double now);
  void watch_zombie(TrackedProcess& process, TrackedProcess& parent, double now);
  void forgive_reaped();

  ProcessTable& table_;
  const ObserveOptions& options_;
  double next_ms_ = 0, last_ms_ = 0;
  Starvation starvation_;
  std::map<std::pair<int, int>, ZombieSighting> zombies_;
  std::map<int, OrphanSighting> orphans_;
  bool cut_off_ = false;
};

}  // namespace grader
