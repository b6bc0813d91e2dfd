// completion.h — completion scripts for shells, made of the command line's shape. Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/cli/command_shape.h"

namespace grader {

std::string bash_completion(const std::vector<CommandShape>& commands);
std::string zsh_completion(const std::vector<CommandShape>& commands);
std::string fish_completion(const std::vector<CommandShape>& commands);

/// `text` as one word of a shell: in single quotes. `quote` is what stands for a quote in it.
std::string in_single_quotes(const std::string& text, const std::string& quote = "'\\''");

}  // namespace grader
