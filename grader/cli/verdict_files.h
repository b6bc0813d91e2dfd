// verdict_files.h — verdicts read back from the files that --report json=FILE wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/model/verdict.h"

namespace grader {

struct ReadVerdicts {
  std::vector<Verdict> all;
  bool is_class = false;  ///< an array, or several files
};

/// Each file holds a verdict or an array of them; "-" is standard input. Absent when one cannot be read or holds
/// something else: said, with the place in it.
std::optional<ReadVerdicts> read_verdicts(const std::vector<std::string>& files);

}  // namespace grader
