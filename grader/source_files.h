// source_files.h — reads the source files that stacks and diagnostics point into.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace grader {

/// The lines of `file` below one of `folders` (or of one of these, where it is a file itself), never above or through
/// links: the names come from the student ("#line 1 \"/etc/shadow\""). Absent when there is none, or when it is larger than 1 MiB.
std::optional<std::vector<std::string>> source_file_lines(const std::vector<std::filesystem::path>& folders,
                                                          const std::string& file);

}  // namespace grader
