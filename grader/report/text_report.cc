// text_report.cc — one verdict explained: what, who and where, why for certain, what to do.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "grader/model/signal_name.h"
#include "grader/report/class_report.h"
#include "grader/report/explain_finding.h"
#include "grader/report/report.h"
#include "grader/report/run_in_words.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr std::size_t kDiagnosticsShown = 5;

Color color_of(Code code) { return code == Code::kOK ? Color::kGreen : code == Code::kIE ? Color::kYellow : Color::kRed; }

std::string headline(Code code, const std::string& sentence, const TextStyle& style) {
  const std::string head = colored(std::string(to_string(code)), color_of(code), style.color) + "  ";
  return wrapped_after(head, sentence, 4, style.width);
}

bool is_error(const Diagnostic& d) { return d.severity.find("error") != std::string::npos; }

std::string place_of(const Diagnostic& d) {
  std::string text = printable(d.file);
  if (d.line > 0) text += ":" + std::to_string(d.line);
  if (d.line > 0 && d.column > 0) text += ":" + std::to_string(d.column);
  return text.empty() ? text : text + ": ";
}

std::string compile_errors(const Verdict& v, const TextStyle& style) {
  const CompileReport& compile = v.compile;
  const auto errors = static_cast<std::size_t>(std::count_if(compile.diagnostics.begin(), compile.diagnostics.end(), is_error));
  const Language language = style.language;
  std::string sentence = tr(language, "It does not compile");
  if (errors > 0) sentence += fmt::format(fmt::runtime(tr_plural(language, errors, ": {0} error", ": {0} errors")), errors);
  if (const auto& limit = compile.limit)
    sentence = say_in(language, "It does not compile: the compiler ran into the {0} limit of {1} {2}", tr(language, printable(limit->name)), limit->value, printable(limit->unit));
  std::string text = headline(Code::kCE, sentence + ".", style);
  std::size_t shown = 0;
  for (const Diagnostic& d : compile.diagnostics) {
    if (!is_error(d) && errors > 0) continue;
    if (shown++ == kDiagnosticsShown) break;
    text += "\n" + wrapped(place_of(d) + printable(d.severity) + ": " + printable(d.message), 4, style.width);
    text += source_line({d.file, d.line, ""}, style);
  }
  const std::size_t total = errors > 0 ? errors : compile.diagnostics.size();
  if (total > kDiagnosticsShown) text += "\n    " + say_in(language, "and {0} more", total - kDiagnosticsShown) + "\n";
  return text;
}

std::string grader_failed(const Verdict& v, const TextStyle& style) {
  const std::string why = v.error.empty() ? tr(style.language, "no reason is recorded") : printable(v.error);
  return headline(Code::kIE, say_in(style.language, "The grader itself failed: {0}", why), style) +
         wrapped(tr(style.language, "This says nothing about the submission: there is no score. Run it again, or see `grader doctor`."), 4,
                 style.width);
}

std::string all_well(const Verdict& v, const TextStyle& style) {
  std::size_t processes = 0;
  double wall = 0;
  for (const RunReport& run : v.runs) {
    processes += run.processes.size();
    wall += run.wall_ms;
  }
  const Language language = style.language;
  const std::string counted = fmt::format(fmt::runtime(tr_plural(language, processes, "{0} process", "{0} processes")), processes);
  const std::string facts = " (" + counted + ", " + sentence_in(language, duration_text(wall)) + ")";
  if (!v.task) return headline(Code::kOK, (v.findings.empty() ? tr(language, "nothing found") : tr(language, "nothing but warnings")) + facts, style);
  return headline(Code::kOK, say_in(language, "accepted: {0} of {1} points", points_text(v.points), points_text(v.max)) + facts, style);
}

/// Repetitions of a scenario are one row: the worst code, the points together.
struct ScenarioRow {
  std::string name;
  Code worst = Code::kOK;
  double points = 0, max = 0;
  int runs = 0, bad = 0;
};

std::vector<ScenarioRow> scenario_rows(const Verdict& v) {
  std::vector<ScenarioRow> rows;
  for (const RunReport& run : v.runs) {
    auto row = std::find_if(rows.begin(), rows.end(), [&](const ScenarioRow& r) { return r.name == run.scenario; });
    if (row == rows.end()) row = rows.insert(rows.end(), ScenarioRow{run.scenario});
    row->worst = std::min(row->worst, run.verdict);
    row->points += run.points;
    row->max += run.max;
    ++row->runs;
    if (run.verdict != Code::kOK) ++row->bad;
  }
  return rows;
}

std::string scenario_table(const Verdict& v, const TextStyle& style) {
  const std::vector<ScenarioRow> rows = scenario_rows(v);
  const Language language = style.language;
  const std::string verdict_head = tr(language, "verdict");
  const int verdict_width = display_width(verdict_head);
  int width = 8;
  for (const ScenarioRow& row : rows) width = std::max(width, display_width(printable(row.name)));
  width = std::min(width, std::max(20, style.width - 46));
  std::string text = "\n    " + colored(fit(tr(language, "scenario"), width) + "  " + verdict_head + "  " + tr(language, "points"), Color::kBold, style.color) + "\n";
  const auto line = [&](const std::string& name, Code code, double points, double max, const std::string& note) {
    const std::string verdict = colored(std::string(to_string(code)), color_of(code), style.color);
    text += "    " + fit(printable(name), width) + "    " + verdict + std::string(static_cast<std::size_t>(verdict_width - 2), ' ') + points_text(points) + "/" + points_text(max) + note + "\n";
  };
  for (const ScenarioRow& row : rows) {
    const bool some = row.runs > 1 && row.bad > 0;
    line(row.name, row.worst, row.points, row.max,
         some ? "  " + say_in(language, "in {0} of {1} runs", row.bad, row.runs) : "");
  }
  if (rows.size() > 1) line(tr(language, "total"), v.verdict, v.points, v.max, "");
  return text;
}

