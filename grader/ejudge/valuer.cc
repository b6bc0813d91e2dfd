// valuer.cc — `grader ejudge valuer`: the score of a run whose tests are a task's scenarios.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/request.h"
#include "grader/ejudge/valuation.h"
#include "sandbox/fd.h"

namespace grader::ejudge {
namespace {

constexpr std::size_t kMostBytes = 4u << 20;

std::string standard_input() {
  std::string text, buffer(64 * 1024, '\0');
  while (text.size() < kMostBytes) {
    const ssize_t n = sandbox::retry_eintr([&] { return ::read(STDIN_FILENO, buffer.data(), buffer.size()); });
    if (n <= 0) break;
    text.append(buffer, 0, static_cast<std::size_t>(n));
  }
  return text;
}

bool written(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) check_failed("comment file " + path, std::string("cannot be written: ") + std::strerror(errno), "let ejudge call the valuer, and see that its folder has room");
  return static_cast<bool>(out);
}

}  // namespace

int valuer(const EjudgeCommand& command, const CommonOptions& common) {
  if (!environment("EJUDGE_INTERACTIVE").empty())
    return check_failed("ejudge", "this valuer does not choose the next test", "set interactive_valuer = 0 in the problem");
  if (command.words.size() < 2)
    return check_failed("ejudge", "called without the paths of two comment files", "set valuer_cmd, and let ejudge call it");
  const auto request = requested(command, {}, common);
  if (!request) return kCheckFailed;
  const auto results = parse_results(standard_input());
  if (!results) return check_failed("standard input", "holds no list of test results", "let ejudge call the valuer");
  const std::size_t wanted = request->task.scenarios.size();
  // ACM contests, and others that are told so, stop at the first test that fails.
  const bool stopped = !results->empty() && results->size() < wanted && results->back().status != static_cast<int>(EjudgeStatus::kOK);
  if (results->size() != wanted && !stopped)
    return check_failed("task " + request->task.id, std::to_string(results->size()) + " tests, and " + std::to_string(wanted) + " scenarios",
                        "write the tests anew with grader ejudge export");
  const Valuation value = valuation(request->task, *results, !environment("EJUDGE_SCORING_CHECKER").empty());
  if (!written(command.words[0], value.for_student) || !written(command.words[1], value.for_judge)) return kCheckFailed;
  ReplyFlags flags;
  flags.marked = !environment("EJUDGE_MARKED").empty();
  flags.user_score = !environment("EJUDGE_USER_SCORE").empty();
  flags.groups = !environment("EJUDGE_GROUP_MERGE").empty();
  print(reply(value, flags));
  return static_cast<int>(EjudgeStatus::kOK);
}

}  // namespace grader::ejudge
