// interactor.cc — `grader ejudge interactor`: plays a scenario's conversation with a program that ejudge runs.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/conversation.h"
#include "grader/ejudge/request.h"
#include "sandbox/fd.h"

namespace grader::ejudge {
namespace {

constexpr std::chrono::seconds kPatience{2};  // as in `grader check`

/// What the program said, for ejudge's report and for the checker that is called next.
bool kept(const std::string& path, const std::string& heard) {
  const sandbox::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  for (std::size_t done = 0; fd && done < heard.size();) {
    const ssize_t n = sandbox::retry_eintr([&] { return ::write(fd.get(), heard.data() + done, heard.size() - done); });
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<bool>(fd);
}

}  // namespace

int interactor(const EjudgeCommand& command, const CommonOptions& common) {
  if (command.words.size() < 2)
    return check_failed("ejudge", "called without the input's and the output's path", "set interactor_cmd, and let ejudge call it");
  const auto read = read_test_file(command.words[0]);
  if (!read) return kCheckFailed;
  const auto request = requested(command, read->test, common);
  if (!request) return kCheckFailed;
  if (request->task.scenarios.size() != 1)
    return check_failed("task " + request->task.id, "has several scenarios", "name one in the test, or give --scenario NAME");
  const Scenario scenario = instantiate(request->task.scenarios.front(), request->seed);
  const std::string why = not_a_conversation(scenario);
  if (!why.empty())
    return check_failed("scenario '" + scenario.name + "'", "is no conversation: " + why, "let the grader start the program: docs/ejudge.md");
  const Conversation talk = converse(scenario, STDIN_FILENO, STDOUT_FILENO, kPatience);
  if (!kept(command.words[1], talk.heard))
    return check_failed("output " + command.words[1], std::string("cannot be written: ") + std::strerror(errno), "let ejudge call the interactor, and see that its folder is there and has room");
  if (talk.too_long) say("The program wrote more than is read of it.\n");
  if (!talk.mismatch) return checker_exit(talk.too_long ? EjudgeStatus::kWA : EjudgeStatus::kOK);
  say("expected  " + shortened(talk.mismatch->expected, 200) + "\n" + "was       " + shortened(talk.mismatch->actual, 200) + "\n");
  return checker_exit(EjudgeStatus::kWA);
}

}  // namespace grader::ejudge
