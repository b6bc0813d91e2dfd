// style.cc — `grader ejudge style`: what can be said of a source before it runs. ejudge shows it as SV.
#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/forbidden_words.h"
#include "grader/ejudge/graded.h"

namespace grader::ejudge {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;

/// Says each. An archive's bytes name nothing.
bool names_forbidden(const std::string& source, const Task& task) {
  const auto found = forbidden_words(source, task.forbidden_calls);
  for (const ForbiddenWord& word : found)
    say("line " + std::to_string(word.line) + ": " + word.name + "() is forbidden in this task\n");
  return !found.empty();
}

}  // namespace

int style(const EjudgeCommand& command, const CommonOptions& common) {
  if (command.words.empty()) return check_failed("ejudge", "called without a source", "set style_checker_cmd, and let ejudge call it");
  auto request = requested(command, {}, common);
  if (!request) return kCheckFailed;
  std::string why;
  const auto source = read_bounded(command.words[0], kMostBytes, why);
  if (!source) return check_failed("source " + command.words[0], why);
  request->task.scenarios.clear();  // compiled by the task's recipe, with its harness, and not run
  const auto result = graded(*request, command.words[0], common);
  if (!result || result->verdict.verdict == Code::kIE) {
    if (result) say(result->explanation);
    return kCheckFailed;
  }
  const bool compiles = result->verdict.verdict == Code::kOK;
  if (!compiles) say(result->explanation);
  const bool forbidden = names_forbidden(*source, request->task);
  return static_cast<int>(compiles && !forbidden ? EjudgeStatus::kOK : EjudgeStatus::kSV);
}

}  // namespace grader::ejudge
