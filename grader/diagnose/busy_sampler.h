// busy_sampler.h — when time is up: who burns its processor, and where it is while it does.
#pragma once

#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/diagnose/snapshot_reader.h"
#include "grader/model/evidence.h"

namespace grader {

class BusySampler {
 public:
  BusySampler(ProcessTable& table, ModuleFiles& files) : table_(table), files_(files) {}

  /// Takes some stacks of each process that used most of the time it could have had.
  void sample(const Glance& glance, double now);
  void want_stacks(ResolvedStacks& stacks) const;
  void fill(Evidence& evidence, const ResolvedStacks& stacks);

 private:
  struct Burner { BusySample sample; std::vector<StackCapture> stacks; };

  ProcessTable& table_;
  ModuleFiles& files_;
  std::vector<Burner> burners_;
};

}  // namespace grader
