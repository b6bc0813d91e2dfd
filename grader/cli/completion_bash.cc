// completion_bash.cc — the completion script for bash. It needs nothing but bash 4.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "grader/cli/completion.h"

namespace grader {
namespace {

// bash splits at '=', so that "--report json=FILE" comes as three words.
constexpr const char* kFunctions = R"sh(
_grader_fill() {  # what completes, the word so far, the command
  case $1 in
    @nothing) ;;
    @file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
    @folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
    @task) mapfile -t COMPREPLY < <(compgen -W "$("$3" completion tasks 2>/dev/null)" -- "$2"; compgen -d -- "$2") ;;
    @report*) compopt -o nospace; mapfile -t COMPREPLY < <(compgen -W "${1#@report }" -S = -- "$2") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2") ;;
  esac
}

_grader() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path='' at=0 i word
  local options='' subcommands='' valued='' value='' positionals=()
  COMPREPLY=()
  _grader_command
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -- ]]; then
      _grader_fill @file "$cur" "$1"
      return
    elif [[ $valued == *" $word "* ]]; then
      [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))
      ((i++))
      [[ ${COMP_WORDS[i+1]} == = ]] && ((i += 2))
    elif [[ $word == -* || $word == = ]]; then
      :
    elif [[ " $subcommands " == *" $word "* ]]; then
      path=${path:+$path }$word
      _grader_command
    else
      ((at++))
    fi
  done
  if [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
    [[ $prev == -* ]] || prev=@after
  elif [[ $cur == = ]]; then
    [[ $prev == -* ]] || prev=@after
    cur=''
  fi
  if [[ $prev == @after ]]; then
    _grader_fill @file "$cur" "$1"
  elif [[ $valued == *" $prev "* ]]; then
    _grader_value "$path $prev"
    _grader_fill "$value" "$cur" "$1"
  elif [[ $cur == -* ]]; then
    _grader_fill "$options" "$cur" "$1"
  elif [[ -n $subcommands ]]; then
    _grader_fill "$subcommands" "$cur" "$1"
  elif ((${#positionals[@]})); then
    ((at < ${#positionals[@]})) || at=$((${#positionals[@]} - 1))
    _grader_fill "${positionals[at]}" "$cur" "$1"
  fi
}

complete -F _grader grader
)sh";

std::string what_completes(const WordShape& word) {
  switch (word.by) {
    case Completes::kFile: return "@file";
    case Completes::kFolder: return "@folder";
    case Completes::kTask: return "@task";
    case Completes::kChoice: return fmt::format("{}", fmt::join(word.choices, " "));
    case Completes::kReport: return fmt::format("@report {}", fmt::join(word.choices, " "));
    case Completes::kNothing: break;
  }
  return "@nothing";
}

std::string options_of(const CommandShape& command, bool only_valued) {
  std::string text;
  for (const OptionShape& option : command.options)
    for (const std::string& name : option.names)
      if (!only_valued || !option.is_flag()) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string command_case(const CommandShape& command) {
  std::string words;
  for (const WordShape& word : command.words) words += (words.empty() ? "" : " ") + in_single_quotes(what_completes(word));
  return fmt::format("    {})\n      options={}\n      valued={}\n      subcommands={}\n      positionals=({}) ;;\n", in_single_quotes(command.path),
                     in_single_quotes(options_of(command, false)), in_single_quotes(" " + options_of(command, true) + " "),
                     in_single_quotes(fmt::format("{}", fmt::join(command.subcommands, " "))), words);
}

std::string value_cases(const CommandShape& command) {
  std::string text;
  for (const OptionShape& option : command.options) {
    if (option.is_flag() || option.value.by == Completes::kNothing) continue;
    for (const std::string& name : option.names)
      text += fmt::format("    {}) value={} ;;\n", in_single_quotes(command.path + " " + name), in_single_quotes(what_completes(option.value)));
  }
  return text;
}

}  // namespace

std::string bash_completion(const std::vector<CommandShape>& commands) {
  std::string text = "# bash completion for grader; written by: grader completion bash\n\n_grader_command() {  # what may follow $path\n  case $path in\n";
  for (const CommandShape& command : commands) text += command_case(command);
  text += "  esac\n}\n\n_grader_value() {  # what completes the value of an option\n  value=@nothing\n  case $1 in\n";
  for (const CommandShape& command : commands) text += value_cases(command);
  return text + "  esac\n}\n" + kFunctions;
}

}  // namespace grader
