// rules_folder.cc — where the pages are that describe the rules.
#include "grader/cli/rules_folder.h"

#include <filesystem>

namespace grader {

std::string rules_folder() {
  namespace fs = std::filesystem;
  constexpr const char* kHere = "docs/rules";
  std::error_code failed;
  const fs::path prefix = fs::read_symlink("/proc/self/exe", failed).parent_path().parent_path();
  const auto has_pages = [&](const fs::path& folder) { return fs::exists(folder / "deadlock.md", failed); };
  if (has_pages(kHere)) return kHere;
  for (const fs::path& folder : {prefix / "share/doc/grader/rules", fs::path(GRADER_SOURCE_DIR) / "docs/rules"})
    if (has_pages(folder)) return folder.lexically_normal();
  return kHere;
}

}  // namespace grader
