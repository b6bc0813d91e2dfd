// journal.cc — what a class run has finished, on disk.
#include "grader/batch/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "grader/batch/journal_text.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using sandbox::Fd;
using sandbox::Result;

constexpr std::uint64_t kLongestLine = 256ull << 20;

/// Reads line by line with little memory: a class's journal may be large.
class LineReader {
 public:
  explicit LineReader(const Fd& fd) : fd_(fd) {}
  /// False at the end. `whole`: the line had its end.
  bool next(std::string& line, bool& whole) {
    line.clear();
    begin_ = offset_;
    while (true) {
      if (at_ == buffer_.size() && !fill()) {
        whole = false;
        return !line.empty();
      }
      const std::size_t end = buffer_.find('\n', at_);
      const std::size_t upto = end == buffer_.npos ? buffer_.size() : end + 1;
      if (line.size() < kLongestLine) line.append(buffer_, at_, upto - at_);
      offset_ += upto - at_;
      at_ = upto;
      if (end == buffer_.npos) continue;
      whole = true;
      return true;
    }
  }
  std::uint64_t begin() const { return begin_; }
  std::uint64_t offset() const { return offset_; }

 private:
  bool fill() {
    buffer_.resize(1 << 16);
    at_ = 0;
    const ssize_t n = sandbox::retry_eintr([&] { return ::pread(fd_.get(), buffer_.data(), buffer_.size(), static_cast<off_t>(offset_)); });
    buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    return n > 0;
  }

  const Fd& fd_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0, begin_ = 0;
};

/// One writer at a time. The lock is the process's own: workers, which may outlive it a moment, do not hold it.
Result<void> lock(const Fd& fd, const fs::path& file) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  if (::fcntl(fd.get(), F_SETLK, &whole) == 0) return sandbox::outcome::success();
  if (errno == EACCES || errno == EAGAIN) return sandbox::fault("another grader is grading into it: wait for it, or name another folder with --results");
  return sandbox::last_error("lock " + file.string());
}

Result<void> make_folders(const fs::path& folder) {
  std::error_code failed;
  if (fs::is_directory(folder, failed)) return sandbox::outcome::success();
  const mode_t before = ::umask(077);
  fs::create_directories(folder, failed);
  ::umask(before);
  if (failed) return sandbox::Error{failed, "make the folder " + folder.string()};
  return sandbox::outcome::success();
}

/// A new name is on the disk only when its folder is.
void sync_folder(const fs::path& folder) {
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) ::fsync(fd.get());
}

Result<void> write_at(const Fd& fd, const std::string& text, std::uint64_t offset, const fs::path& file) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = sandbox::retry_eintr(
        [&] { return ::pwrite(fd.get(), text.data() + done, text.size() - done, static_cast<off_t>(offset + done)); });
    if (n < 0) return sandbox::last_error("write " + file.string());
    done += static_cast<std::size_t>(n);
  }
  return sandbox::outcome::success();
}

}  // namespace

Result<Journal> Journal::create(const fs::path& file, const std::string& settings) {
  if (auto made = make_folders(file.parent_path()); !made) return made.error();
  {  // Whoever is writing there must not lose it.
    const Fd old(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (old)
      if (auto locked = lock(old, file); !locked) return locked.error();
  }
  if (::rename(file.c_str(), (file.string() + ".previous").c_str()) != 0 && errno != ENOENT)
    return sandbox::last_error("keep the old " + file.string());
  Fd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) return sandbox::last_error("make " + file.string());
  if (auto locked = lock(fd, file); !locked) return locked.error();
  Journal journal(file, std::move(fd), true);
  const std::string head = journal_head(settings);
  if (auto written = write_at(journal.fd_, head, 0, file); !written) return written.error();
  journal.size_ = head.size();
  if (::fsync(journal.fd_.get()) != 0) return sandbox::last_error("write " + file.string());
  sync_folder(file.parent_path());
  return journal;
}

Result<Journal> Journal::unnamed() {
  std::error_code failed;
  const fs::path folder = fs::temp_directory_path(failed);
  std::string name = (folder / "grader-verdicts-XXXXXX").string();
  Fd fd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd) return sandbox::last_error("make a temporary file in " + folder.string());
  ::unlink(name.c_str());
  return Journal("a temporary file", std::move(fd), false);
}

Result<Journal::Continued> Journal::resume(const fs::path& file, const std::string& settings,
                                           const std::function<void(JournalRecord, JournalPlace)>& each) {
  Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!fd) return sandbox::last_error("open " + file.string());
  if (auto locked = lock(fd, file); !locked) return locked.error();
  LineReader lines(fd);
  std::string line;
  bool whole = false;
  if (!lines.next(line, whole) || !whole) {  // the machine went down as it was made: nothing was finished
    fd.reset();
    auto fresh = create(file, settings);
    if (!fresh) return fresh.error();
    return Continued{std::move(fresh.value()), 0};
  }
  if (const std::string objection = objection_to(line, settings); !objection.empty()) return sandbox::fault(objection);
  Continued continued{Journal(file, std::move(fd), true), 0};
  std::uint64_t good_until = lines.offset();
  LineReader records(continued.journal.fd_);
  records.next(line, whole);
  while (records.next(line, whole)) {
    auto record = whole ? record_from(line) : std::nullopt;
    if (record) each(std::move(*record), {records.begin(), records.offset() - records.begin()});
    else ++continued.lost;
    // What is whole stays, be it readable or not; what follows the last line's end was never finished.
    if (whole) good_until = records.offset();
  }
  if (::ftruncate(continued.journal.fd_.get(), static_cast<off_t>(good_until)) != 0) return sandbox::last_error("mend " + file.string());
  continued.journal.size_ = good_until;
  return continued;
}

Result<JournalPlace> Journal::append(const JournalRecord& record) {
  const std::string line = journal_line(record);
  auto written = write_at(fd_, line, size_, file_);
  if (written && lasting_ && ::fdatasync(fd_.get()) != 0) written = sandbox::last_error("write " + file_.string());
  if (!written) {
    (void)!::ftruncate(fd_.get(), static_cast<off_t>(size_));
    return written.error();
  }
  const JournalPlace place{size_, line.size()};
  size_ += line.size();
  return place;
}

Result<JournalRecord> Journal::read(const JournalPlace& place) const {
  std::string line(place.length, '\0');
  for (std::size_t done = 0; done < line.size();) {
    const ssize_t n = sandbox::retry_eintr(
        [&] { return ::pread(fd_.get(), line.data() + done, line.size() - done, static_cast<off_t>(place.offset + done)); });
    if (n <= 0) return n < 0 ? sandbox::last_error("read " + file_.string()) : sandbox::fault(file_.string() + " was cut short by somebody else");
    done += static_cast<std::size_t>(n);
  }
  auto record = record_from(line);
  if (!record) return sandbox::fault(file_.string() + " was changed by somebody else");
  return *record;
}

bool Journal::reserve(std::uint64_t bytes) {
  if (::fallocate(fd_.get(), FALLOC_FL_KEEP_SIZE, static_cast<off_t>(size_), static_cast<off_t>(bytes)) == 0) return true;
  return errno != ENOSPC && errno != EDQUOT;  // a file system that cannot reserve is no full one
}

Journal::~Journal() {
  if (fd_ && ::getpid() == owner_) (void)!::ftruncate(fd_.get(), static_cast<off_t>(size_));
}

}  // namespace grader
