// student_name.cc — whose a submission is, from its file's or folder's name. Pure.
#include "grader/batch/student_name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "grader/batch/archive_name.h"
#include "grader/model/source_name.h"

namespace grader {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_suffix(const std::string& entry) {
  for (const std::string& suffix : {archive_suffix(entry), unread_archive_suffix(entry)})
    if (!suffix.empty()) return entry.substr(0, entry.size() - suffix.size());
  return is_source_name(entry) ? entry.substr(0, entry.rfind('.')) : entry;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) parts.emplace_back();
    else parts.back() += c;
  }
  return parts;
}

/// "Ada Lovelace_12345_assignsubmission_file_": everything before the number.
std::optional<std::string> moodle(const std::string& name) {
  const std::size_t mark = name.find("_assignsubmission_");
  if (mark == name.npos || mark == 0) return {};
  const std::size_t number = name.rfind('_', mark - 1);
  if (number == name.npos || number == 0 || !is_number(std::string_view(name).substr(number + 1, mark - number - 1))) return {};
  return name.substr(0, number);
}

/// "lovelaceada_LATE_12345_67890_hw3": the first part, before two numbers.
std::optional<std::string> canvas(const std::string& name) {
  const std::vector<std::string> parts = split(name, '_');
  const std::size_t at = parts.size() > 1 && parts[1] == "LATE" ? 2 : 1;
  if (parts.size() < at + 3 || parts.front().empty() || !is_number(parts[at]) || !is_number(parts[at + 1])) return {};
  return parts.front();
}

}  // namespace

std::string student_name(const std::string& entry) {
  const std::string name = without_suffix(entry);
  if (const auto student = moodle(name)) return *student;
  if (const auto student = canvas(name)) return *student;
  return name;
}

}  // namespace grader
