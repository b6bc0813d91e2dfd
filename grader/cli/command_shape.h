// command_shape.h — the command line as data: what completions and manual pages are made of.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace grader {

/// What completes a value or a word.
enum class Completes { kNothing, kFile, kFolder, kTask, kChoice, kReport };

struct WordShape {
  std::string name;  ///< "FORMAT", "TASK": empty for a flag's value
  std::string does;
  Completes by = Completes::kNothing;
  std::vector<std::string> choices;  ///< of kChoice; of kReport the formats before '='
  bool repeats = false;
  bool required = false;
};

struct OptionShape {
  std::vector<std::string> names;  ///< "-j", "--jobs"
  WordShape value;
  bool is_flag() const { return value.name.empty(); }
};

struct CommandShape {
  std::string path;  ///< "", "check", "task list"
  std::string does;
  std::vector<OptionShape> options;
  std::vector<WordShape> words;
  std::vector<std::string> subcommands;
};

/// `app` and all commands below it that its help shows, each before its own subcommands.
std::vector<CommandShape> command_shapes(const CLI::App& app);

/// The shape of the command line that parse_command_line() reads.
std::vector<CommandShape> grader_shapes();

/// The name within its parent: "list".
std::string last_word(const CommandShape& command);

}  // namespace grader
