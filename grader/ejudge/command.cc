// command.cc — `grader ejudge …`: one command each, and nothing of ours that would look like a student's fault.
#include <exception>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"

namespace grader {
namespace {

using What = EjudgeCommand::What;

int performed(const EjudgeCommand& command, const CommonOptions& common) {
  switch (command.what) {
    case What::kChecker: return ejudge::checker(command, common);
    case What::kScoringChecker: return ejudge::scoring_checker(command, common);
    case What::kInteractor: return ejudge::interactor(command, common);
    case What::kInit: return ejudge::init(command, common);
    case What::kStart: return ejudge::start(command, common);
    case What::kStyle: return ejudge::style(command, common);
    case What::kValuer: return ejudge::valuer(command, common);
  }
  return static_cast<int>(EjudgeStatus::kCF);
}

}  // namespace

int perform(const EjudgeCommand& command, const CommonOptions& common) {
  const int failed = static_cast<int>(EjudgeStatus::kCF);
  try {
    const int code = performed(command, common);
    return with_output(code) == code ? code : failed;
  } catch (const std::exception& e) {
    complain("internal error", e.what(), "please report it with the command line that led to it");
    return failed;
  }
}

}  // namespace grader
