// general_finding.cc — what a student may know of something found in a hidden scenario.
#include "grader/report/general_finding.h"

#include <algorithm>
#include <set>

namespace grader {
namespace {

struct Words {
  Rule rule;
  const char* message;
  const char* hint;
};

constexpr Words kWords[] = {
    {Rule::kDeadlock, "processes wait for each other, or for what nobody brings any more.",
     "Draw who holds and who awaits what at that place, also when something comes in another order or not at all."},
    {Rule::kBusyWait, "a process burns the processor while it waits.", "Wait in a call that sleeps."},
    {Rule::kTimeout, "the work was not done when the time was up.", "Try larger inputs, and look for what waits needlessly."},
    {Rule::kZombie, "an ended child stayed unreaped.", "Wait for every child soon after it has ended."},
    {Rule::kUnwaited, "a parent ended without waiting for a child.", "Wait for every child, also when something went wrong."},
    {Rule::kOrphan, "a process outlived its parent.", "Tell children to end, and wait for them."},
    {Rule::kLeak, "something is left behind after the last process.", "Remove what you have made on every way out, errors included."},
    {Rule::kCrash, "a process was ended by a signal.", "Try unusual inputs under a debugger or with -fsanitize=address."},
    {Rule::kExitStatus, "a process ended with another exit status than the statement asks for.",
     "Check what main() returns on every way out, errors included."},
    {Rule::kOutput, "the output or the state is not as the statement asks for.",
     "Try what the statement promises beyond its examples: other sizes, names, orders, empty and large inputs, failing calls."},
    {Rule::kLimit, "a limit was reached.", "See the statement for the limits, and try larger inputs."},
    {Rule::kForbidden, "a call was made that the task forbids.", "See the statement for what is forbidden."},
    {Rule::kRequired, "what the task requires was not used.", "See the statement for what is to be used, and by whom."},
};

constexpr Words kOther{Rule::kWrongResult, "something went wrong.", "See the rule's page."};

const Words& words_of(Rule rule) {
  const auto found = std::find_if(std::begin(kWords), std::end(kWords), [rule](const Words& words) { return words.rule == rule; });
  return found == std::end(kWords) ? kOther : *found;
}

}  // namespace

Finding general_finding(const Finding& finding) {
  const Words& words = words_of(finding.rule);
  Finding kept;
  kept.rule = finding.rule;
  kept.severity = finding.severity;
  kept.cause = finding.cause;
  kept.limit = finding.limit;
  std::set<std::pair<std::string, int>> places;
  for (const FindingProcess& process : finding.processes) {
    if (!process.at.known() || !places.insert({process.at.file, process.at.line}).second) continue;
    FindingProcess place;
    place.id = static_cast<int>(places.size());
    place.name = "a process";
    place.at = process.at;
    kept.processes.push_back(std::move(place));
  }
  kept.message = std::string("In a hidden scenario: ") + words.message;
  kept.hint = words.hint;
  return kept;
}

bool tell_the_same(const Finding& a, const Finding& b) {
  if (a.rule != b.rule || a.severity != b.severity || a.message != b.message || a.cause != b.cause ||
      a.limit != b.limit || a.processes.size() != b.processes.size())
    return false;
  return std::equal(a.processes.begin(), a.processes.end(), b.processes.begin(), [](const auto& p, const auto& q) {
    return p.at.file == q.at.file && p.at.line == q.at.line;
  });
}

}  // namespace grader
