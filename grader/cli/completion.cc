// completion.cc — `grader completion`: scripts for shells, and the words that these ask for while one types.
#include "grader/cli/completion.h"

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

std::string ids_of_tasks() {
  std::string text;
  if (const auto root = task_root())
    for (const std::string& id : task_ids(*root)) text += id + "\n";
  return text;
}

}  // namespace

std::string in_single_quotes(const std::string& text, const std::string& quote) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += quote;
    else out += c;
  }
  return out + "'";
}

int perform(const CompletionCommand& command, const CommonOptions&) {
  print(command.what == "tasks"  ? ids_of_tasks()
        : command.what == "bash" ? bash_completion(grader_shapes())
        : command.what == "zsh"  ? zsh_completion(grader_shapes())
                                 : fish_completion(grader_shapes()));
  return with_output(kExitOk);
}

}  // namespace grader
