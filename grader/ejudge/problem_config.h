// problem_config.h — a task as ejudge's [problem] section, and the scripts that it names. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grader/model/task.h"

namespace grader::ejudge {

/// By which of its hooks ejudge calls the grader: docs/ejudge.md, ways A, B and C.
enum class Way { kChecker, kOutputOnly, kInit };
std::optional<Way> way_named(std::string_view name);  ///< "checker", "output-only", "init"

struct Script {
  std::string name, text;
};
/// `task`: its folder.
std::vector<Script> scripts(Way way, const std::string& grader, const std::string& task);

/// `short_name`: the folder's name, by which ejudge looks for it.
std::string problem_config(const Task& task, Way way, const std::string& short_name, const std::string& title);

}  // namespace grader::ejudge
