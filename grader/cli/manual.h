// manual.h — manual pages: what people wrote, with the options as the command line has them. Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/cli/command_shape.h"

namespace grader {

/// `page` with each line `.\" OPTIONS COMMAND` replaced by the words and options of that command, and
/// `@VERSION@` by ours.
std::string filled_page(const std::string& page, const std::vector<CommandShape>& commands);

}  // namespace grader
