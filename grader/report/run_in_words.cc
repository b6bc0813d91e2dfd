// run_in_words.cc — which run of which scenario a finding was made in, so that it can be repeated.
#include "grader/report/run_in_words.h"

#include <algorithm>

#include "grader/report/text_layout.h"

namespace grader {
namespace {

/// An argument as it is typed.
std::string in_shell(const std::string& arg) {
  const bool plain = !arg.empty() && arg.find_first_of(" \t\n'\"\\$&|;<>()*?[]#~`!{}") == arg.npos;
  if (plain) return arg;
  std::string quoted = "'";
  for (const char c : arg) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

const RunReport* first_run_of(const Verdict& verdict, const Finding& finding) {
  const auto index = static_cast<int>(&finding - verdict.findings.data());
  for (const RunReport& run : verdict.runs)
    if (std::find(run.findings.begin(), run.findings.end(), index) != run.findings.end()) return &run;
  return nullptr;
}

std::string run_in_words(const RunReport& run, Language language) {
  constexpr std::size_t kMostCommands = 3;
  std::vector<std::string> commands;
  for (const ProcessRecord& process : run.processes) {
    if (!process.students || process.role.empty() || process.argv.empty()) continue;
    std::string command;
    for (const std::string& arg : process.argv) command += (command.empty() ? "" : " ") + in_shell(arg);
    if (std::find(commands.begin(), commands.end(), command) == commands.end()) commands.push_back(command);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(commands.size(), kMostCommands); ++i) text += (i == 0 ? "" : "; ") + cut(printable(commands[i]), 120);
  if (commands.size() > kMostCommands) text += " " + say_in(language, "and {0} more", commands.size() - kMostCommands);
  const std::string scenario = say_in(language, "In scenario '{0}'", printable(run.scenario));
  return scenario + (text.empty() ? "" : " (" + text + ")");
}

}  // namespace grader
