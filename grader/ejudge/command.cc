// command.cc — `grader ejudge …`: one command each, and nothing of ours that would look like a student's fault.
#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"

namespace grader {
namespace {

struct Called {
  std::string_view what;
  int (*perform)(const EjudgeCommand&, const CommonOptions&);
  bool for_people = false;  ///< called by the administrator: the exit statuses of every other command
};

constexpr std::array kCalled{
    Called{"checker", ejudge::checker}, Called{"scoring-checker", ejudge::scoring_checker},
    Called{"interactor", ejudge::interactor}, Called{"init", ejudge::init}, Called{"start", ejudge::start},
    Called{"style", ejudge::style}, Called{"valuer", ejudge::valuer},
    Called{"import", ejudge::import_tests, true},   Called{"export", ejudge::export_task, true},
};

}  // namespace

int perform(const EjudgeCommand& command, const CommonOptions& common) {
  const auto called = std::find_if(kCalled.begin(), kCalled.end(), [&](const Called& c) { return c.what == command.what; });
  if (called == kCalled.end()) return kExitUsage;
  const int failed = called->for_people ? int{kExitGrader} : static_cast<int>(EjudgeStatus::kCF);
  try {
    const int code = called->perform(command, common);
    return with_output(code) == code ? code : failed;
  } catch (const std::exception& e) {
    complain("internal error", e.what(), "please report it with the command line that led to it");
    return failed;
  }
}

}  // namespace grader
