// crash_collector.h — the core files that crashes have left in the work folder, and what they say.
#pragma once

#include <vector>

#include "grader/diagnose/core_file.h"
#include "grader/diagnose/process_table.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/model/evidence.h"

namespace grader {

/// Reads and removes them: the kernel made them, they are nobody's leak.
std::vector<CoreFile> take_cores(sandbox::Box& box, ProcessTable& table, ModuleFiles& files);

/// Crashes of the processes in `evidence`, and forbidden calls, with their stacks where a core tells them.
void add_crashes(Evidence& evidence, const std::vector<CoreFile>& cores, const ResolvedStacks& stacks);

}  // namespace grader