std::string end_text(const ProcessEnd& end, Language language) {
  switch (end.kind) {
    case ProcessEnd::Kind::kExited: return say_in(language, "exit {0}", end.code);
    case ProcessEnd::Kind::kSignaled: return signal_name(end.signal);
    case ProcessEnd::Kind::kKilledByGrader: return say_in(language, "killed: {0}", printable(end.reason));
    case ProcessEnd::Kind::kStillRunning: return tr(language, "still running");
    case ProcessEnd::Kind::kUnknown: break;
  }
  return "";
}

std::string process_table(const Verdict& v, const TextStyle& style) {
  std::string text;
  for (const RunReport& run : v.runs) {
    text += "\n    " + colored(fit(tr(style.language, "process"), 24) + "  " + fit("pid", 6) + "  " + fit(tr(style.language, "end"), 20) + "  " + tr(style.language, "command"), Color::kBold, style.color) + "\n";
    for (const ProcessRecord& p : run.processes) {
      std::string command;
      for (const std::string& arg : p.argv) command += (command.empty() ? "" : " ") + printable(arg);
      text += "    " + fit(printable(sentence_in(style.language, p.name)), 24) + "  " + fit(std::to_string(p.pid), 6) + "  " + fit(end_text(p.end, style.language), 20) +
              "  " + cut(command, std::max(20, style.width - 60)) + "\n";
    }
  }
  return text;
}

/// The deadlock has told already that a private primitive in shared memory is behind it.
bool told_by_deadlock(const Finding& f, const std::vector<Finding>& all) {
  return f.rule == Rule::kPrivateSync && std::any_of(all.begin(), all.end(), [&f](const Finding& other) {
    return other.rule == Rule::kDeadlock && !f.cause.empty() && other.cause == f.cause;
  });
}

/// Errors in the order of the codes, then warnings; the verdict's own order within each.
std::vector<const Finding*> in_order(const std::vector<Finding>& findings) {
  std::vector<const Finding*> order;
  for (const Finding& f : findings)
    if (!told_by_deadlock(f, findings)) order.push_back(&f);
  std::stable_sort(order.begin(), order.end(), [](const Finding* a, const Finding* b) {
    return std::pair(a->severity, code_of(*a)) < std::pair(b->severity, code_of(*b));
  });
  return order;
}

/// The same fault at the same place, met in another scenario or repetition.
bool same_story(const Finding& a, const Finding& b) {
  if (a.rule != b.rule || a.severity != b.severity || a.cause != b.cause || a.processes.empty() || b.processes.empty()) return false;
  const SourceLocation& at = a.processes.front().at;
  return a.rule == Rule::kDeadlock && at.known() && at == b.processes.front().at;
}

/// "several children": the scenarios in whose runs these findings were made.
std::string scenarios_of(const Verdict& v, const std::vector<const Finding*>& findings, Language language) {
  std::vector<std::string> names;
  for (const RunReport& run : v.runs) {
    const bool met = std::any_of(run.findings.begin(), run.findings.end(), [&](std::size_t index) {
      return index < v.findings.size() && std::find(findings.begin(), findings.end(), &v.findings[index]) != findings.end();
    });
    const std::string name = "'" + printable(run.scenario) + "'";
    if (met && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  constexpr std::size_t kMost = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kMost ? text + " " + say_in(language, "and {0} more", names.size() - kMost) : text;
}

/// Which of several runs it was, and with which arguments; not twice in a row for the same one.
std::string which_run(const Verdict& v, const RunReport* run, const RunReport*& told_last, const TextStyle& style) {
  if (!v.task || v.runs.size() < 2 || run == nullptr || run == std::exchange(told_last, run)) return "";
  return wrapped(run_in_words(*run, style.language), 4, style.width);
}

std::string stories(const Verdict& v, bool first, const TextStyle& style) {
  std::string text;
  const RunReport* told_last = nullptr;
  std::vector<const Finding*> rest = in_order(v.findings);
  while (!rest.empty()) {
    const Finding* told = rest.front();
    std::vector<const Finding*> again;
    for (const Finding* f : rest)
      if (f != told && same_story(*told, *f)) again.push_back(f);
    std::erase_if(rest, [&](const Finding* f) { return f == told || std::find(again.begin(), again.end(), f) != again.end(); });
    text += (first && text.empty() ? "" : "\n") + explain_finding(*told, style, which_run(v, first_run_of(v, *told), told_last, style));
    if (!again.empty()) text += wrapped(say_in(style.language, "The same happened again in scenario {0}.", scenarios_of(v, again, style.language)), 4, style.width);
  }
  return text;
}

}  // namespace

std::string text_report(const Verdict& v, const TextStyle& style) {
  std::string text;
  if (v.verdict == Code::kIE) text = grader_failed(v, style);
  else if (v.verdict == Code::kCE) text = compile_errors(v, style);
  else if (v.verdict == Code::kOK) text = all_well(v, style);
  text += stories(v, text.empty(), style);
  if (text.empty()) text = headline(v.verdict, meaning(v.verdict, style.language), style);
  if (v.task && v.verdict != Code::kIE && v.verdict != Code::kOK && !v.runs.empty()) text += scenario_table(v, style);
  if (is_flaky(v.repeats)) text += "\n" + wrapped(flaky_sentence(v.repeats, style.language), 0, style.width);
  if (style.processes) text += process_table(v, style);
  return text;
}

}  // namespace grader
