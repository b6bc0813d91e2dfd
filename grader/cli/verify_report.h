// verify_report.h — the outcome of `task verify` as a table and as JSON. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "grader/cli/verify_judge.h"

namespace grader {

/// A row for each solution, a column for each scenario where the width allows; then the complaints.
std::string verify_table(const TaskResult& task, const std::vector<Complaint>& complaints, bool color, int width);

/// {"id", "ok", "scenarios", "solutions": [{"name", "wants", "trials": […]}], "left_out", "complaints": […]}.
nlohmann::ordered_json verify_json(const TaskResult& task, const std::vector<Complaint>& complaints);

/// Whether one of them is more than a warning.
bool fails(const std::vector<Complaint>& complaints);

}  // namespace grader
