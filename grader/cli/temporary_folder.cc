// temporary_folder.cc — whether the folder for temporary files is one.
#include "grader/cli/temporary_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "grader/cli/messages.h"

namespace grader {
namespace {

/// Empty when files can be made in it.
std::string problem_of(const char* folder) {
  struct stat about {};
  if (::stat(folder, &about) != 0) return errno == ENOENT ? "does not exist" : std::strerror(errno);
  if (!S_ISDIR(about.st_mode)) return "is no folder";
  return ::access(folder, W_OK | X_OK) == 0 ? "" : errno == EROFS ? "is on a read-only file system" : "cannot be written";
}

}  // namespace

bool temporary_folder_works() {
  // The order of std::filesystem::temp_directory_path().
  for (const char* variable : {"TMPDIR", "TMP", "TEMP", "TEMPDIR"}) {
    const char* folder = std::getenv(variable);
    if (folder == nullptr || *folder == '\0') continue;
    const std::string problem = problem_of(folder);
    if (!problem.empty())
      complain(std::string(variable) + "=" + shortened(folder, 150), problem, "set it to a folder that can be written, or unset it");
    return problem.empty();
  }
  return true;
}

}  // namespace grader
