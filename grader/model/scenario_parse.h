// scenario_parse.h — one scenario of a task.json: parameters, steps, what is required and what fails on purpose.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "grader/model/task.h"

namespace grader {

/// From a document that obeys the schema. Errors: throws nlohmann::json::exception for a number outside of its type.
Scenario scenario_from(const nlohmann::json& document);

}  // namespace grader
