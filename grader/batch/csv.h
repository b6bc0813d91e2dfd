// csv.h — comma-separated values as RFC 4180 has them. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace grader {

struct CsvRow {
  int line = 0;  ///< where it begins, from 1
  std::vector<std::string> cells;
};

/// The rows of `text`; empty lines say nothing, a byte-order mark at the start neither. Semicolons separate when the
/// first line holds one and no comma (spreadsheets of many countries write them so).
/// Absent: a quote that never ends; `bad_line` is where it began.
std::optional<std::vector<CsvRow>> parse_csv(const std::string& text, int& bad_line);

}  // namespace grader
