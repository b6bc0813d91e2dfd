// output_match.cc — compares what a program wrote with what a task expects. Pure.
#include "grader/scenario/output_match.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <utility>
#include <vector>

namespace grader {
namespace {

constexpr std::size_t kShownBytes = 120;
/// The polynomial matcher takes steps in proportion to text times pattern: more text would take seconds.
constexpr std::size_t kPatternText = 64 * 1024;
/// The backtracking matcher, needed for back references, recurses for each character.
constexpr std::size_t kBacktrackText = 2048;

std::string shown(std::string text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a character
  return text.substr(0, end) + "…";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string numbered(std::size_t index, const std::vector<std::string>& lines) {
  const std::string number = "line " + std::to_string(index + 1) + ": ";
  if (index >= lines.size()) return number + "nothing: the output ends here";
  return number + (lines[index].empty() ? "an empty line" : shown(lines[index]));
}

std::optional<Mismatch> match_exact(const std::string& expected, const std::string& actual) {
  if (expected == actual) return std::nullopt;
  const auto wanted = lines_of(expected), got = lines_of(actual);
  const std::size_t common = std::min(wanted.size(), got.size());
  std::size_t i = 0;
  while (i < common && wanted[i] == got[i]) ++i;
  if (i == wanted.size() && i == got.size()) {
    const bool wants_newline = !expected.empty() && expected.back() == '\n';
    return wants_newline ? Mismatch{"a newline at the end of the output", "no newline at the end"}
                         : Mismatch{"no newline at the end of the output", "a newline at the end"};
  }
  return Mismatch{numbered(i, wanted), numbered(i, got)};
}

std::optional<Mismatch> match_any_order(const std::string& expected, const std::string& actual) {
  std::map<std::string, int> missing;
  for (const std::string& line : lines_of(expected)) ++missing[line];
  const auto got = lines_of(actual);
  std::optional<std::size_t> surplus;
  for (std::size_t i = 0; i < got.size(); ++i)
    if (--missing[got[i]] < 0 && !surplus) surplus = i;
  const auto lacking = std::find_if(missing.begin(), missing.end(), [](const auto& entry) { return entry.second > 0; });
  if (lacking == missing.end() && !surplus) return std::nullopt;
  Mismatch mismatch;
  mismatch.expected = lacking != missing.end() ? "a line: " + shown(lacking->first) : "no more lines";
  mismatch.actual = surplus ? numbered(*surplus, got) : "no such line among " + std::to_string(got.size());
  return mismatch;
}

/// A short output whole; of a longer one where it begins and ends.
std::string sample(const std::string& actual) {
  if (actual.empty()) return "no output";
  const auto lines = lines_of(actual);
  if (lines.size() == 1) return numbered(0, lines);
  std::string text = std::to_string(lines.size()) + " lines: ";
  constexpr std::size_t kShownWhole = 5;
  if (lines.size() > kShownWhole || actual.size() > kShownBytes)
    return text + "\"" + shown(lines.front()) + "\" to \"" + shown(lines.back()) + "\"";
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "\"" : ", \"") + lines[i] + "\"";
  return text;
}

/// Only that there is something.
bool wants_anything(const std::string& pattern) { return pattern == "(.|\\n)+" || pattern == "[^]+" || pattern == "[\\s\\S]+"; }

std::optional<Mismatch> match_pattern(const std::string& pattern, const std::string& actual) {
  const Mismatch mismatch{wants_anything(pattern) ? "some output" : "output that matches " + shown(pattern), sample(actual)};
  const auto too_long = [&](std::size_t limit) {
    return Mismatch{mismatch.expected, std::to_string(actual.size()) + " bytes, more than the " +
                                           std::to_string(limit) + " that a pattern is compared with"};
  };
  try {
    // libstdc++'s polynomial matcher neither recurses for each character nor backtracks: the text is untrusted.
    const std::regex regex(pattern, std::regex::ECMAScript | std::regex_constants::__polynomial);
    if (actual.size() > kPatternText) return too_long(kPatternText);
    return std::regex_match(actual, regex) ? std::nullopt : std::optional(mismatch);
  } catch (const std::regex_error&) {
    // Back references need the other one.
  }
  try {
    const std::regex regex(pattern, std::regex::ECMAScript);
    if (actual.size() > kBacktrackText) return too_long(kBacktrackText);
    return std::regex_match(actual, regex) ? std::nullopt : std::optional(mismatch);
  } catch (const std::regex_error& e) {
    return Mismatch{mismatch.expected, std::string("the task's pattern is not valid: ") + e.what()};
  }
}

}  // namespace

std::string problem_of_pattern(const std::string& pattern) {
  try {
    (void)std::regex(pattern, std::regex::ECMAScript);
    return "";
  } catch (const std::regex_error& e) {
    return e.what();
  }
}

std::optional<Mismatch> match_output(const ExpectOutputStep& step, const std::string& actual) {
  switch (step.match) {
    case ExpectOutputStep::Match::kExact:
    case ExpectOutputStep::Match::kSameAsReference: return match_exact(step.text, actual);
    case ExpectOutputStep::Match::kAnyOrder: return match_any_order(step.text, actual);
    case ExpectOutputStep::Match::kPattern: return match_pattern(step.text, actual);
    case ExpectOutputStep::Match::kContains:
      if (actual.find(step.text) != std::string::npos) return std::nullopt;
      return Mismatch{"output that contains: " + shown(step.text), sample(actual)};
  }
  return std::nullopt;
}

bool may_still_match(const ExpectOutputStep& step, const std::string& actual) {
  const std::string whole_lines = actual.substr(0, actual.rfind('\n') + 1);
  switch (step.match) {
    case ExpectOutputStep::Match::kExact:
    case ExpectOutputStep::Match::kSameAsReference: return step.text.starts_with(whole_lines);
    case ExpectOutputStep::Match::kAnyOrder: {
      std::multiset<std::string> wanted;
      for (std::string& line : lines_of(step.text)) wanted.insert(std::move(line));
      const auto got = lines_of(whole_lines);
      return std::all_of(got.begin(), got.end(), [&](const std::string& line) { return !wanted.extract(line).empty(); });
    }
    case ExpectOutputStep::Match::kPattern:
    case ExpectOutputStep::Match::kContains: return true;
  }
  return true;
}

}  // namespace grader
