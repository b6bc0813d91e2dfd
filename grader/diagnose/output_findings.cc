// output_findings.cc — steps of the scenario that came out otherwise than the task expects.
#include <algorithm>
#include <optional>

#include "grader/diagnose/findings_parts.h"

namespace grader {
namespace {

const ProcessRecord* of_role(const Evidence& evidence, const std::string& role) {
  const ProcessRecord* last = nullptr;  // a role may be started again
  for (const ProcessRecord& p : evidence.processes)
    if (!role.empty() && p.role == role) last = &p;
  return last;
}

std::string who(const StepFailure& failure, const ProcessRecord* process) {
  std::string name = failure.role.empty() ? "the program" : failure.role;
  if (process && !process->students) name += " (the task's own program)";
  return name;
}

std::string cut(const std::string& text) {
  constexpr std::size_t kLongest = 200;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;  // not inside a UTF-8 sequence
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string expected_and_got(const StepFailure& f) {
  std::string text = "expected " + cut(f.expected);
  if (!f.actual.empty()) text += ", got " + cut(f.actual);
  return text;
}

/// What a program says of its own failure: the last line that it wrote to its standard error.
std::string last_words(const Evidence& evidence, const StepFailure& f) {
  std::string text;
  for (const Output& output : evidence.outputs)
    if (output.role == f.role) text = output.stderr_bytes;
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  text.erase(0, text.rfind('\n') + 1);
  return text.empty() ? "" : " Its standard error ends with: " + cut(text);
}

/// "line 3: 1999": the number, where the line is nothing else.
std::optional<long long> number_in(const std::string& shown) {
  const std::string digits = shown.substr(std::min(shown.size(), shown.rfind(' ') + 1));
  const bool whole_line = shown.starts_with("line ") && shown.find(' ', 5) == shown.size() - digits.size() - 1;
  constexpr std::size_t kMostDigits = 18;
  if (!whole_line || digits.empty() || digits.size() > kMostDigits || digits.find_first_not_of("0123456789") != digits.npos) return {};
  return std::stoll(digits);
}

bool several_processes(const Facts& facts) {
  const auto& all = facts.evidence.processes;
  return std::count_if(all.begin(), all.end(), [](const ProcessRecord& p) { return p.students; }) > 1;
}

std::string hint_for_output(const Facts& facts, const StepFailure& f) {
  const std::string compare = "Compare the output with the statement, line by line";
  const bool missing = f.actual == "no output" || f.actual.ends_with("the output ends here");
  const bool too_much = f.expected.ends_with("the output ends here") || f.expected == "no more lines";
  const auto wanted = number_in(f.expected), got = number_in(f.actual);
  if (missing) return compare + ". What printf() keeps in its buffer is lost without fflush() before _exit(), and at an end by a signal.";
  if (too_much) return compare + ". What printf() still keeps in its buffer at fork() comes twice: fflush() before it.";
  if (wanted && got && *got < *wanted && several_processes(facts))
    return compare + ". If it is a sum that several processes add to: an addition is lost when two do it at once, so each needs the lock.";
  return compare + ".";
}

Finding finding_of(const Facts& facts, const StepFailure& f) {
  const ProcessRecord* process = of_role(facts.evidence, f.role);
  Finding finding;
  if (process) finding.processes = {finding_process(facts.people, process->id)};
  finding.rule = f.kind == StepFailure::Kind::kExitStatus ? Rule::kExitStatus : Rule::kOutput;
  switch (f.kind) {
    case StepFailure::Kind::kExitStatus:
      finding.message = who(f, process) + " did not end as it should: " + expected_and_got(f) + ".";
      finding.hint = "The exit status is what main() returns or exit() is given: 0 on success, anything else on failure.";
      if (process && process->students) finding.hint += last_words(facts.evidence, f);
      break;
    case StepFailure::Kind::kOutput:
      finding.message = who(f, process) + " printed something else than it should: " + expected_and_got(f) + ".";
      finding.hint = hint_for_output(facts, f);
      break;
    case StepFailure::Kind::kState:
      finding.message = "the state is not as it should be" + (f.role.empty() ? "" : " after " + f.role) + ": " +
                        expected_and_got(f) + ".";
      finding.hint = "Compare names, modes and sizes with the statement.";
      if (f.expected.starts_with("it waits"))
        finding.hint = f.actual.starts_with("it has ended") ? "At this point it should still be there and wait: see why it ended."
                       : f.actual == "it runs" ? "It should sleep here in a call that blocks; a loop that asks again and again never does."
                                               : "See which call it should sleep in at this point.";
      break;
    case StepFailure::Kind::kNotBlocked:
      finding.message = who(f, process) + " does not wait where it should: " + expected_and_got(f) + ".";
      finding.hint = "It should sleep here in a call until there is something to do; a loop that asks again and again does not "
                     "sleep, and what goes on without waiting has missed a step of the statement.";
      break;
    case StepFailure::Kind::kNotReached:
      finding.message = who(f, process) + " did not get as far as it should: " + expected_and_got(f) + ".";
      finding.hint = "See the statement for what should have happened by then.";
      break;
  }
  return finding;
}

}  // namespace

std::vector<Finding> output_findings(const Facts& facts, bool explained) {
  std::vector<Finding> found, unreached;
  for (const StepFailure& f : facts.evidence.step_failures) {
    const ProcessRecord* process = of_role(facts.evidence, f.role);
    // Killed by the grader, cut short by a crash: the status and the missing output only follow from that.
    const bool killed = process && process->end.kind == ProcessEnd::Kind::kKilledByGrader;
    if (explained || (killed && f.kind == StepFailure::Kind::kExitStatus)) continue;
    (f.kind == StepFailure::Kind::kNotReached ? unreached : found).push_back(finding_of(facts, f));
  }
  if (found.empty() && !unreached.empty()) found.push_back(unreached.front());
  return found;
}

}  // namespace grader
