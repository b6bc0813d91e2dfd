// forbidden_words.cc — calls of forbidden functions that a source shows at a glance.
#include "grader/ejudge/forbidden_words.h"

#include <algorithm>

namespace grader::ejudge {
namespace {

constexpr std::size_t kMostFound = 50;

bool in_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The source with comments and literals blanked, newlines kept.
std::string code_only(const std::string& source) {
  std::string code = source;
  const auto blank_to = [&](std::size_t from, std::size_t end) {
    for (std::size_t i = from; i < std::min(end, code.size()); ++i)
      if (code[i] != '\n') code[i] = ' ';
    return std::min(end, code.size());
  };
  for (std::size_t i = 0; i < code.size();) {
    const char c = code[i];
    if (source.compare(i, 2, "//") == 0) {
      i = blank_to(i, source.find('\n', i));
    } else if (source.compare(i, 2, "/*") == 0) {
      const std::size_t end = source.find("*/", i + 2);
      i = blank_to(i, end == source.npos ? end : end + 2);
    } else if (c == '"' || (c == '\'' && (i == 0 || !in_identifier(code[i - 1])))) {  // 1'000 is a number
      std::size_t end = i + 1;
      while (end < source.size() && source[end] != c && source[end] != '\n') end += source[end] == '\\' ? 2 : 1;
      i = blank_to(i, end + 1);
    } else {
      ++i;
    }
  }
  return code;
}

}  // namespace

std::vector<ForbiddenWord> forbidden_words(const std::string& source, const std::vector<std::string>& names) {
  const std::string code = code_only(source);
  std::vector<ForbiddenWord> found;
  int line = 1;
  for (std::size_t i = 0; i < code.size() && found.size() < kMostFound;) {
    if (code[i] == '\n') ++line;
    if (!in_identifier(code[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < code.size() && in_identifier(code[end])) ++end;
    const std::size_t next = code.find_first_not_of(" \t\r\n", end);
    const std::string word = code.substr(i, std::min<std::size_t>(end - i, 100));
    const bool member = i > 0 && (code[i - 1] == '.' || (i > 1 && code[i - 2] == '-' && code[i - 1] == '>'));
    if (!member && next != code.npos && code[next] == '(' && std::find(names.begin(), names.end(), word) != names.end())
      found.push_back({line, word});
    i = end;
  }
  return found;
}

}  // namespace grader::ejudge
