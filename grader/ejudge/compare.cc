// compare.cc — a program's output against a test's answer.
#include "grader/ejudge/compare.h"

#include <string_view>

namespace grader::ejudge {
namespace {

std::string trimmed_lines(std::string_view text) {
  std::string out;
  std::size_t kept = 0;  // up to the last line that is not empty
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t last = line.find_last_not_of(" \t\r");
    out.append(line.substr(0, last == line.npos ? 0 : last + 1));
    if (last != line.npos) kept = out.size() + 1;
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out.resize(std::min(kept, out.size()));
  return out;
}

}  // namespace

std::optional<Mismatch> difference(const std::string& match, const std::string& answer, const std::string& output) {
  using Match = ExpectOutputStep::Match;
  ExpectOutputStep step;
  step.text = answer;
  if (match == "lines") {
    step.text = trimmed_lines(answer);
    return match_output(step, trimmed_lines(output));
  }
  if (match == "any-order") step.match = Match::kAnyOrder;
  if (match == "contains") step.match = Match::kContains;
  if (match == "pattern") step.match = Match::kPattern;
  return match_output(step, output);
}

}  // namespace grader::ejudge
