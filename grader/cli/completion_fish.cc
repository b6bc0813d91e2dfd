// completion_fish.cc — the completion script for fish.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "grader/cli/completion.h"

namespace grader {
namespace {

constexpr const char* kFunctions = R"sh(
function __grader_at  # whether the command so far is $argv
    set -l words (commandline -opc | string match -v -- '-*')
    set -e words[1]
    set -l path $words[1]
    if contains -- "$path" $__grader_groups; and set -q words[2]
        set path "$path $words[2]"
    end
    test "$path" = "$argv"
end

function __grader_tasks
    set -l program (commandline -opc)[1]
    eval $program completion tasks 2>/dev/null
    __fish_complete_directories
end

function __grader_reports
    set -l typed (commandline -ct)
    if string match -q '*=*' -- $typed
        set -l format (string split -m 1 = -- $typed)[1]
        for file in (__fish_complete_path (string split -m 1 = -- $typed)[2])
            echo $format=$file
        end
    else
        for format in $argv
            echo $format=
        end
    end
end

complete -c grader -f
)sh";

std::string quoted(const std::string& text) { return in_single_quotes(text, "\\'"); }

/// The arguments of `complete` that complete this word; `value`: of an option.
std::string what_completes(const WordShape& word, bool value) {
  switch (word.by) {
    case Completes::kFile: return value ? "-r -F" : "-F";
    case Completes::kFolder: return std::string(value ? "-x " : "") + "-a '(__fish_complete_directories)'";
    case Completes::kTask: return std::string(value ? "-x " : "") + "-a '(__grader_tasks)'";
    case Completes::kChoice: return std::string(value ? "-x " : "") + "-a " + quoted(fmt::format("{}", fmt::join(word.choices, " ")));
    case Completes::kReport: return "-x -a " + quoted(fmt::format("(__grader_reports {})", fmt::join(word.choices, " ")));
    case Completes::kNothing: break;
  }
  return value ? "-x" : "";
}

std::string option_line(const std::string& begin, const OptionShape& option) {
  std::string text = begin;
  for (const std::string& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.is_flag()) text += " " + what_completes(option.value, true);
  return text + " -d " + quoted(option.value.does) + "\n";
}

std::string lines_of(const CommandShape& command, const std::vector<CommandShape>& all) {
  const std::string begin = fmt::format("complete -c grader -n {}", quoted(fmt::format("__grader_at {}", command.path)));
  std::string text = "\n";
  for (const CommandShape& below : all)
    if (!below.path.empty() && below.path == (command.path.empty() ? "" : command.path + " ") + last_word(below))
      text += fmt::format("{} -a {} -d {}\n", begin, last_word(below), quoted(below.does));
  for (const OptionShape& option : command.options) text += option_line(begin, option);
  for (const WordShape& word : command.words)
    if (const std::string by = what_completes(word, false); !by.empty()) text += begin + " " + by + "\n";
  return text;
}

}  // namespace

std::string fish_completion(const std::vector<CommandShape>& commands) {
  std::string text = "# fish completion for grader; written by: grader completion fish\n\nset -g __grader_groups";
  for (const CommandShape& command : commands)
    if (!command.path.empty() && !command.subcommands.empty()) text += " " + command.path;
  text += std::string("\n") + kFunctions;
  for (const CommandShape& command : commands) text += lines_of(command, commands);
  return text;
}

}  // namespace grader
