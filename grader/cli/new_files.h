// new_files.h — writes files that must not exist yet.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace grader {

struct NewFile {
  std::filesystem::path path;
  std::string text;
};

/// Makes folders as needed. False, and said, at the first that cannot be written or exists already.
bool write_new_files(const std::vector<NewFile>& files);

}  // namespace grader
