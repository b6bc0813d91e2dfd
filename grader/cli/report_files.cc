// report_files.cc — results into files: tried before grading starts, whole or not at all.
#include "grader/cli/report_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "grader/cli/messages.h"

namespace grader {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = ".grader-report-";
constexpr std::time_t kADay = 24 * 60 * 60;

/// What a grader that was killed left in `folder`: of this user, a day old, and locked by nobody. Its age covers the
/// moment between the making of a file and its lock, and file systems that have no locks.
void remove_abandoned(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename();
    if (!name.starts_with(kPrefix) || name.size() != kPrefix.size() + 6) continue;
    const sandbox::Fd file(::open(it->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat about {};
    if (!file || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_uid != ::geteuid()) continue;
    if (about.st_mtime > std::time(nullptr) - kADay || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) continue;
    ::unlink(it->path().c_str());
  }
}

}  // namespace

std::optional<ReportFile> ReportFile::open(const ReportRequest& request) {
  ReportFile file;
  file.format_ = request.format;
  file.target_ = request.file;
  std::error_code failed;
  const fs::path real = fs::canonical(request.file, failed);  // through a link: the link stays
  const fs::path place = failed ? request.file : real;
  struct stat there {};
  const bool exists = ::stat(place.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {
    // Never waits for a FIFO's reader; what is written later may take its time.
    file.fd_ = sandbox::Fd(::open(place.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.fd_) ::fcntl(file.fd_.get(), F_SETFL, 0);
  } else {
    if (exists && ::access(place.c_str(), W_OK) != 0) {
      file.fail("");
      return {};
    }
    file.target_ = place;
    // Not named after the target: a name of 255 bytes has no room for more.
    const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
    remove_abandoned(folder);
    file.temporary_ = folder / (std::string(kPrefix) + "XXXXXX");
    file.fd_ = sandbox::Fd(::mkostemp(file.temporary_.data(), O_CLOEXEC));
    if (file.fd_) (void)::flock(file.fd_.get(), LOCK_EX | LOCK_NB);  // ours: see remove_abandoned()
    if (!file.fd_) file.temporary_.clear();
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (file.fd_) ::fchmod(file.fd_.get(), exists ? there.st_mode & 07777 : 0666 & ~mask);
    if (file.fd_ && place.filename().native().size() > 255) {
      errno = ENAMETOOLONG;
      file.fail("");
      return {};
    }
  }
  if (file.fd_) return file;
  file.fail("");
  return {};
}

ReportFile::~ReportFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool ReportFile::fail(const std::string& what) {
  const std::string why = std::strerror(errno);
  complain("report " + shortened(target_.native(), 150), (what.empty() ? "cannot be written: " : what) + why,
           errno == ENOSPC || errno == EDQUOT ? "free some space and grade again" : "choose another FILE for --report");
  return false;
}

bool ReportFile::write(const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = ::write(fd_.get(), text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail("not written: ");
    done += static_cast<std::size_t>(n);
  }
  return true;
}

bool ReportFile::finish() {
  if (temporary_.empty()) return true;
  // A full disk may show only here, where the file system allocates late.
  if (::fsync(fd_.get()) != 0) return fail("not written: ");
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return fail("not written: ");
  temporary_.clear();
  return true;
}

std::optional<std::vector<ReportFile>> open_reports(const std::vector<ReportRequest>& requests) {
  std::vector<ReportFile> files;
  for (const ReportRequest& request : requests) {
    auto file = ReportFile::open(request);
    if (!file) return {};
    files.push_back(std::move(*file));
  }
  return files;
}

}  // namespace grader
