// task_check.h — what no schema can tell of a task: names that must exist, keys that exclude each other.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "grader/model/schemas.h"
#include "grader/model/task.h"

namespace grader {

/// Problems of a task whose `document` obeys the schema.
std::vector<SchemaProblem> check_task(const Task& task, const nlohmann::json& document);

}  // namespace grader
