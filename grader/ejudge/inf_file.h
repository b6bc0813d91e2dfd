// inf_file.h — what ejudge's NNN.inf says of a test. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grader::ejudge {

/// `key = words`, a line each; '#' begins a comment; words in quotes, with C's escapes.
struct InfFile {
  std::map<std::string, std::vector<std::string>> values;
  std::string problem;  ///< not empty: what could not be read, with its line

  /// The one word of `key`.
  std::optional<std::string> text(const std::string& key) const;
  /// A whole number; sizes may end in K, M or G.
  std::optional<long long> number(const std::string& key) const;
  bool flag(const std::string& key) const;
};

InfFile parse_inf(const std::string& text);

}  // namespace grader::ejudge
