// program_header.cc — reads the first lines of a program in tests/programs.
#include "tests/integration/program_header.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace grader {
namespace {

FindingPattern pattern(const std::string& text) {
  FindingPattern p;
  const auto open = text.find('('), colon = text.find(':');
  p.rule = text.substr(0, open);
  if (open == std::string::npos) return p;
  const std::size_t close = text.rfind(')');
  p.kind = text.substr(open + 1, std::min(colon, close) - open - 1);
  if (colon != std::string::npos) p.name = text.substr(colon + 1, close - colon - 1);
  return p;
}

}  // namespace

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) {
    const auto first = part.find_first_not_of(' ');
    if (first != std::string::npos) parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
  }
  return parts;
}

/// "deadlock | timeout, leak": all of these, each one of several; "none": nothing.
std::vector<std::vector<FindingPattern>> patterns(const std::string& text) {
  std::vector<std::vector<FindingPattern>> all;
  for (const std::string& item : split(text, ',')) {
    if (item == "none") continue;
    std::vector<FindingPattern> either;
    for (const std::string& one : split(item, '|')) either.push_back(pattern(one));
    all.push_back(either);
  }
  return all;
}

ProgramHeader read_program_header(const std::filesystem::path& file) {
  ProgramHeader header;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line) && line.starts_with("//");) {
    if (line.starts_with("// options: ")) header.options = split(line.substr(12), ' ');
    if (line.starts_with("// cause: ")) header.cause = line.substr(10);
    if (line.starts_with("// says: ")) header.says.push_back(line.substr(9));
    if (line.starts_with("// dead: "))
      for (std::string& task : split(line.substr(9), ';')) header.dead.push_back(std::move(task));
    if (line.starts_with("// may: "))
      for (const std::string& item : split(line.substr(8), ',')) header.may.push_back(pattern(item));
    if (line.starts_with("// at plain: ")) header.expect_at_plain = patterns(line.substr(13));
    if (!line.starts_with("// expect: ")) continue;
    header.complete = true;
    header.expect = patterns(line.substr(11));
  }
  std::sort(header.dead.begin(), header.dead.end());
  return header;
}

}  // namespace grader
