// task_check.cc — what no schema can tell of a task.
#include "grader/model/task_check.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/model/json_locator.h"
#include "grader/model/signal_name.h"

namespace grader {
namespace {

using nlohmann::json;
using Problems = std::vector<SchemaProblem>;

std::string listed(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

std::set<std::string> program_names(const std::vector<ProgramRecipe>& recipes) {
  std::set<std::string> names;
  for (const ProgramRecipe& recipe : recipes) names.insert(recipe.name);
  return names;
}

/// Checks one scenario; `at` is its JSON pointer.
class ScenarioCheck {
 public:
  ScenarioCheck(const Task& task, const Scenario& scenario, const json& document, std::string at, Problems& problems)
      : task_(task), scenario_(scenario), document_(document), at_(std::move(at)), problems_(problems) {
    for (const Parameter& p : scenario.parameters) parameters_[p.name] = &p;
  }

  void run() {
    for (const Parameter& p : scenario_.parameters) check_parameter(p);
    const json& steps = document_["steps"];
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::string kind = steps[i].begin().key();
      check_step(kind, steps[i].begin().value(), at_ + "/steps/" + std::to_string(i) + "/" + kind);
    }
    check_references(steps, at_ + "/steps");
    if (document_.contains("allow")) check_references(document_["allow"], at_ + "/allow");
  }

 private:
  void problem(const std::string& pointer, const std::string& expected) { problems_.push_back({pointer, expected}); }

  void check_parameter(const Parameter& p) {
    const std::string at = at_ + "/parameters/" + pointer_token(p.name);
    const json& value = document_["parameters"][p.name];
    if (p.name.empty() || p.name.find_first_of("${}") != std::string::npos)
      problem(at, "a parameter's name without '$', '{' and '}' was expected");
    if (value.is_object()) {
      const bool range = value.contains("min") && value.contains("max");
      if (range ? false : value.size() != 1 || value.contains("min") || value.contains("max"))
        problem(at, "min and max together, or one of pick, word, sum and product was expected");
    }
    if (p.kind == Parameter::Kind::kRange && p.min > p.max) problem(at, "min ≤ max was expected");
    if (p.kind != Parameter::Kind::kSum && p.kind != Parameter::Kind::kProduct) return;
    for (const std::string& name : p.choices)
      if (!numeric(name, 0))
        problem(at, "names of parameters that are numbers, without a cycle, were expected; \"" + name + "\" is not");
  }

  bool numeric(const std::string& name, std::size_t depth) const {
    const auto found = parameters_.find(name);
    if (found == parameters_.end() || depth > parameters_.size()) return false;
    const Parameter& p = *found->second;
    const auto is_number = [](const std::string& text) {
      std::int64_t n = 0;
      const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
      return ec == std::errc() && end == text.data() + text.size();
    };
    switch (p.kind) {
      case Parameter::Kind::kFixed: return is_number(p.fixed);
      case Parameter::Kind::kRange: return true;
      case Parameter::Kind::kWord: return false;
      case Parameter::Kind::kPick: return std::all_of(p.choices.begin(), p.choices.end(), is_number);
      case Parameter::Kind::kSum:
      case Parameter::Kind::kProduct:
        // One path is enough to meet a cycle: its depth passes the number of parameters.
        return std::all_of(p.choices.begin(), p.choices.end(),
                           [&](const std::string& other) { return other != name && numeric(other, depth + 1); });
    }
    return false;
  }

  void check_step(const std::string& kind, const json& body, const std::string& at) {
    if (kind == "start") check_start(body, at);
    else if (body.contains("role")) check_role(body, at);
    if (body.contains("signal") && signal_number(body["signal"].get<std::string>()) == 0)
      problem(at + "/signal", "the name of a signal was expected: TERM, KILL, USR1, …");
    if (kind == "wait" && body.contains("status") && body.contains("signal"))
      problem(at, "one of status and signal was expected: a process ends by one of them");
    if (kind == "expect_output") check_output(body, at);
    if (kind == "feed" || kind == "close_stdin") check_fed(body, at);
    if (kind == "expect_object") check_object(body, at);
  }

  void check_start(const json& body, const std::string& at) {
    const std::string role = body["role"].get<std::string>();
    if (!roles_.insert(role).second) problem(at + "/role", "a role that was not started before was expected");
    if (body.value("stdin_open", false)) {
      open_.insert(role);
      if (body.contains("stdin")) problem(at, "one of stdin and stdin_open was expected");
    }
    const std::string program = body["program"].get<std::string>(), from = body.value("from", "student");
    if (from == "system") {
      if (program.front() != '/') problem(at + "/program", "an absolute path was expected: /bin/cat");
      return;
    }
    std::set<std::string> known = program_names(task_.build.programs);
    if (from == "reference") known.merge(program_names(task_.build.counterparts));
    if (known.count(program) == 0) problem(at + "/program", "a program of the build was expected: " + listed(known));
  }

  void check_role(const json& body, const std::string& at) {
    if (roles_.count(body["role"].get<std::string>()) == 0)
      problem(at + "/role", "a role that an earlier step started was expected: " + listed(roles_));
  }

  void check_fed(const json& body, const std::string& at) {
    const std::string role = body["role"].get<std::string>();
    if (roles_.count(role) > 0 && open_.count(role) == 0)
      problem(at + "/role", "a role started with \"stdin_open\": true was expected: " + listed(open_));
  }

  void check_output(const json& body, const std::string& at) {
    int matches = 0;
    for (const char* key : {"exact", "any_order", "pattern", "contains", "same_as_reference"})
      if (body.contains(key)) ++matches;
    if (matches != 1) problem(at, "one of exact, any_order, pattern, contains and same_as_reference was expected");
  }

  void check_object(const json& body, const std::string& at) {
    const std::string kind = body["kind"].get<std::string>(), name = body["name"].get<std::string>();
    const bool posix = kind == "shm" || kind == "sem" || kind == "mq";
    // A parameter at the start may bring the '/' itself.
    if (posix && name.front() != '/' && name.front() != '$') problem(at + "/name", "a name that begins with '/' was expected: /s42");
  }

  /// Every ${name} below `value` must be a parameter. Depth is bounded by the schema.
  void check_references(const json& value, const std::string& at) {
    if (value.is_structured()) {
      for (const auto& [key, member] : value.items()) check_references(member, at + "/" + pointer_token(key));
      return;
    }
    if (!value.is_string()) return;
    const std::string& text = value.get_ref<const std::string&>();
    for (std::size_t i = text.find("${"); i != std::string::npos; i = text.find("${", i + 2)) {
      if (i > 0 && text[i - 1] == '$') continue;  // "$${": a plain "${"
      const std::size_t end = text.find('}', i);
      const std::string name = end == std::string::npos ? text.substr(i + 2) : text.substr(i + 2, end - i - 2);
      if (end != std::string::npos && parameters_.count(name) > 0) continue;
      std::set<std::string> known;
      for (const auto& [parameter, ignored] : parameters_) known.insert(parameter);
      problem(at, "a parameter of the scenario was expected in ${" + name + "}: " + listed(known));
    }
  }

  const Task& task_;
  const Scenario& scenario_;
  const json& document_;
  std::string at_;
  Problems& problems_;
  std::map<std::string, const Parameter*> parameters_;
  std::set<std::string> roles_, open_;
};

}  // namespace

Problems check_task(const Task& task, const json& document) {
  Problems problems;
  std::set<std::string> programs, names;
  for (const char* list : {"programs", "counterparts"}) {
    if (!document["build"].contains(list)) continue;
    const json& recipes = document["build"][list];
    for (std::size_t i = 0; i < recipes.size(); ++i)
      if (!programs.insert(recipes[i]["name"].get<std::string>()).second)
        problems.push_back({"/build/" + std::string(list) + "/" + std::to_string(i) + "/name",
                            "a name that no other program has was expected"});
  }
  for (std::size_t i = 0; i < task.scenarios.size(); ++i) {
    const std::string at = "/scenarios/" + std::to_string(i);
    if (!names.insert(task.scenarios[i].name).second)
      problems.push_back({at + "/name", "a name that no other scenario has was expected"});
    ScenarioCheck(task, task.scenarios[i], document["scenarios"][i], at, problems).run();
  }
  return problems;
}

}  // namespace grader
