// student_view.cc — a verdict as students may see it: of hidden scenarios the verdict, the points and general advice.
#include "grader/report/student_view.h"

#include <algorithm>
#include <map>

#include "grader/report/general_finding.h"

namespace grader {
namespace {

RunReport veiled(const RunReport& run, std::size_t number, Language language) {
  RunReport shown;
  shown.scenario = say_in(Language::kEnglish, "hidden scenario {0}", number);  // a name, the same in every language
  shown.title[std::string(to_string(language))] = say_in(language, "hidden scenario {0}", number);
  shown.hidden = true;
  shown.mode = run.mode;
  shown.verdict = run.verdict;
  shown.points = run.points;
  shown.max = run.max;
  shown.wall_ms = run.wall_ms;
  shown.cpu_ms = run.cpu_ms;
  return shown;
}

/// Findings that were made in hidden scenarios only say no more than what general_finding() leaves; several that then
/// tell the same are one, and the indices of all follow.
void generalize_hidden_findings(const Verdict& from, Verdict& to) {
  std::vector<bool> hidden(from.findings.size(), false), shown(from.findings.size(), false);
  for (const RunReport& run : from.runs)
    for (const int index : run.findings)
      if (index >= 0 && static_cast<std::size_t>(index) < from.findings.size())
        (run.hidden ? hidden : shown)[static_cast<std::size_t>(index)] = true;
  std::map<int, int> moved;
  to.findings.clear();
  for (std::size_t i = 0; i < from.findings.size(); ++i) {
    const bool general = hidden[i] && !shown[i];
    Finding finding = general ? general_finding(from.findings[i]) : from.findings[i];
    const auto twin = std::find_if(to.findings.begin(), to.findings.end(),
                                   [&](const Finding& other) { return general && tell_the_same(finding, other); });
    moved[static_cast<int>(i)] = static_cast<int>(twin - to.findings.begin());
    if (twin == to.findings.end()) to.findings.push_back(std::move(finding));
  }
  for (std::size_t r = 0; r < from.runs.size(); ++r) {
    std::vector<int>& indices = to.runs[r].findings;
    indices.clear();
    for (const int index : from.runs[r].findings) {
      const auto at = moved.find(index);
      if (at != moved.end() && std::find(indices.begin(), indices.end(), at->second) == indices.end()) indices.push_back(at->second);
    }
  }
}

/// Which scenarios --repeat found unsteady, by the names that students see.
void veil_repeats(const std::map<std::string, std::size_t>& numbers, std::vector<RepeatTally>& repeats) {
  for (RepeatTally& tally : repeats)
    for (std::string& scenario : tally.scenarios)
      if (const auto hidden = numbers.find(scenario); hidden != numbers.end())
        scenario = say_in(Language::kEnglish, "hidden scenario {0}", hidden->second);
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
    run = veiled(run, number, language);
  }
  veil_repeats(numbers, view.repeats);
  generalize_hidden_findings(verdict, view);
  return view;
}

}  // namespace grader
