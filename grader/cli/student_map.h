// student_map.h — whose submission is whose, by a table of the instructor's: check --map CSV.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/cli/submissions.h"

namespace grader {

/// From the name of a file or folder to the student's.
using StudentMap = std::map<std::string, std::string>;

/// Two columns: the submission, the student; a first line "submission,student" is a head. Absent when it cannot be
/// read, or a line is no such pair: said.
std::optional<StudentMap> read_student_map(const std::filesystem::path& file);

/// Gives each submission that the map names (by its entry's name, or that without the suffix) its student.
/// Says who of the map handed in nothing, and which submissions it does not name.
void apply_student_map(const StudentMap& map, const std::filesystem::path& file, std::vector<Submission>& all);

}  // namespace grader
