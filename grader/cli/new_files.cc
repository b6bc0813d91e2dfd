// new_files.cc — writes files that must not exist yet.
#include "grader/cli/new_files.h"

#include <fcntl.h>
#include <unistd.h>

#include "grader/cli/messages.h"
#include "sandbox/fd.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool write_new(const fs::path& path, const std::string& text) {
  std::error_code failed;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
  if (!failed) {
    const sandbox::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return true;
    failed = std::error_code(errno, std::generic_category());
  }
  complain(path, failed.message(), "choose another DIR");
  return false;
}

}  // namespace

bool write_new_files(const std::vector<NewFile>& files) {
  for (const NewFile& file : files)
    if (!write_new(file.path, file.text)) return false;
  return true;
}

}  // namespace grader
