// student_map.cc — whose submission is whose, by a table of the instructor's: check --map CSV.
#include "grader/cli/student_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "grader/batch/csv.h"
#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

constexpr const char* kForm = "write a line 'submission,student' for each submission";

bool names_submissions(const std::string& head) { return head == "submission" || head == "path" || head == "file"; }
bool is_head(const CsvRow& row) { return row.cells.size() == 2 && names_submissions(row.cells[0]); }
bool is_head_reversed(const CsvRow& row) {
  return row.cells.size() == 2 && names_submissions(row.cells[1]) && (row.cells[0] == "student" || row.cells[0] == "name");
}

/// Names for people: at most five of them.
std::string some_of(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (shown.size() == 5) break;
    shown.push_back(shortened(name, 40));
  }
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > shown.size() ? ", …" : "");
}

}  // namespace

std::optional<StudentMap> read_student_map(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) {
    complain("--map " + file.string(), std::strerror(errno), "name a CSV file");
    return {};
  }
  int bad_line = 0;
  const auto rows = parse_csv(*text, bad_line);
  const auto refuse = [&](int line, const std::string& fact) {
    complain(fmt::format("--map {}, line {}", file.string(), line), fact, kForm);
    return std::nullopt;
  };
  if (!rows) return refuse(bad_line, "a quote that never ends");
  StudentMap map;
  for (const CsvRow& row : *rows) {
    if (&row == &rows->front() && is_head(row)) continue;
    if (&row == &rows->front() && is_head_reversed(row)) return refuse(row.line, "the columns are the other way round");
    if (row.cells.size() != 2) return refuse(row.line, fmt::format("{} columns, and two were expected", row.cells.size()));
    if (row.cells[0].empty() || row.cells[1].empty()) return refuse(row.line, "an empty cell");
    if (!map.emplace(row.cells[0], row.cells[1]).second) return refuse(row.line, "'" + shortened(row.cells[0], 60) + "' was there before");
  }
  return map;
}

void apply_student_map(const StudentMap& map, const std::filesystem::path& file, std::vector<Submission>& all) {
  std::set<std::string> used;
  std::vector<std::string> unnamed, twice;
  for (Submission& submission : all) {
    const auto by_entry = map.find(submission.path.filename()), by_name = map.find(submission.student);
    const auto at = by_entry != map.end() ? by_entry : by_name;
    if (at == map.end()) {
      unnamed.push_back(submission.student);
      continue;
    }
    if (by_name != map.end()) used.insert(by_name->first);
    if (by_name != map.end() && by_name->second != at->second) twice.push_back(at->first);
    used.insert(at->first);
    submission.student = at->second;
  }
  std::vector<std::string> absent;
  for (const auto& [entry, student] : map)
    if (!used.contains(entry)) absent.push_back(student);
  const std::string subject = "--map " + file.string();
  if (!twice.empty())
    complain(subject, fmt::format("gives {} to two students", some_of(twice)), "the line with the whole name of the file counts; leave one line of each");
  if (!absent.empty()) complain(subject, fmt::format("{} of its students handed in nothing: {}", absent.size(), some_of(absent)));
  if (!unnamed.empty())
    complain(subject, fmt::format("does not name {}: {}", unnamed.size() == 1 ? "one submission" : fmt::format("{} submissions", unnamed.size()),
                                  some_of(unnamed)), "they go by their files' names");
}

}  // namespace grader
