// main.cc — the command `grader`: parses the command line and performs one command.
#include <signal.h>

#include <exception>
#include <variant>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/options.h"
#include "grader/cli/temporary_folder.h"

namespace {

/// Boxes and what is unpacked live in temporary folders.
bool runs_programs(const grader::Command& command) {
  using namespace grader;
  return std::holds_alternative<CheckCommand>(command) || std::holds_alternative<RunCommand>(command) ||
         std::holds_alternative<TaskVerifyCommand>(command);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace grader;
  ::signal(SIGPIPE, SIG_IGN);  // a reader that left is an error of write(), not our death
  try {
    const auto parsed = parse_command_line(argc, argv);
    if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;
    const CommandLine& line = std::get<CommandLine>(parsed);
    if (runs_programs(line.command) && !temporary_folder_works()) return kExitGrader;
    return std::visit([&](const auto& command) { return perform(command, line.common); }, line.command);
  } catch (const std::exception& e) {
    complain("internal error", e.what(), "please report it with the command line that led to it");
    return kExitGrader;
  }
}
