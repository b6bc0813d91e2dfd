// interruptions.h — whom a rare call will interrupt: by a signal that it sends, or by its caller's end.
#pragma once

#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/rare_calls.h"
#include "sandbox/notification.h"

namespace grader {

/// Only those whose handler of the signal may make other calls of theirs fail with EINTR. Who is signalled is noted in
/// `table` already.
std::vector<sandbox::Interruption> interruptions(const RareCall& call, const TrackedProcess& caller, ProcessTable& table);

}  // namespace grader
