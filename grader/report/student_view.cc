// student_view.cc — a verdict as students may see it: of hidden scenarios only the verdict and the points.
#include "grader/report/student_view.h"

#include <algorithm>
#include <map>

namespace grader {
namespace {

RunReport veiled(const RunReport& run, const std::string& name) {
  RunReport shown;
  shown.scenario = name;
  shown.hidden = true;
  shown.mode = run.mode;
  shown.verdict = run.verdict;
  shown.points = run.points;
  shown.max = run.max;
  shown.wall_ms = run.wall_ms;
  shown.cpu_ms = run.cpu_ms;
  return shown;
}

/// Findings that were made in hidden scenarios only are left out; the indices of the others follow.
void drop_hidden_findings(const Verdict& from, Verdict& to) {
  std::vector<bool> hidden(from.findings.size(), false), shown(from.findings.size(), false);
  for (const RunReport& run : from.runs)
    for (const int index : run.findings)
      if (index >= 0 && static_cast<std::size_t>(index) < from.findings.size())
        (run.hidden ? hidden : shown)[static_cast<std::size_t>(index)] = true;
  std::map<int, int> moved;
  to.findings.clear();
  for (std::size_t i = 0; i < from.findings.size(); ++i) {
    if (hidden[i] && !shown[i]) continue;
    moved[static_cast<int>(i)] = static_cast<int>(to.findings.size());
    to.findings.push_back(from.findings[i]);
  }
  for (RunReport& run : to.runs) {
    std::vector<int> indices;
    for (const int index : run.findings)
      if (moved.contains(index)) indices.push_back(moved[index]);
    run.findings = indices;
  }
}

}  // namespace

Verdict student_view(const Verdict& verdict, Language language) {
  const auto is_hidden = [](const RunReport& run) { return run.hidden; };
  Verdict view = verdict;
  if (std::none_of(view.runs.begin(), view.runs.end(), is_hidden)) return view;
  std::map<std::string, std::size_t> numbers;
  for (RunReport& run : view.runs) {
    if (!run.hidden) continue;
    const std::size_t number = numbers.emplace(run.scenario, numbers.size() + 1).first->second;
    run = veiled(run, say_in(language, "hidden scenario {0}", number));
  }
  drop_hidden_findings(verdict, view);
  return view;
}

}  // namespace grader
