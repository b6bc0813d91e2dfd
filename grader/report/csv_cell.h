// csv_cell.h — untrusted text as one cell of a CSV file. Pure.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// One line, quoted where needed (RFC 4180); what a spreadsheet would take for a formula begins with an apostrophe.
std::string csv_cell(std::string_view untrusted);

}  // namespace grader
