// task_parse.cc — task.json to Task: syntax, schema, values, then what only the whole document can tell.
#include <nlohmann/json.hpp>

#include "grader/model/json_locator.h"
#include "grader/model/schemas.h"
#include "grader/model/signal_name.h"
#include "grader/model/task.h"
#include "grader/model/task_check.h"

namespace grader {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using Strings = std::vector<std::string>;

// From here on the document is known to obey the schema: only what is optional has to be asked for.

template <class T>
void take(const json& from, const char* key, T& to) {
  if (from.contains(key)) to = from[key].get<T>();
}
template <class T>
void take(const json& from, const char* key, std::optional<T>& to) {
  if (from.contains(key)) to = from[key].get<T>();
}
void take_ms(const json& from, const char* key, milliseconds& to) {
  if (from.contains(key)) to = milliseconds(from[key].get<std::int64_t>());
}
void take_ms(const json& from, const char* key, std::optional<milliseconds>& to) {
  if (from.contains(key)) to = milliseconds(from[key].get<std::int64_t>());
}

std::string scalar_text(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

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

Parameter parameter_from(const std::string& name, const json& j) {
  Parameter p;
  p.name = name;
  if (!j.is_object()) {
    p.fixed = scalar_text(j);
  } else if (j.contains("word")) {
    p.kind = Parameter::Kind::kWord;
    p.length = j["word"].get<int>();
  } else if (j.contains("pick")) {
    p.kind = Parameter::Kind::kPick;
    for (const json& choice : j["pick"]) p.choices.push_back(scalar_text(choice));
  } else if (j.contains("sum") || j.contains("product")) {
    p.kind = j.contains("sum") ? Parameter::Kind::kSum : Parameter::Kind::kProduct;
    p.choices = j[j.contains("sum") ? "sum" : "product"].get<Strings>();
  } else {
    p.kind = Parameter::Kind::kRange;
    take(j, "min", p.min);
    take(j, "max", p.max);
  }
  return p;
}

StartStep start_from(const json& j) {
  StartStep s;
  take(j, "role", s.role);
  take(j, "program", s.program);
  const std::string from = j.value("from", "student");
  s.source = from == "system"      ? ProgramSource::kSystem
             : from == "reference" ? ProgramSource::kReference
                                   : ProgramSource::kStudent;
  take(j, "args", s.args);
  take(j, "env", s.env);
  take(j, "stdin", s.stdin_text);
  take(j, "stdin_open", s.keep_stdin_open);
  return s;
}

WaitStep wait_from(const json& j) {
  WaitStep s;
  take(j, "role", s.role);
  take(j, "status", s.status);
  if (j.contains("signal")) s.signal = signal_number(j["signal"].get<std::string>());
  take_ms(j, "within_ms", s.within);
  return s;
}

ExpectObjectStep object_from(const json& j) {
  ExpectObjectStep s;
  take(j, "kind", s.kind);
  take(j, "name", s.name);
  take(j, "exists", s.exists);
  if (j.contains("mode")) s.mode = static_cast<unsigned>(std::stoul(j["mode"].get<std::string>(), nullptr, 8));
  take(j, "size_bytes", s.size_bytes);
  take(j, "content", s.content);
  return s;
}

ExpectOutputStep output_from(const json& j) {
  using Match = ExpectOutputStep::Match;
  ExpectOutputStep s;
  take(j, "role", s.role);
  take(j, "stream", s.stream);
  static const std::pair<const char*, Match> kMatches[] = {
      {"exact", Match::kExact}, {"any_order", Match::kAnyOrder}, {"pattern", Match::kPattern},
      {"contains", Match::kContains}, {"same_as_reference", Match::kSameAsReference}};
  for (const auto& [key, match] : kMatches) {
    if (!j.contains(key)) continue;
    s.match = match;
    if (j[key].is_string()) s.text = j[key].get<std::string>();
  }
  return s;
}

Step step_from(const json& j) {
  const std::string kind = j.begin().key();
  const json& body = j.begin().value();
  const std::string role = body.value("role", "");
  if (kind == "start") return start_from(body);
  if (kind == "wait") return wait_from(body);
  if (kind == "wait_blocked") {
    WaitBlockedStep s{role, body.value("on", "any"), {}};
    take_ms(body, "within_ms", s.within);
    return s;
  }
  if (kind == "signal") return SignalStep{role, signal_number(body["signal"].get<std::string>())};
  if (kind == "feed") return FeedStep{role, body["text"].get<std::string>()};
  if (kind == "close_stdin") return CloseStdinStep{role};
  if (kind == "expect_object") return object_from(body);
  if (kind == "expect_output") return output_from(body);
  return PutFileStep{body["path"].get<std::string>(), body["content"].get<std::string>()};
}

Scenario scenario_from(const json& j) {
  Scenario s;
  take(j, "name", s.name);
  take(j, "title", s.title);
  take(j, "points", s.points);
  take(j, "repeat", s.repeat);
  take(j, "hidden", s.hidden);
  if (j.contains("parameters"))
    for (const auto& [name, value] : j["parameters"].items()) s.parameters.push_back(parameter_from(name, value));
  for (const json& step : j["steps"]) s.steps.push_back(step_from(step));
  if (j.contains("allow"))
    for (const json& a : j["allow"])
      s.allow.push_back({*rule_from(a["rule"].get<std::string>()), a.value("kind", ""), a.value("name", "")});
  if (j.contains("warnings"))
    for (const json& rule : j["warnings"]) s.warnings.push_back(*rule_from(rule.get<std::string>()));
  take_ms(j, "zombie_grace_ms", s.zombie_grace);
  return s;
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
