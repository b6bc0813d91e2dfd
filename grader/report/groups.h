// groups.h — processes that wait alike, told once: "children 2…8 of main". Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/model/finding.h"

namespace grader {

/// Processes in the same call on the same object at the same line, in the order of their first.
std::vector<std::vector<const FindingProcess*>> groups_of(const std::vector<FindingProcess>& processes);

/// "worker 1…7", "children 2…8 of main", "threads 2 and 4 of main"; "a and b" where names have nothing in common.
std::string names_together(const std::vector<const FindingProcess*>& group);

}  // namespace grader
