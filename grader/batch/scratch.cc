// scratch.cc — a private temporary folder that is gone at the end, also of a grader that was killed.
#include "grader/batch/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace grader {
namespace {

namespace fs = std::filesystem;
using sandbox::Fd;

constexpr const char* kPrefix = "grader-class-";

sandbox::Result<fs::path> temporary_folder() {
  std::error_code failed;
  fs::path folder = fs::temp_directory_path(failed);
  if (failed) return sandbox::Error{failed, "find the folder for temporary files"};
  return folder;
}

sandbox::Result<fs::path> make_unique(const fs::path& folder, const std::string& prefix) {
  std::string name = (folder / (prefix + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) return sandbox::last_error("make a folder in " + folder.string());
  return fs::path(name);
}

Fd open_folder(const fs::path& path) { return Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)); }

/// The lock is given back by the kernel however its holder ended.
void remove_abandoned(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (!it->path().filename().native().starts_with(kPrefix)) continue;
    const Fd opened = open_folder(it->path());
    struct stat about {};
    if (!opened || ::fstat(opened.get(), &about) != 0 || about.st_uid != ::geteuid()) continue;
    if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) continue;
    std::error_code ignored;
    fs::remove_all(it->path(), ignored);
  }
}

}  // namespace

sandbox::Result<ScratchFolder> ScratchFolder::make() {
  const auto temporary = temporary_folder();
  if (!temporary) return temporary.error();
  remove_abandoned(temporary.value());
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto made = make_unique(temporary.value(), kPrefix);
    if (!made) return made.error();
    Fd lock = open_folder(made.value());
    // Another grader may have taken it for abandoned before it was locked.
    if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 && fs::exists(made.value()))
      return ScratchFolder(made.value(), std::move(lock));
  }
  return sandbox::fault("no temporary folder could be kept in " + temporary.value().string());
}

ScratchFolder::~ScratchFolder() {
  if (!lock_ || ::getpid() != maker_) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

sandbox::Result<SubFolder> SubFolder::make_in(const fs::path& folder) {
  const auto made = make_unique(folder, "");
  if (!made) return made.error();
  return SubFolder(made.value());
}

SubFolder::~SubFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace grader
