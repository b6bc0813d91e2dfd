// inf_file.cc — what ejudge's NNN.inf says of a test. Source: parse_cmdline in ejudge's testinfo.c.
#include "grader/ejudge/inf_file.h"

#include <algorithm>
#include <charconv>
#include <cctype>
#include <string_view>

namespace grader::ejudge {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// The character of the escape at `at`, which moves behind it.
char escaped(std::string_view line, std::size_t& at) {
  const auto number = [&](std::size_t most, int base) {
    std::size_t end = at;
    const auto fits = [&](char c) { return base == 16 ? std::isxdigit(static_cast<unsigned char>(c)) != 0 : c >= '0' && c <= '7'; };
    while (end < line.size() && end - at < most && fits(line[end])) ++end;
    unsigned value = 0;
    std::from_chars(line.data() + at, line.data() + end, value, base);
    at = end;
    return static_cast<char>(value);
  };
  const char c = line[at];
  if (c >= '0' && c <= '3') return number(3, 8);
  if (c >= '4' && c <= '7') return number(2, 8);
  ++at;
  static constexpr std::string_view kNames = "abfnrtv", kMeanings = "\a\b\f\n\r\t\v";
  if ((c == 'x' || c == 'X') && at < line.size()) return number(2, 16);
  const std::size_t known = kNames.find(c);
  return known == kNames.npos ? c : kMeanings[known];
}

/// False: a quote is not closed.
bool split(std::string_view line, std::vector<std::string>& words) {
  std::string word;
  bool begun = false;
  char quote = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    const char c = line[at];
    if (quote == 0 && c == '#') break;
    if (quote == 0 && is_blank(c)) {
      if (begun) words.push_back(word);
      word.clear();
      begun = false;
      ++at;
      continue;
    }
    begun = true;
    if ((c == '"' || c == '\'') && (quote == 0 || quote == c)) {
      quote = quote == 0 ? c : 0;
      ++at;
    } else if (c == '\\' && quote != '\'' && at + 1 < line.size()) {
      word += escaped(line, ++at);
    } else {
      word += c;
      ++at;
    }
  }
  if (begun) words.push_back(word);
  return quote == 0;
}

}  // namespace

std::optional<std::string> InfFile::text(const std::string& key) const {
  const auto at = values.find(key);
  if (at == values.end() || at->second.size() != 1) return {};
  return at->second.front();
}

std::optional<long long> InfFile::number(const std::string& key) const {
  const auto word = text(key);
  if (!word) return {};
  long long value = 0;
  const auto read = std::from_chars(word->data(), word->data() + word->size(), value);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(word->data() + word->size() - read.ptr));
  const int shift = rest.empty() ? 0 : rest == "K" || rest == "k" ? 10 : rest == "M" || rest == "m" ? 20 : rest == "G" || rest == "g" ? 30 : -1;
  if (read.ec != std::errc() || shift < 0 || value < 0 || value > (1ll << 40)) return {};
  return std::min(value, 1ll << 32) == value || shift == 0 ? value << shift : std::optional<long long>();
}

bool InfFile::flag(const std::string& key) const {
  const auto at = values.find(key);
  if (at == values.end()) return false;
  return at->second.empty() || (at->second.front() != "0" && at->second.front() != "no" && at->second.front() != "false");
}

InfFile parse_inf(const std::string& text) {
  InfFile inf;
  int number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    if (line.empty() || line.front() == '#') continue;
    std::size_t key = 0;
    while (key < line.size() && (std::isalnum(static_cast<unsigned char>(line[key])) != 0 || line[key] == '_')) ++key;
    std::size_t equals = key;
    while (equals < line.size() && is_blank(line[equals])) ++equals;
    std::vector<std::string> words;
    const bool bare = equals == line.size();
    if (key == 0 || (!bare && line[equals] != '=') || (!bare && !split(line.substr(equals + 1), words))) {
      inf.problem = "line " + std::to_string(number) + " is not KEY = VALUE";
      return inf;
    }
    inf.values[std::string(line.substr(0, key))] = std::move(words);
  }
  return inf;
}

}  // namespace grader::ejudge
