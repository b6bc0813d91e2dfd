// command_files.h — which files of the current folder a command line needs in the box.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grader/model/task.h"
#include "sandbox/result.h"

namespace grader {

/// The regular files below the current folder that arguments or words of a shell line name:
/// "sh -c './server & ./client input.txt'". Links are not followed; files beyond the 64th, or larger than
/// 64 MiB, stay out.
std::vector<PutFileStep> files_named_in(const std::vector<std::string>& args);

/// The whole text of a file. Errors: errno of open or read.
sandbox::Result<std::string> read_text(const std::filesystem::path& path);

}  // namespace grader
