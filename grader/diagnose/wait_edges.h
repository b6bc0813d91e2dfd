// wait_edges.h — the wait graph of a deadlock as a verdict keeps it: each awaited object with its tasks. Pure.
#pragma once

#include <vector>

#include "grader/diagnose/snapshot_index.h"
#include "grader/diagnose/wait_graph.h"
#include "grader/model/finding.h"

namespace grader {

/// `dead[i]` is the task that the finding lists as `processes[i]`. Tasks that are not listed have no edges.
std::vector<AwaitedObject> wait_edges(const SnapshotIndex& index, const std::vector<DeadTask>& dead,
                                      const std::vector<FindingProcess>& processes);

}  // namespace grader
