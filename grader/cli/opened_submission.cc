// opened_submission.cc — what of a student's submission is graded: found, and unpacked where it has to be.
#include "grader/cli/opened_submission.h"

#include <vector>

#include "grader/batch/archive_name.h"
#include "grader/batch/unpack.h"
#include "grader/cli/solution_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using sandbox::Result;

constexpr int kArchivesInArchives = 2;  ///< "class.zip" of a student with "hw.zip" in it, and no further

class Opening {
 public:
  Opening(const Task& task, const std::string& subfolder, const fs::path& scratch)
      : task_(task), subfolder_(subfolder), scratch_(scratch) {}

  Result<void> open(const fs::path& path) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) return open_folder(path);
    if (!archive_suffix(path.filename()).empty()) return open_archive(path);
    if (!unread_archive_suffix(path.filename()).empty()) opened_.problem = "is an archive of a kind that is not read: pack it as zip, tar.gz or 7z";
    else if (!subfolder_.empty()) opened_.problem = "is a file, and the solution was to be in the folder " + subfolder_;
    opened_.place = path;
    return sandbox::outcome::success();
  }

  OpenedSubmission take() { return std::move(opened_); }

 private:
  Result<void> open_archive(const fs::path& archive) {
    opened_.place = archive;
    std::error_code failed;
    if (!fs::is_regular_file(archive, failed)) {
      opened_.problem = "is no regular file";
      return sandbox::outcome::success();
    }
    if (++archives_ > kArchivesInArchives) {
      opened_.problem = "is an archive in an archive in an archive: pack the sources";
      return sandbox::outcome::success();
    }
    auto folder = SubFolder::make_in(scratch_);
    if (!folder) return folder.error();
    auto wrong = unpack(archive, folder.value().path());
    if (!wrong) return wrong.error();
    opened_.problem = wrong.value().empty() ? "" : "the archive " + archive.filename().string() + " " + wrong.value();
    const fs::path root = folder.value().path();
    // The outer archive's folder, when there is one, goes: the inner one is unpacked whole.
    opened_.unpacked.emplace(std::move(folder.value()));
    return opened_.problem.empty() ? open_folder(root) : sandbox::outcome::success();
  }

  Result<void> open_folder(const fs::path& folder) {
    fs::path root = folder;
    if (!subfolder_.empty() && !enter_subfolder(root)) {
      opened_.place = folder;
      opened_.problem = "holds no folder " + subfolder_ + ", where the solution was to be";
      return sandbox::outcome::success();
    }
    const SolutionPlace found = solution_in(root, task_);
    opened_.place = found.folder.empty() ? folder : found.folder;
    opened_.problem = found.problem;
    return found.archive.empty() ? sandbox::outcome::success() : open_inner(found.archive);
  }

  /// The subfolder was entered: what lies in it is the solution.
  Result<void> open_inner(const fs::path& archive) {
    subfolder_.clear();
    std::optional<SubFolder> outer = std::move(opened_.unpacked);
    opened_.unpacked.reset();
    return open_archive(archive);
  }

  /// "hw3", or the "hw3" of the only folder: archives of a repository have one around everything.
  bool enter_subfolder(fs::path& root) const {
    if (descend(root)) return true;
    std::vector<fs::path> folders;
    std::error_code failed;
    for (fs::directory_iterator it(root, failed), end; !failed && it != end; it.increment(failed)) {
      if (it->path().filename().native().front() == '.') continue;
      std::error_code ignored;
      if (fs::is_directory(it->symlink_status(ignored))) folders.push_back(it->path());
    }
    if (folders.size() != 1) return false;
    root = folders.front();
    return descend(root);
  }

  /// Part by part and never through a link, which the student may have made.
  bool descend(fs::path& root) const {
    fs::path at = root;
    for (const fs::path& part : fs::path(subfolder_).lexically_normal()) {
      if (part.empty() || part == ".") continue;
      at /= part;
      std::error_code failed;
      if (!fs::is_directory(fs::symlink_status(at, failed))) return false;
    }
    root = at;
    return true;
  }

  const Task& task_;
  std::string subfolder_;
  const fs::path& scratch_;
  OpenedSubmission opened_;
  int archives_ = 0;
};

}  // namespace

Result<OpenedSubmission> open_submission(const fs::path& path, const Task& task, const std::string& subfolder,
                                         const fs::path& scratch) {
  Opening opening(task, subfolder, scratch);
  if (auto opened = opening.open(path); !opened) return opened.error();
  return opening.take();
}

bool is_subfolder(const std::string& name) {
  const fs::path path = fs::path(name).lexically_normal();
  if (path.empty() || path.is_absolute() || path == ".") return false;
  for (const fs::path& part : path)
    if (part == "..") return false;
  return true;
}

}  // namespace grader
