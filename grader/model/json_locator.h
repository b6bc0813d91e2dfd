// json_locator.h — where in a JSON text each value stands.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace grader {

struct JsonPlaces {
  /// JSON pointer → line (from 1). A member of an object is where its key is.
  std::map<std::string, int> lines;
  /// Pointers of keys given twice in one object: a parser keeps only the last of them, silently.
  std::vector<std::string> duplicates;
  bool too_deep = false;  ///< nested deeper than any of our documents: scanning stopped there

  /// The line of `pointer`, or of the nearest value around it.
  int line_of(std::string pointer) const;
};

/// Scans `text`, which must be valid JSON.
JsonPlaces locate_json(const std::string& text);

/// "~" and "/" in a key, escaped for a JSON pointer (RFC 6901).
std::string pointer_token(const std::string& key);

/// Line and column (from 1) of a byte offset.
struct LineColumn { int line = 1, column = 1; };
LineColumn line_column(const std::string& text, std::size_t offset);

}  // namespace grader
