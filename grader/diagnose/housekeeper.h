// housekeeper.h — now and then looks at every process: its state, CPU time and arguments; who is a zombie, who an orphan.
#pragma once

#include <map>
#include <utility>

#include "grader/diagnose/observe.h"
#include "grader/diagnose/process_table.h"
#include "grader/model/evidence.h"

namespace grader {

class Housekeeper {
 public:
  Housekeeper(ProcessTable& table, const ObserveOptions& options) : table_(table), options_(options) {}

  bool is_due(double now) const { return now >= next_ms_; }
  /// `nobody_ran`: since the last look, so what was read then still holds. `all_rest`: nobody can be busy.
  void look(double now, bool nobody_ran, bool all_rest = false);
  /// How long the look took: a dear one is repeated less often.
  void took(double ms);
  /// Zombies and orphans.
  void fill(Evidence& evidence) const;

 private:
  void watch_orphan(TrackedProcess& process, double now);
  void watch_zombie(const TrackedProcess& process, TrackedProcess& parent, double now);

  ProcessTable& table_;
  const ObserveOptions& options_;
  double next_ms_ = 0;
  std::map<std::pair<int, int>, ZombieSighting> zombies_;
  std::map<int, OrphanSighting> orphans_;
};

}  // namespace grader
