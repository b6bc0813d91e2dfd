// class_csv.cc — a class as comma-separated values.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "grader/report/class_report.h"
#include "grader/report/csv_cell.h"

namespace grader {
namespace {

/// Every scenario that some student's verdict has, in the order of the first who has them.
std::vector<std::string> scenarios_of(const std::vector<ClassStudent>& students) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const ClassStudent& s : students)
    for (const auto& [name, points] : s.scenarios)
      if (seen.insert(name).second) names.push_back(name);
  return names;
}

std::string points_in(const ClassStudent& student, const std::string& scenario) {
  const auto at = std::find_if(student.scenarios.begin(), student.scenarios.end(), [&](const auto& s) { return s.first == scenario; });
  return at == student.scenarios.end() ? "" : fmt::format("{:g}", at->second);
}

}  // namespace

std::string class_csv(const std::vector<ClassStudent>& students) {
  const std::vector<std::string> scenarios = scenarios_of(students);
  std::string text = "student,verdict,points,max,because,repeats,same_as,submission";
  for (const std::string& name : scenarios) text += "," + csv_cell(name);
  text += "\r\n";
  for (const ClassStudent& s : students) {
    const std::string points = s.verdict == Code::kIE ? "" : fmt::format("{:g}", s.points);  // nobody's zero
    text += csv_cell(s.student) + fmt::format(",{},{},{:g},", to_string(s.verdict), points, s.max) + csv_cell(s.because) + "," +
            csv_cell(flaky_text(s.repeats)) + "," + csv_cell(s.same_as) + "," + csv_cell(s.submission);
    for (const std::string& name : scenarios) text += "," + points_in(s, name);
    text += "\r\n";
  }
  return text;
}

}  // namespace grader
