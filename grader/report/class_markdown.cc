// class_markdown.cc — a class, and how it changed, as tables of Markdown.
#include <fmt/format.h>

#include <map>

#include "grader/report/class_report.h"
#include "grader/report/markdown_text.h"

namespace grader {
namespace {

std::string points_of(const ClassStudent& s) {
  return s.verdict == Code::kIE ? "–" : fmt::format("{:g}/{:g}", s.points, s.max);
}

std::string notes_of(const ClassStudent& s) {
  std::string text;
  if (const auto flaky = flaky_text(s.repeats); !flaky.empty()) text += "flaky: " + flaky + ". ";
  if (!s.same_as.empty()) text += "identical to " + s.same_as + "'s. ";
  return text + s.because;
}

std::string counts_of(const std::vector<ClassStudent>& students) {
  std::map<Code, int> counts;
  for (const ClassStudent& s : students) ++counts[s.verdict];
  std::string text = fmt::format("{} graded", students.size());
  for (auto at = counts.rbegin(); at != counts.rend(); ++at)
    text += fmt::format("{}{} {}", at == counts.rbegin() ? ": " : " · ", at->second, to_string(at->first));
  return text;
}

std::string side(const std::optional<ClassStudent>& s) {
  return s ? fmt::format("{} {}", to_string(s->verdict), points_of(*s)) : "–";
}

}  // namespace

std::string class_markdown(const std::vector<ClassStudent>& students) {
  std::string text = "| student | verdict | points | because |\n|---|---|---:|---|\n";
  for (const ClassStudent& s : students)
    text += fmt::format("| {} | {} | {} | {} |\n", markdown_text(s.student), to_string(s.verdict), points_of(s), markdown_text(notes_of(s)));
  return text + "\n" + counts_of(students) + "\n";
}

std::string diff_markdown(const ClassDiff& diff) {
  std::string text = "| student | before | after | because |\n|---|---|---|---|\n";
  for (const ClassChange& change : diff.changes) {
    const ClassStudent& shown = change.after ? *change.after : *change.before;
    const std::string whose = !change.before ? "new. " : !change.after ? "gone. " : change.resubmitted ? "another submission. " : "the same submission. ";
    text += fmt::format("| {} | {} | {} | {} |\n", markdown_text(shown.student), side(change.before), side(change.after), markdown_text(whose + notes_of(shown)));
  }
  return text + fmt::format("\n{} changed · {} the same\n", diff.changes.size(), diff.same);
}

}  // namespace grader
