// valuation.cc — a submission's score from the results of its tests.
#include "grader/ejudge/valuation.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace grader::ejudge {
namespace {

constexpr std::size_t kMostTests = 32766;  // EJ_MAX_TEST_NUM

int points_of(const Scenario& scenario, const TestResult& result, bool scored) {
  const int most = whole_points(scenario.points);
  if (result.status == static_cast<int>(EjudgeStatus::kOK)) return most;
  if (scored) return std::clamp(result.score, 0, most);
  return result.status == static_cast<int>(EjudgeStatus::kPE) ? whole_points(scenario.points / 2) : 0;
}

}  // namespace

std::optional<std::vector<TestResult>> parse_results(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  std::size_t count = 0;
  if (!std::getline(lines, line) || !(std::istringstream(line) >> count) || count > kMostTests) return {};
  std::vector<TestResult> results;
  while (results.size() < count) {
    TestResult result;
    if (!std::getline(lines, line) || !(std::istringstream(line) >> result.status >> result.score >> result.time_ms)) return {};
    results.push_back(result);
  }
  return results;
}

Valuation valuation(const Task& task, const std::vector<TestResult>& results, bool scored) {
  Valuation value;
  int hidden = 0;
  for (std::size_t i = 0; i < task.scenarios.size() && i < results.size(); ++i) {
    const Scenario& scenario = task.scenarios[i];
    const int points = points_of(scenario, results[i], scored);
    const std::string rest = fmt::format(": {} of {}\n", points, whole_points(scenario.points));
    value.score += points;
    value.for_judge += scenario.name + rest;
    value.for_student += (scenario.hidden ? fmt::format("hidden scenario {}", ++hidden) : scenario.name) + rest;
    if (scenario.hidden) continue;
    value.open_score += points;
    const bool ok = results[i].status == static_cast<int>(EjudgeStatus::kOK);
    value.passed_open += ok ? 1 : 0;
    value.all_open_passed = value.all_open_passed && ok;
  }
  return value;
}

std::string reply(const Valuation& value, const ReplyFlags& flags) {
  std::string text = std::to_string(value.score);
  if (flags.marked) text += " 0";  // nothing here wants an eye that ejudge would not give it anyway
  if (flags.user_score) {
    const EjudgeStatus status = value.all_open_passed ? EjudgeStatus::kOK : EjudgeStatus::kPT;
    text += fmt::format(" {} {} {}", static_cast<int>(status), value.open_score, value.passed_open);
  }
  if (flags.groups) text += " 0";
  return text + "\n";
}

}  // namespace grader::ejudge
