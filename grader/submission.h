// submission.h — reads what a student handed in: which files it holds, bounded and without following links.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/compile/compiler.h"

namespace grader {

struct CollectedSources {
  std::vector<SourceFile> files;      ///< by path, sorted
  std::string sha256;                 ///< of all names and contents
  bool single_file = false;
  std::optional<Diagnostic> problem;  ///< why it cannot be compiled; `files` is then not to be used
};

/// Collects a file, or the regular files of a folder, hidden ones left out. What is wrong with it (empty,
/// unreadable, a binary as source, too large) is a problem of the submission. Errors: there is no such path.
sandbox::Result<CollectedSources> collect_submission(const std::filesystem::path& path);

/// `name` as a glob that matches only itself.
std::string glob_of(const std::string& name);

}  // namespace grader
