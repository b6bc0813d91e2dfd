// submissions.h — what the words on the command line mean: one submission each, or a class of them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/cli/options.h"
#include "grader/model/task.h"

namespace grader {

struct Submission {
  std::string student;  ///< from the entry's name (student_name.h) or the instructor's map; the path where not unique
  std::filesystem::path path;
};

struct Submissions {
  std::vector<Submission> all;
  bool is_class = false;  ///< a table is wanted, also when it has one row
};

/// Expands files and folders. Absent when a path does not exist or a folder holds nothing: said.
std::optional<Submissions> find_submissions(const std::vector<std::string>& paths, Grouping grouping, const Task& task);

/// The last part of a path, of "class/s01/" and "." too.
std::string entry_name(const std::filesystem::path& path);

/// Names are UTF-8 from here on, as every report is; other bytes are escaped. Two students of one name cannot be told
/// apart in a table: they go by their paths, and that is said.
void settle_names(std::vector<Submission>& all);

}  // namespace grader
