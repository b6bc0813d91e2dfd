// scratch.h — a private temporary folder that is gone at the end, also of a grader that was killed.
#pragma once

#include <filesystem>

#include "sandbox/fd.h"
#include "sandbox/result.h"

namespace grader {

/// A folder below $TMPDIR (or /tmp), mode 0700. It is locked while its maker lives: the next grader of the same user
/// removes those that nobody holds any more.
class ScratchFolder {
 public:
  /// Errors: no folder can be made.
  static sandbox::Result<ScratchFolder> make();
  ScratchFolder(ScratchFolder&&) = default;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  /// Removes it, with all in it, in the process that made it; a worker's copy leaves it alone.
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  ScratchFolder(std::filesystem::path path, sandbox::Fd lock) : path_(std::move(path)), lock_(std::move(lock)), maker_(::getpid()) {}

  std::filesystem::path path_;
  sandbox::Fd lock_;
  pid_t maker_;
};

/// A folder inside another, removed at the end of its scope.
class SubFolder {
 public:
  static sandbox::Result<SubFolder> make_in(const std::filesystem::path& folder);
  SubFolder(SubFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  SubFolder& operator=(SubFolder&&) = delete;
  ~SubFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit SubFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace grader
