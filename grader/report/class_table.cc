// class_table.cc — many submissions: one row each, and how the class did.
#include <algorithm>
#include <filesystem>
#include <map>

#include "grader/report/class_report.h"
#include "grader/report/report.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr int kPointsWidth = 8;
constexpr int kLongestReason = 500;  // the explanation says the rest

std::string first_error(const CompileReport& compile) {
  for (const Diagnostic& d : compile.diagnostics)
    if (d.severity.find("error") != std::string::npos) {
      std::string text;
      if (!d.file.empty()) text = d.file + (d.line > 0 ? ":" + std::to_string(d.line) : "");
      if (d.line > 0 && d.column > 0) text += ":" + std::to_string(d.column);
      return text + (text.empty() ? "" : ": ") + d.severity + ": " + d.message;
    }
  if (compile.limit) return "the compiler hit the " + compile.limit->name + " limit";
  return "does not compile";
}

std::string reason(const Verdict& v) {
  if (v.verdict == Code::kIE) return "the grader failed: " + v.error;
  if (v.verdict == Code::kCE) return first_error(v.compile);
  for (const Finding& f : v.findings)
    if (f.severity == Severity::kError && code_of(f) == v.verdict) return f.message;
  return v.verdict == Code::kOK ? "" : std::string(meaning(v.verdict));
}

Color color_of(Code code) {
  if (code == Code::kOK) return Color::kGreen;
  return code == Code::kZP || code == Code::kLK || code == Code::kIE ? Color::kYellow : Color::kRed;
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

ClassRow class_row(const std::string& student, const Verdict& verdict) {
  std::string because = reason(verdict);
  if (!verdict.same_as.empty()) because = "identical to " + verdict.same_as + "'s" + (because.empty() ? "" : ": " + because);
  if (const std::string flaky = flaky_text(verdict.repeats); !flaky.empty()) because = "flaky: " + because;
  return {student, verdict.verdict, verdict.points, verdict.max, because};
}

ClassStudent class_student(const Verdict& verdict) {
  ClassStudent s;
  s.student = submission_name(verdict);
  s.submission = verdict.submission_path;
  s.same_as = verdict.same_as;
  s.because = cut(printable(reason(verdict)), kLongestReason);
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

std::string flaky_text(const std::vector<RepeatTally>& repeats) {
  if (repeats.size() < 2) return "";
  std::string text;
  for (const RepeatTally& tally : repeats) {
    std::string scenarios;
    for (const std::string& name : tally.scenarios) scenarios += (scenarios.empty() ? "" : ", ") + name;
    text += (text.empty() ? "" : ", ") + std::string(to_string(tally.verdict)) + " ×" + std::to_string(tally.count) +
            (scenarios.empty() ? "" : " (" + scenarios + ")");
  }
  return text;
}

std::string table_row(const ClassRow& row, int student_width, const TextStyle& style) {
  const std::string points = row.verdict == Code::kIE ? "–  " : points_text(row.points) + "/" + points_text(row.max);
  std::string line = " " + fit(printable(row.student), student_width) + "    ";
  line += colored(std::string(to_string(row.verdict)), color_of(row.verdict), style.color);
  line += "  " + right(points, kPointsWidth);
  const int used = 1 + student_width + 4 + 2 + 2 + std::max(kPointsWidth, display_width(points)) + 2;
  const std::string because = cut(printable(row.because), std::max(16, style.width - used));
  return line + (because.empty() ? "" : "  " + because) + "\n";
}

std::string class_table(const std::vector<ClassRow>& rows, const TextStyle& style) {
  int width = 10;
  for (const ClassRow& row : rows) width = std::max(width, display_width(printable(row.student)));
  width = std::min(width, std::max(10, style.width / 3));
  const std::string head = " " + fit("student", width) + "  verdict   points  because";
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
  std::string text = " " + std::to_string(rows.size()) + " graded";
  for (std::size_t i = 0; i < order.size(); ++i)
    text += (i == 0 ? ": " : " · ") + std::to_string(order[i].first) + " " +
            colored(std::string(to_string(order[i].second)), color_of(order[i].second), style.color);
  return text + (seconds ? "      " + duration_text(*seconds * 1000) : "") + "\n";
}

}  // namespace grader
