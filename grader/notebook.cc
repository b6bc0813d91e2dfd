// notebook.cc — the headers of notebook cells: "// %%cpp NAME", "// %run COMMAND". Pure.
#include "grader/notebook.h"

#include <sstream>

namespace grader {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The rest of a line that begins with `word` and a blank.
std::optional<std::string> after(const std::string& line, const std::string& word) {
  if (!line.starts_with(word) || line.size() == word.size()) return std::nullopt;
  if (line[word.size()] != ' ' && line[word.size()] != '\t') return std::nullopt;
  return trimmed(line.substr(word.size()));
}

/// A plain file name: it becomes a path in the box.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() < 200 && name[0] != '.' && name.find_first_of("/ \t") == name.npos;
}

}  // namespace

NotebookHeader notebook_header(const std::string& text) {
  NotebookHeader header;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line = trimmed(line);
    if (line.empty()) continue;
    if (!line.starts_with("//")) break;
    line = trimmed(line.substr(2));
    if (!line.starts_with('%')) break;
    for (const char* magic : {"%%cpp", "%%file", "%%writefile"})
      if (const auto name = after(line, magic); name && is_plain_name(*name)) header.name = *name;
    if (auto command = after(line, "%run")) header.commands.push_back(*command);
  }
  return header;
}

}  // namespace grader
