// findings.h — from the facts of a run to findings. Pure.
#pragma once

#include <vector>

#include "grader/model/evidence.h"
#include "grader/model/finding.h"
#include "grader/model/task.h"

namespace grader {

/// Every rule that the evidence shows broken, most telling first. `scenario` gives allowances and warnings.
std::vector<Finding> findings(const Evidence& evidence, const Scenario& scenario);

}  // namespace grader
