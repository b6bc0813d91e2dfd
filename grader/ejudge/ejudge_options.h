// ejudge_options.h — the options of `grader ejudge …`.
#pragma once

#include <variant>

#include "grader/cli/options_define.h"

namespace grader {

/// The command with its subcommands, without the options that they share with `check`.
CLI::App& define_ejudge(CLI::App& app, Parsed& parsed);

/// What was asked, or an exit status after a usage error was said.
std::variant<Command, int> read_ejudge(const CLI::App& ejudge, Parsed& parsed);

}  // namespace grader
