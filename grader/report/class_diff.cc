// class_diff.cc — how two gradings of a class differ.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "grader/report/class_report.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

struct Student {
  ClassStudent shown;
  std::string sha256;
};

/// By name; of one name twice, by the path instead.
std::map<std::string, Student> by_student(const std::vector<Verdict>& verdicts, Language language) {
  std::map<std::string, int> seen;
  for (const Verdict& v : verdicts) ++seen[submission_name(v)];
  std::map<std::string, Student> students;
  for (const Verdict& v : verdicts) {
    Student student{class_student(v, language), v.submission_sha256};
    if (seen[student.shown.student] > 1) student.shown.student = v.submission_path;
    students[student.shown.student] = std::move(student);
  }
  return students;
}

bool same(const ClassStudent& a, const ClassStudent& b) {
  return a.verdict == b.verdict && (a.verdict == Code::kIE || (std::abs(a.points - b.points) < 1e-9 && std::abs(a.max - b.max) < 1e-9));
}

std::string points_of(const ClassStudent& s) {
  return s.verdict == Code::kIE ? "–" : fmt::format("{:g}/{:g}", s.points, s.max);
}

std::string side(const std::optional<ClassStudent>& s) { return s ? fmt::format("{} {:>7}", to_string(s->verdict), points_of(*s)) : "–"; }

std::string because(const ClassChange& change, Language language) {
  const std::string whose = whose_text(change, language);
  if (!change.before) return whose + (change.after->because.empty() ? "" : ": " + change.after->because);
  if (!change.after) return whose;
  // What is right now says nothing: then it is what was wrong that explains.
  const bool mended = change.after->because.empty() && !change.before->because.empty();
  return whose + (mended ? "; " + say_in(language, "was: {0}", change.before->because) : change.after->because.empty() ? "" : ": " + change.after->because);
}

Json as_json(const ClassStudent& s) {
  Json j;
  j["verdict"] = to_string(s.verdict);
  if (s.verdict != Code::kIE) j["score"] = {{"points", s.points}, {"max", s.max}};
  if (!s.because.empty()) j["because"] = printable(s.because);
  return j;
}

}  // namespace

std::string whose_text(const ClassChange& change, Language language) {
  if (!change.before) return tr(language, "new");
  if (!change.after) return tr(language, "gone");
  return change.resubmitted ? tr(language, "another submission") : tr(language, "the same submission");
}

std::set<std::string> tasks_of(const std::vector<Verdict>& verdicts) {
  std::set<std::string> tasks;
  for (const Verdict& verdict : verdicts) tasks.insert(verdict.task.value_or(""));
  return tasks;
}

ClassDiff compare_classes(const std::vector<Verdict>& before, const std::vector<Verdict>& after, Language language) {
  ClassDiff diff;
  if (!before.empty()) diff.grader_before = before.front().grader_version;
  if (!after.empty()) diff.grader_after = after.front().grader_version;
  const auto then = by_student(before, language), now = by_student(after, language);
  for (const auto& [name, student] : then) {
    const auto at = now.find(name);
    if (at == now.end()) diff.changes.push_back({student.shown, {}, false});
    else if (same(student.shown, at->second.shown)) ++diff.same;
    else diff.changes.push_back({student.shown, at->second.shown, student.sha256 != at->second.sha256});
  }
  for (const auto& [name, student] : now)
    if (!then.contains(name)) diff.changes.push_back({{}, student.shown, false});
  const auto name = [](const ClassChange& c) { return c.after ? c.after->student : c.before->student; };
  std::stable_sort(diff.changes.begin(), diff.changes.end(), [&](const auto& a, const auto& b) { return name(a) < name(b); });
  return diff;
}

std::string diff_text(const ClassDiff& diff, const TextStyle& style) {
  const Language language = style.language;
  int width = 10;
  for (const ClassChange& c : diff.changes) width = std::max(width, display_width(printable((c.after ? *c.after : *c.before).student)));
  width = std::min(width, std::max(10, style.width / 3));
  std::string text;
  if (!diff.changes.empty()) text = colored(" " + fit(tr(language, "student"), width) + "  " + fit(tr(language, "before"), 10) + "  " + fit(tr(language, "after"), 10) + "  " + tr(language, "because"),
                   Color::kBold, style.color) + "\n";
  for (const ClassChange& c : diff.changes) {
    const std::string line = " " + fit(printable((c.after ? *c.after : *c.before).student), width) + "  " + fit(side(c.before), 10) + "  " + fit(side(c.after), 10);
    text += line + "  " + cut(printable(because(c, language)), std::max(16, style.width - display_width(line) - 2)) + "\n";
  }
  text += " " + say_in(language, "{0} changed · {1} the same", diff.changes.size(), diff.same) + "\n";
  if (!diff.grader_before.empty() && !diff.grader_after.empty() && diff.grader_before != diff.grader_after)
    text += " " + say_in(language, "graded by grader {0} before, by {1} after", printable(diff.grader_before), printable(diff.grader_after)) + "\n";
  return text;
}

std::string diff_json(const ClassDiff& diff) {
  Json j;
  j["schema"] = "grader/diff/1";
  j["same"] = diff.same;
  j["changes"] = Json::array();
  for (const ClassChange& c : diff.changes) {
    Json change;
    change["student"] = printable((c.after ? *c.after : *c.before).student);
    change["before"] = c.before ? as_json(*c.before) : Json(nullptr);
    change["after"] = c.after ? as_json(*c.after) : Json(nullptr);
    if (c.before && c.after) change["resubmitted"] = c.resubmitted;
    j["changes"].push_back(std::move(change));
  }
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
