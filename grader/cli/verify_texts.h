// verify_texts.h — what is wrong with a task's texts: missing translations, limits that it does not have. Pure.
#pragma once

#include <vector>

#include "grader/cli/verify_judge.h"
#include "grader/model/task.h"

namespace grader {

/// Titles and statements in both languages; every time or size that a statement calls a limit must be one of the
/// task's: its limits, the patience of a step, the grace of a zombie.
std::vector<Complaint> check_texts(const Task& task);

}  // namespace grader
