// class_table.cc — many submissions: one row each, and how the class did.
#include <algorithm>
#include <filesystem>
#include <map>

#include "grader/report/class_report.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr int kLongestReason = 500;  // the explanation says the rest

std::string first_error(const CompileReport& compile, Language language) {
  for (const Diagnostic& d : compile.diagnostics)
    if (d.severity.find("error") != std::string::npos) {
      std::string text;
      if (!d.file.empty()) text = d.file + (d.line > 0 ? ":" + std::to_string(d.line) : "");
      if (d.line > 0 && d.column > 0) text += ":" + std::to_string(d.column);
      return text + (text.empty() ? "" : ": ") + d.severity + ": " + d.message;
    }
  if (compile.limit) return say_in(language, "the compiler hit the {0} limit", tr(language, compile.limit->name));
  return tr(language, "does not compile");
}

std::string reason(const Verdict& v, Language language) {
  if (v.verdict == Code::kIE) return say_in(language, "the grader failed: {0}", v.error);
  if (v.verdict == Code::kCE) return first_error(v.compile, language);
  for (const Finding& f : v.findings)
    if (f.severity == Severity::kError && code_of(f) == v.verdict) return sentence_in(language, f.message);
  return v.verdict == Code::kOK ? "" : meaning(v.verdict, language);
}

Color color_of(Code code) {
  if (code == Code::kOK) return Color::kGreen;
  return code == Code::kZP || code == Code::kLK || code == Code::kIE ? Color::kYellow : Color::kRed;
}

/// From the code, which stands below the head's third letter, to the end of the points.
int points_column(Language language) {
  return display_width(tr(language, "verdict")) - 4 + 2 + display_width(tr(language, "points"));
}

std::string right(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') + text;
}

}  // namespace

std::string submission_name(const Verdict& verdict) {
  if (!verdict.student.empty()) return verdict.student;
  std::filesystem::path path = std::filesystem::path(verdict.submission_path).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return path.has_filename() ? path.filename().string() : verdict.submission_path;
}

ClassRow class_row(const std::string& student, const Verdict& verdict, Language language) {
  std::string because = reason(verdict, language);
  if (!verdict.same_as.empty()) because = say_in(language, "identical to {0}'s", verdict.same_as) + (because.empty() ? "" : ": " + because);
  if (is_flaky(verdict.repeats)) because = say_in(language, "flaky: {0}", because);
  return {student, verdict.verdict, verdict.points, verdict.max, because};
}

ClassStudent class_student(const Verdict& verdict, Language language) {
  ClassStudent s;
  s.student = submission_name(verdict);
  s.submission = verdict.submission_path;
  s.same_as = verdict.same_as;
  s.because = cut(printable(reason(verdict, language)), kLongestReason);
  s.verdict = verdict.verdict;
  s.points = verdict.points;
  s.max = verdict.max;
  s.repeats = verdict.repeats;
  for (const RunReport& run : verdict.runs) {
    const auto at = std::find_if(s.scenarios.begin(), s.scenarios.end(), [&](const auto& known) { return known.first == run.scenario; });
    if (at == s.scenarios.end()) s.scenarios.emplace_back(run.scenario, run.points);
    else at->second += run.points;
  }
  return s;
}

std::string table_row(const ClassRow& row, int student_width, const TextStyle& style) {
  const int points_width = points_column(style.language);
  const std::string points = row.verdict == Code::kIE ? "–  " : points_text(row.points) + "/" + points_text(row.max);
  std::string line = " " + fit(printable(row.student), student_width) + "    ";
  line += colored(std::string(to_string(row.verdict)), color_of(row.verdict), style.color);
  line += right(points, points_width);
  const int used = 1 + student_width + 4 + 2 + std::max(points_width, display_width(points)) + 2;
  const std::string because = cut(printable(row.because), std::max(16, style.width - used));
  return line + (because.empty() ? "" : "  " + because) + "\n";
}

std::string class_table(const std::vector<ClassRow>& rows, const TextStyle& style) {
  int width = 10;
  for (const ClassRow& row : rows) width = std::max(width, display_width(printable(row.student)));
  width = std::min(width, std::max(10, style.width / 3));
  const std::string verdict = tr(style.language, "verdict");
  const std::string head = " " + fit(tr(style.language, "student"), width) + "  " + verdict + "  " + tr(style.language, "points") +
                           "  " + tr(style.language, "because");
  std::string text = colored(head, Color::kBold, style.color) + "\n";
  for (const ClassRow& row : rows) text += table_row(row, width, style);
  return text;
}

std::string class_summary(const std::vector<ClassRow>& rows, std::optional<double> seconds, const TextStyle& style) {
  std::map<Code, int> counts;
  for (const ClassRow& row : rows) ++counts[row.verdict];
  std::vector<std::pair<int, Code>> order;
  if (counts.count(Code::kOK) > 0) order.emplace_back(counts[Code::kOK], Code::kOK);
  std::vector<std::pair<int, Code>> rest;
  for (const auto& [code, n] : counts)
    if (code != Code::kOK && code != Code::kIE) rest.emplace_back(n, code);
  std::stable_sort(rest.begin(), rest.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  order.insert(order.end(), rest.begin(), rest.end());
  if (counts.count(Code::kIE) > 0) order.emplace_back(counts[Code::kIE], Code::kIE);
  std::string text = " " + say_in(style.language, "{0} graded", rows.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    text += (i == 0 ? ": " : " · ") + std::to_string(order[i].first) + " " +
            colored(std::string(to_string(order[i].second)), color_of(order[i].second), style.color);
  return text + (seconds ? "      " + sentence_in(style.language, duration_text(*seconds * 1000)) : "") + "\n";
}

}  // namespace grader
