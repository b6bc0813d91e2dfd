// formats.h — the registry of reports: every form in which verdicts can be written, but the terminal's text. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

struct Format {
  std::string_view name;   ///< what --format and --report call it
  std::string_view words;  ///< for people, before the name of a file: "wait graph"
  enum class Of { kOne, kMany } of = Of::kMany;  ///< kOne: describes one submission, never a class
  enum class For { kStaff, kStudents } whom = For::kStaff;  ///< kStudents: hidden scenarios are veiled first
  std::string (*write)(const std::vector<Verdict>&, const TextStyle&) = nullptr;
};

/// In the order in which they are listed for people. JSON is the first.
const std::vector<Format>& formats();
/// Null when there is none of that name.
const Format* find_format(std::string_view name);

/// The report. JSON of a class is an array, also of one.
std::string written_as(const Format& format, const std::vector<Verdict>& verdicts, const TextStyle& style, bool is_class);

}  // namespace grader
