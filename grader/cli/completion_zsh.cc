// completion_zsh.cc — the completion script for zsh: a function a command, for _arguments.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "grader/cli/completion.h"

namespace grader {
namespace {

std::string escaped(const std::string& text, const std::string& special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string function_name(const std::string& path) {
  std::string name = path.empty() ? "_grader" : "_grader_" + path;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string action(const WordShape& word) {
  switch (word.by) {
    case Completes::kFile: return "_files";
    case Completes::kFolder: return "_files -/";
    case Completes::kTask: return "_grader__tasks";
    case Completes::kChoice: return fmt::format("({})", fmt::join(word.choices, " "));
    case Completes::kReport: return "_grader__report";
    case Completes::kNothing: break;
  }
  return " ";
}

std::string option_spec(const OptionShape& option) {
  const bool many = option.value.repeats;
  std::string rest = "[" + escaped(option.value.does, "[]\\:") + "]";
  if (!option.is_flag()) rest += ":" + escaped(option.value.name, ":\\") + ":" + action(option.value);
  if (option.names.size() == 1) return in_single_quotes((many ? "*" : "") + option.names[0] + (option.is_flag() ? "" : "=") + rest);
  std::string specs;
  for (const std::string& name : option.names) {
    const std::string equals = option.is_flag() ? "" : name.starts_with("--") ? "=" : "+";
    specs += (specs.empty() ? "" : " ") + in_single_quotes((many ? "*" : fmt::format("({})", fmt::join(option.names, " "))) + name + equals + rest);
  }
  return specs;
}

std::string word_spec(const WordShape& word, std::size_t at) {
  const std::string where = word.repeats ? "*" : std::to_string(at);
  return in_single_quotes(fmt::format("{}{}{}:{}", where, word.required || word.repeats ? ":" : "::", escaped(word.name, ":\\"), action(word)));
}

std::string arguments(const CommandShape& command) {
  std::string text = command.subcommands.empty() ? "  _arguments -s -S" : "  _arguments -C";
  for (const OptionShape& option : command.options) text += " \\\n    " + option_spec(option);
  for (std::size_t i = 0; i < command.words.size(); ++i) text += " \\\n    " + word_spec(command.words[i], i + 1);
  return text;
}

std::string dispatch(const CommandShape& command, const std::vector<CommandShape>& all) {
  std::string text = " \\\n    '1:command:->command' '*::argument:->argument'\n  case $state in\n    command)\n      local -a commands=(\n";
  std::string cases;
  for (const CommandShape& below : all) {
    if (below.path.empty() || below.path != (command.path.empty() ? "" : command.path + " ") + last_word(below)) continue;
    text += "        " + in_single_quotes(escaped(last_word(below), ":\\") + ":" + below.does) + "\n";
    cases += fmt::format("        {}) {} ;;\n", last_word(below), function_name(below.path));
  }
  return text + "      )\n      _describe command commands ;;\n    argument)\n      case $words[1] in\n" + cases + "      esac ;;\n  esac\n";
}

std::string function(const CommandShape& command, const std::vector<CommandShape>& all) {
  std::string text = function_name(command.path) + "() {\n";
  if (command.path.empty()) text += "  local grader_program=$words[1]\n";
  if (command.subcommands.empty()) return text + arguments(command) + "\n}\n\n";
  return text + "  local curcontext=$curcontext state line\n  typeset -A opt_args\n" + arguments(command) + dispatch(command, all) + "}\n\n";
}

std::string helpers(const std::vector<CommandShape>& all) {
  std::string formats;
  for (const CommandShape& command : all)
    for (const OptionShape& option : command.options)
      if (option.value.by == Completes::kReport) formats = fmt::format("{}", fmt::join(option.value.choices, " "));
  return "_grader__tasks() {\n  local -a ids=(${(f)\"$($grader_program completion tasks 2>/dev/null)\"})\n"
         "  _alternative 'tasks:task:compadd -a ids' 'folders:folder of a task:_files -/'\n}\n\n"
         "_grader__report() {\n  if compset -P '*='; then\n    _files\n  else\n    compadd -S = -- " + formats + "\n  fi\n}\n\n";
}

}  // namespace

std::string zsh_completion(const std::vector<CommandShape>& commands) {
  std::string text = "#compdef grader\n# zsh completion for grader; written by: grader completion zsh\n\n" + helpers(commands);
  for (const CommandShape& command : commands) text += function(command, commands);
  return text + "if [[ $funcstack[1] == _grader ]]; then _grader \"$@\"; else compdef _grader grader; fi\n";
}

}  // namespace grader
