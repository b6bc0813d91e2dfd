// source_lines.h — the source files that a verdict points into, for the text report to show lines of.
#pragma once

#include <filesystem>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

/// Looks for each file that a finding or diagnostic names below `folders`, never above or through links:
/// the names come from the student ("#line 1 \"/etc/shadow\"").
void add_source_lines(const Verdict& verdict, const std::vector<std::filesystem::path>& folders, TextStyle& style);

}  // namespace grader
