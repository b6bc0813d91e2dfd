// task_parse.cc — task.json to Task: syntax, schema, values, then what only the whole document can tell.
#include <nlohmann/json.hpp>

#include "grader/model/json_locator.h"
#include "grader/model/json_take.h"
#include "grader/model/scenario_parse.h"
#include "grader/model/schemas.h"
#include "grader/model/task.h"
#include "grader/model/task_check.h"

namespace grader {
namespace {

using nlohmann::json;

// The document is known to obey the schema here: only what is optional has to be asked for.

ProgramRecipe program_from(const json& j) {
  ProgramRecipe recipe;
  take(j, "name", recipe.name);
  take(j, "sources", recipe.sources);
  take(j, "harness", recipe.harness);
  take(j, "flags", recipe.flags);
  take(j, "libraries", recipe.libraries);
  return recipe;
}

BuildRecipe build_from(const json& j) {
  BuildRecipe build;
  for (const json& program : j["programs"]) build.programs.push_back(program_from(program));
  if (j.contains("counterparts"))
    for (const json& program : j["counterparts"]) build.counterparts.push_back(program_from(program));
  take(j, "c_standard", build.c_standard);
  take(j, "cxx_standard", build.cxx_standard);
  take(j, "makefile", build.makefile);
  return build;
}

sandbox::Limits limits_from(const json& j) {
  sandbox::Limits limits;
  take_ms(j, "wall_ms", limits.wall);
  take_ms(j, "cpu_ms", limits.cpu);
  take(j, "memory_bytes", limits.memory_bytes);
  take(j, "tasks", limits.tasks);
  take(j, "open_files", limits.open_files);
  take(j, "file_size_bytes", limits.file_size_bytes);
  take(j, "output_bytes", limits.output_bytes);
  return limits;
}

Task task_from(const json& j) {
  Task task;
  take(j, "id", task.id);
  take(j, "mechanism", task.mechanism);
  take(j, "difficulty", task.difficulty);
  take(j, "title", task.title);
  task.build = build_from(j["build"]);
  if (j.contains("limits")) task.limits = limits_from(j["limits"]);
  take(j, "forbidden", task.forbidden_calls);
  for (const json& scenario : j["scenarios"]) task.scenarios.push_back(scenario_from(scenario));
  take(j, "needs_explore", task.needs_explore);
  return task;
}

/// The library's sentence without its own prefix and position: "unexpected ']'; expected …".
std::string syntax_complaint(const std::string& what) {
  const std::size_t dash = what.find(" - ");
  return dash == std::string::npos ? what : what.substr(dash + 3);
}

/// Keys longer than this are no names of ours, and std::regex overflows the stack on very long strings.
constexpr std::size_t kLongestName = 4096;

void check_names(const json& value, const std::string& pointer, std::vector<SchemaProblem>& problems) {
  if (!value.is_structured()) return;
  for (const auto& [key, member] : value.items()) {
    const std::string at = pointer + "/" + pointer_token(key.substr(0, kLongestName));
    const bool name = key == "id" || key == "name" || key == "mode" || pointer == "/forbidden";
    if (key.size() > kLongestName || (name && member.is_string() && member.get_ref<const std::string&>().size() > kLongestName))
      problems.push_back({at, "a name of at most " + std::to_string(kLongestName) + " bytes was expected"});
    check_names(member, at, problems);
  }
}

std::optional<json> parse_json(const std::string& text, const std::string& file, std::vector<TaskProblem>& problems) {
  try {
    return json::parse(text);
  } catch (const json::exception& e) {
    const auto* syntax = dynamic_cast<const json::parse_error*>(&e);
    const LineColumn at = line_column(text, syntax != nullptr && syntax->byte > 0 ? syntax->byte - 1 : 0);
    problems.push_back({file, at.line, "",
                        "valid JSON was expected at column " + std::to_string(at.column) + ": " +
                            syntax_complaint(e.what())});
    return std::nullopt;
  }
}

}  // namespace

std::optional<Task> parse_task(const std::string& text, const std::string& file_name,
                               std::vector<TaskProblem>& problems) {
  const std::size_t before = problems.size();
  const std::optional<json> document = parse_json(text, file_name, problems);
  if (!document) return std::nullopt;
  const JsonPlaces places = locate_json(text);
  const auto report = [&](const std::vector<SchemaProblem>& found) {
    for (const SchemaProblem& p : found)
      problems.push_back({file_name, places.line_of(p.pointer), p.pointer, p.expected});
    return !found.empty();
  };
  if (places.too_deep) {
    report({{"", "a document of at most 48 levels was expected"}});
    return std::nullopt;
  }
  std::vector<SchemaProblem> names;
  for (const std::string& pointer : places.duplicates) names.push_back({pointer, "each key once in its object was expected"});
  check_names(*document, "", names);
  if (report(names)) return std::nullopt;
  if (report(check_schema("task", *document))) return std::nullopt;
  try {
    Task task = task_from(*document);
    report(check_task(task, *document));
    if (problems.size() > before) return std::nullopt;
    return task;
  } catch (const json::exception& e) {  // a number outside of its C++ type
    report({{"", std::string("values in range were expected: ") + e.what()}});
    return std::nullopt;
  }
}

}  // namespace grader
