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

std::string notes_of(const ClassStudent& s, Language language) {
  std::string text;
  if (is_flaky(s.repeats)) text += say_in(language, "flaky: {0}", flaky_text(s.repeats)) + ". ";
  if (!s.same_as.empty()) text += say_in(language, "identical to {0}'s", s.same_as) + ". ";
  return text + s.because;
}

std::string counts_of(const std::vector<ClassStudent>& students, Language language) {
  std::map<Code, int> counts;
  for (const ClassStudent& s : students) ++counts[s.verdict];
  std::string text = say_in(language, "{0} graded", students.size());
  for (auto at = counts.rbegin(); at != counts.rend(); ++at)
    text += fmt::format("{}{} {}", at == counts.rbegin() ? ": " : " · ", at->second, to_string(at->first));
  return text;
}

std::string side(const std::optional<ClassStudent>& s) {
  return s ? fmt::format("{} {}", to_string(s->verdict), points_of(*s)) : "–";
}

}  // namespace

std::string class_markdown(const std::vector<ClassStudent>& students, Language language) {
  std::string text = fmt::format("| {} | {} | {} | {} |\n|---|---|---:|---|\n", tr(language, "student"), tr(language, "verdict"),
                                 tr(language, "points"), tr(language, "because"));
  for (const ClassStudent& s : students)
    text += fmt::format("| {} | {} | {} | {} |\n", markdown_text(s.student), to_string(s.verdict), points_of(s), markdown_text(notes_of(s, language)));
  return text + "\n" + counts_of(students, language) + "\n";
}

std::string diff_markdown(const ClassDiff& diff, Language language) {
  std::string text = fmt::format("| {} | {} | {} | {} |\n|---|---|---|---|\n", tr(language, "student"), tr(language, "before"),
                                 tr(language, "after"), tr(language, "because"));
  for (const ClassChange& change : diff.changes) {
    const ClassStudent& shown = change.after ? *change.after : *change.before;
    const std::string whose = whose_text(change, language) + ". ";
    text += fmt::format("| {} | {} | {} | {} |\n", markdown_text(shown.student), side(change.before), side(change.after), markdown_text(whose + notes_of(shown, language)));
  }
  return text + "\n" + say_in(language, "{0} changed · {1} the same", diff.changes.size(), diff.same) + "\n";
}

}  // namespace grader
