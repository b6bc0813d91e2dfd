// verify_report.cc — the outcome of `task verify` as a table and as JSON.
#include "grader/cli/verify_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/cli/messages.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr int kLongestName = 44;

int column_of(const std::string& scenario) { return std::max(4, display_width(scenario)); }

std::string to_the_right(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') + text;
}

std::string mark(bool good, bool color) {
  return colored(good ? "✓" : "✗", good ? Color::kGreen : Color::kRed, color);
}

/// What to show of a solution: the first grading that differs, else the last.
const Trial& shown_trial(const SolutionResult& solution) {
  for (const Trial& trial : solution.trials)
    if (!as_wanted(solution.wanted, trial)) return trial;
  return solution.trials.back();
}

std::string row(const TaskResult& task, const SolutionResult& s, int name_width, bool with_scenarios, bool color) {
  std::string line = " " + fit(s.name, name_width);
  if (s.trials.empty()) return line + "  not graded\n";
  const Trial& trial = shown_trial(s);
  for (const std::string& scenario : task.scenarios) {
    if (!with_scenarios) break;
    const auto it = trial.scenarios.find(scenario);
    line += "  " + to_the_right(it == trial.scenarios.end() ? "–" : std::string(to_string(it->second)), column_of(scenario));
  }
  const bool good = judge_solution(s).empty();
  line += fmt::format("  {:<12}  {:<2} {} {}", s.wanted, to_string(trial.verdict), mark(good, color), fmt::join(trial.deciding, ", "));
  while (line.back() == ' ') line.pop_back();
  return line + "\n";
}

}  // namespace

std::string verify_table(const TaskResult& task, const std::vector<Complaint>& complaints, bool color, int width) {
  int name_width = 10, needed = 24;
  for (const SolutionResult& s : task.solutions) name_width = std::max(name_width, display_width(s.name));
  for (const std::string& name : task.left_out) name_width = std::max(name_width, display_width(name));
  name_width = std::min(name_width, kLongestName);
  for (const std::string& scenario : task.scenarios) needed += column_of(scenario) + 2;
  const bool with_scenarios = name_width + needed <= width;
  std::string text = task.id + "\n " + fit("submission", name_width);
  for (const std::string& scenario : task.scenarios)
    if (with_scenarios) text += "  " + to_the_right(scenario, column_of(scenario));
  text += "  wants         verdict\n";
  for (const SolutionResult& s : task.solutions) text += row(task, s, name_width, with_scenarios, color);
  for (const std::string& name : task.left_out) text += " " + fit(name, name_width) + "  left out: only a rare schedule shows it\n";
  for (const Complaint& c : complaints) text += fmt::format(" {}{} {}\n", c.warning ? "warning: " : "✗ ", c.subject, c.fact);
  return text;
}

bool fails(const std::vector<Complaint>& complaints) {
  return std::any_of(complaints.begin(), complaints.end(), [](const Complaint& c) { return !c.warning; });
}

nlohmann::ordered_json verify_json(const TaskResult& task, const std::vector<Complaint>& complaints) {
  using Json = nlohmann::ordered_json;
  Json j;
  j["id"] = task.id;
  j["ok"] = !fails(complaints) && task.complete;
  j["complete"] = task.complete;
  j["scenarios"] = task.scenarios;
  j["solutions"] = Json::array();
  for (const SolutionResult& s : task.solutions) {
    Json solution{{"name", s.name}, {"wants", s.wanted}, {"ok", !s.trials.empty() && judge_solution(s).empty()}, {"trials", Json::array()}};
    for (const Trial& t : s.trials) {
      Json trial{{"kind", to_string(t.kind)}, {"seed", t.seed}, {"verdict", to_string(t.verdict)}, {"rules", t.deciding}, {"scenarios", Json::object()}};
      for (const auto& [scenario, code] : t.scenarios) trial["scenarios"][scenario] = to_string(code);
      if (!t.error.empty()) trial["error"] = t.error;
      solution["trials"].push_back(std::move(trial));
    }
    j["solutions"].push_back(std::move(solution));
  }
  j["left_out"] = task.left_out;
  j["complaints"] = Json::array();
  for (const Complaint& c : complaints)
    j["complaints"].push_back({{"subject", c.subject}, {"fact", c.fact}, {"severity", c.warning ? "warning" : "error"}});
  return j;
}

}  // namespace grader
