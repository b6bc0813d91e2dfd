// findings_parts.h — the parts of findings(): each turns some facts of a run into findings. Pure.
#pragma once

#include <vector>

#include "grader/diagnose/people.h"
#include "grader/model/evidence.h"
#include "grader/model/finding.h"
#include "grader/model/task.h"

namespace grader {

struct Facts {
  const Evidence& evidence;
  const Scenario& scenario;
  const People& people;
};

/// How the run ended, as far as it makes other things mere consequences.
struct RunEnd {
  bool deadlock = false;  ///< ended by the grader because nobody was left alive
  bool limit = false;     ///< ended by a limit
  bool killed() const { return deadlock || limit; }
};
RunEnd run_end(const Evidence& evidence);

bool has_limit(const Evidence& evidence, const std::string& name);
/// "memory limit of 64 MiB".
std::string limit_in_words(const LimitHit& hit);

std::vector<Finding> deadlock_findings(const Facts&);   ///< deadlock, private-sync
std::vector<Finding> limit_findings(const Facts&);      ///< forbidden, limit, timeout
/// busy-wait: who burnt the time that `hit` says is up. Empty when no loop stands out.
std::vector<Finding> busy_findings(const Facts&, const LimitHit& hit);
std::vector<Finding> crash_findings(const Facts&);      ///< crash
std::vector<Finding> child_findings(const Facts&);      ///< zombie, unwaited, orphan
std::vector<Finding> leak_findings(const Facts&);
/// exit-status, output. `explained`: an error found already tells why a step was not reached.
std::vector<Finding> output_findings(const Facts&, bool explained);
/// required
std::vector<Finding> required_findings(const Facts&);

}  // namespace grader
