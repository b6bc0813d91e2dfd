// manual.cc — `grader manual`: fills in a page of man/.
#include "grader/cli/manual.h"

#include <cerrno>
#include <cstring>
#include <sstream>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

constexpr const char* kOptions = ".\\\" OPTIONS";

/// man(7): '-' alone is a hyphen, and a line that begins with '.' or ''' a request.
std::string in_roff(const std::string& text) {
  std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if (c == '\n') out += ' ';
    else out += c;
  }
  return out;
}

std::string described(const OptionShape& option) {
  std::string text = ".TP\n";
  for (const std::string& name : option.names) text += (&name == &option.names.front() ? "\\fB" : ", \\fB") + in_roff(name) + "\\fR";
  if (!option.is_flag()) text += " \\fI" + in_roff(option.value.name) + "\\fR";
  return text + "\n" + in_roff(option.value.does) + "\n";
}

std::string described(const CommandShape& command) {
  std::string text;
  for (const WordShape& word : command.words) text += ".TP\n\\fI" + in_roff(word.name) + "\\fR\n" + in_roff(word.does) + "\n";
  for (const OptionShape& option : command.options) text += described(option);
  return text;
}

}  // namespace

std::string filled_page(const std::string& page, const std::vector<CommandShape>& commands) {
  std::string text;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (const auto at = line.find("@VERSION@"); at != std::string::npos) line.replace(at, std::strlen("@VERSION@"), GRADER_VERSION);
    if (!line.starts_with(kOptions)) {
      text += line + "\n";
      continue;
    }
    const std::string path = line.size() > std::strlen(kOptions) ? line.substr(std::strlen(kOptions) + 1) : "";
    for (const CommandShape& command : commands)
      if (command.path == path) text += described(command);
  }
  return text;
}

int perform(const ManualCommand& command, const CommonOptions&) {
  const auto page = read_file(command.page);
  if (!page) {
    complain(command.page, std::strerror(errno), "name a page of man/");
    return kExitGrader;
  }
  print(filled_page(*page, grader_shapes()));
  return with_output(kExitOk);
}

}  // namespace grader
