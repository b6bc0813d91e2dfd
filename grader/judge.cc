// judge.cc — from findings to a verdict. Pure: the same evidence gives the same verdict.
#include "grader/judge.h"

#include <algorithm>
#include <map>

#include "grader/model/signal_name.h"

namespace grader {
namespace {

/// Codes are declared in the order in which the first match wins.
Code worse(Code a, Code b) { return std::min(a, b); }

/// What was sampled, joined with what is known to the moment.
std::optional<Timeline> timeline_of(const Evidence& e) {
  std::optional<Timeline> timeline = e.timeline;
  if (!timeline) return timeline;
  for (const ExecRecord& exec : e.execs) timeline->events.push_back({"exec", exec.process, {}, exec.program, exec.at_ms});
  for (const SignalSent& s : e.signals)
    timeline->events.push_back({"signal", s.sender, s.target, signal_name(s.signo), s.at_ms});
  std::stable_sort(timeline->events.begin(), timeline->events.end(),
                   [](const TimelineEvent& a, const TimelineEvent& b) { return a.at_ms < b.at_ms; });
  if (e.stuck) timeline->deadlock_ms = e.stuck->proved_ms;
  return timeline;
}

RunReport report_of(const JudgedRun& run) {
  const Evidence& e = run.evidence;
  RunReport report;
  report.scenario = e.scenario;
  report.verdict = code_of(run.findings);
  report.max = run.max;
  report.seed = e.seed;
  report.wall_ms = e.wall_ms;
  report.cpu_ms = e.cpu_ms;
  report.memory_peak_bytes = e.memory_peak_bytes;
  report.processes = e.processes;
  report.timeline = timeline_of(e);
  for (const Output& output : e.outputs) {
    report.stdout_bytes += output.stdout_bytes;
    report.stderr_bytes += output.stderr_bytes;
    report.truncated = report.truncated || output.truncated;
  }
  return report;
}

/// What the scenario is called, and whether students may read about it.
void describe_scenario(RunReport& report, const Task& task) {
  for (const Scenario& scenario : task.scenarios) {
    if (scenario.name != report.scenario) continue;
    report.title = scenario.title;
    report.hidden = scenario.hidden;
  }
}

/// The index of `finding` in the verdict: the same rule and sentence of several runs stand there once.
int index_of(const Finding& finding, std::vector<Finding>& all) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].rule == finding.rule && all[i].severity == finding.severity && all[i].message == finding.message)
      return static_cast<int>(i);
  all.push_back(finding);
  return static_cast<int>(all.size() - 1);
}

/// The work was done, and only the tidying up is missing: half of the points.
double share(Code code) {
  if (code == Code::kOK) return 1;
  return code == Code::kZP || code == Code::kLK ? 0.5 : 0;
}

/// A scenario's repetitions share its points: the worst of them counts, and `max` of each run is its part of them.
void give_points(Verdict& verdict, const std::optional<Task>& task) {
  std::map<std::string, Code> worst;
  for (const RunReport& run : verdict.runs) {
    const auto [entry, first] = worst.emplace(run.scenario, run.verdict);
    if (!first) entry->second = worse(entry->second, run.verdict);
  }
  for (RunReport& run : verdict.runs) {
    run.points = run.max * share(worst[run.scenario]);
    verdict.points += run.points;
  }
  verdict.max = task->max_points();
  // Sums of thirds: 2.9999999999999996 of 3 points would look like a fault.
  verdict.points = std::min(verdict.max, static_cast<double>(static_cast<long long>(verdict.points * 1e6 + 0.5)) / 1e6);
}

}  // namespace

Code code_of(const std::vector<Finding>& findings) {
  Code code = Code::kOK;
  for (const Finding& finding : findings)
    if (finding.severity == Severity::kError) code = worse(code, code_of(finding));
  return code;
}

Verdict judge(const std::optional<Task>& task, const CompileReport& compile, std::vector<JudgedRun> runs) {
  Verdict verdict;
  if (task) verdict.task = task->id;
  verdict.compile = compile;
  if (compile.status == CompileReport::Status::kError) verdict.verdict = Code::kCE;
  for (const JudgedRun& run : runs) {
    RunReport report = report_of(run);
    if (task) describe_scenario(report, *task);
    for (const Finding& finding : run.findings) {
      const int index = index_of(finding, verdict.findings);
      if (std::find(report.findings.begin(), report.findings.end(), index) == report.findings.end())
        report.findings.push_back(index);
    }
    verdict.verdict = worse(verdict.verdict, report.verdict);
    verdict.runs.push_back(std::move(report));
  }
  if (!runs.empty()) verdict.protections = runs.front().evidence.protections;
  if (task) give_points(verdict, task);
  return verdict;
}

}  // namespace grader
