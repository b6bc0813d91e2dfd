// held_calls.h — the calls that a scenario wants held beside the usual ones. Pure.
#pragma once

#include <vector>

#include "grader/model/task.h"
#include "sandbox/notification.h"

namespace grader {

/// Nothing for a scenario that neither requires a mechanism nor makes calls fail: it costs no more than before.
std::vector<sandbox::HeldGroup> held_for(const Scenario& scenario);

}  // namespace grader
