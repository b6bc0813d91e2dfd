// explain_finding.h — one finding as a paragraph for people.
#pragma once

#include <string>

#include "grader/model/finding.h"
#include "grader/report/report.h"

namespace grader {

/// `where`: whole lines that stand behind the first sentence, or nothing.
std::string explain_finding(const Finding& finding, const TextStyle& style, const std::string& where = "");
/// "        46 │ code": empty when the style does not have the line.
std::string source_line(const SourceLocation& at, const TextStyle& style);

}  // namespace grader
