// source_quotes.h — puts the lines that a run's stacks point to into its evidence.
#pragma once

#include <filesystem>
#include <vector>

#include "grader/model/evidence.h"

namespace grader {

/// Quotes every line in the student's code that a stack of `evidence` names, from the files below `folders`, so that
/// findings can call things what the student calls them.
void quote_sources(Evidence& evidence, const std::vector<std::filesystem::path>& folders);

}  // namespace grader
