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
using Kind = Parameter::Kind;

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
    check_required();
    check_faults();
  }

 private:
  void problem(const std::string& pointer, const std::string& expected) { problems_.push_back({pointer, expected}); }

  void check_parameter(const Parameter& p) {
    const std::string at = at_ + "/parameters/" + pointer_token(p.name);
    const json& value = document_["parameters"][p.name];
    if (p.name.empty() || p.name.find_first_of("${}") != std::string::npos || p.name.ends_with("..."))
      problem(at, "a parameter's name without '$', '{', '}' and without \"...\" at its end was expected");
    if (value.is_object()) {
      const bool range = value.contains("min") && value.contains("max");
      if (range ? false : value.size() != 1 || value.contains("min") || value.contains("max"))
        problem(at, "min and max together, or one of pick, word, numbers, words, lines, sum, product, difference, sum_of, "
                    "count_of, reversed and sorted was expected");
    }
    if ((p.kind == Kind::kRange || p.kind == Kind::kNumbers) && p.min > p.max) problem(at, "min ≤ max was expected");
    check_amount(p.count, at);
    check_amount(p.each, at);
    if (p.kind == Kind::kSumOf || p.kind == Kind::kCountOf || p.kind == Kind::kReversed || p.kind == Kind::kSorted) {
      if (!ends(p.name, 0)) problem(at, "the name of another parameter, without a cycle, was expected");
      return;
    }
    if (p.kind != Kind::kSum && p.kind != Kind::kProduct && p.kind != Kind::kDifference) return;
    for (const std::string& name : p.choices)
      if (!numeric(name, 0))
        problem(at, "names of parameters that are numbers, without a cycle, were expected; \"" + name + "\" is not");
  }

  void check_amount(const Amount& amount, const std::string& at) {
    if (amount.min > amount.max) problem(at, "min ≤ max was expected");
    if (!amount.name.empty() && !numeric(amount.name, 0))
      problem(at, "a number or the name of a parameter that is one was expected; \"" + amount.name + "\" is not");
  }

  /// The parameters that `p` is made of.
  static std::vector<std::string> parts_of(const Parameter& p) {
    std::vector<std::string> parts;
    if (p.kind != Kind::kPick) parts = p.choices;
    for (const Amount* amount : {&p.count, &p.each})
      if (!amount->name.empty()) parts.push_back(amount->name);
    return parts;
  }

  /// Whether it can be drawn at all: whatever it is made of exists, and not by way of itself.
  bool ends(const std::string& name, std::size_t depth) const {
    const auto found = parameters_.find(name);
    if (found == parameters_.end() || depth > parameters_.size()) return false;
    const auto parts = parts_of(*found->second);
    return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return ends(part, depth + 1); });
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
      case Kind::kFixed: return is_number(p.fixed);
      case Kind::kRange: return true;
      case Kind::kWord: case Kind::kNumbers: case Kind::kWords: case Kind::kLines: case Kind::kReversed: case Kind::kSorted:
        return false;
      case Kind::kSumOf: case Kind::kCountOf: return ends(name, depth);
      case Kind::kPick: return std::all_of(p.choices.begin(), p.choices.end(), is_number);
      case Kind::kSum: case Kind::kProduct: case Kind::kDifference:
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
    if (body.contains("content") && body.contains("content_of")) problem(at, "one of content and content_of was expected");
    if (body.contains("content_of") && kind != "file" && kind != "shm") problem(at, "content_of is for kinds file and shm");
    const bool posix = kind == "shm" || kind == "sem" || kind == "mq";
    // A parameter at the start may bring the '/' itself.
    if (posix && name.front() != '/' && name.front() != '$') problem(at + "/name", "a name that begins with '/' was expected: /s42");
  }

  void check_started(const std::string& role, const std::string& at) {
    if (!role.empty() && roles_.count(role) == 0) problem(at + "/role", "a role that a step starts was expected: " + listed(roles_));
  }

  void check_required() {
    for (std::size_t i = 0; i < scenario_.required.size(); ++i)
      check_started(scenario_.required[i].role, at_ + "/required/" + std::to_string(i));
  }

  void check_faults() {
    for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
      const std::string at = at_ + "/faults/" + std::to_string(i);
      const json& body = document_["faults"][i];
      check_started(scenario_.faults[i].role, at);
      if (body.contains("short") == body.contains("error")) problem(at, "one of error and short was expected");
      else if (body.contains("short") && body["call"] != "sendfile") problem(at + "/short", "short is for sendfile");
      if (body.contains("error") && scenario_.faults[i].error == 0) problem(at + "/error", "the name of an error was expected: EAGAIN, ENOMEM, …");
    }
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
      // An argument that is exactly "${name...}" becomes one argument for each word.
      const bool spread = at.find("/args/") != std::string::npos && i == 0 && end + 1 == text.size() && name.ends_with("...");
      if (spread && parameters_.count(name.substr(0, name.size() - 3)) > 0) continue;
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
