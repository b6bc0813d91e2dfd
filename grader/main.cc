// main.cc — the command `grader`: parses the command line and performs one command.
#include <signal.h>

#include <exception>
#include <variant>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/options.h"

int main(int argc, char** argv) {
  using namespace grader;
  ::signal(SIGPIPE, SIG_IGN);  // a reader that left is an error of write(), not our death
  try {
    const auto parsed = parse_command_line(argc, argv);
    if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;
    const CommandLine& line = std::get<CommandLine>(parsed);
    return std::visit([&](const auto& command) { return perform(command, line.common); }, line.command);
  } catch (const std::exception& e) {
    complain("internal error", e.what(), "please report it with the command line that led to it");
    return kExitGrader;
  }
}
