// unpack.cc — unpacks a student's archive into a folder, in a helper process that can touch nothing else.
#include "grader/batch/unpack.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "grader/batch/unpack_confine.h"
#include "grader/batch/unpack_entries.h"
#include "sandbox/exit_status.h"
#include "sandbox/fd.h"

namespace grader {
namespace {

using sandbox::Fd;
using sandbox::Result;

/// What the helper reports: one of these, then the sentence or errno. Less than PIPE_BUF, so it never blocks.
constexpr char kDone = 'D', kWrong = 'W', kFault = 'F';
constexpr std::size_t kMostReported = 1024;

enum HelperFd { kArchiveFd = 3, kFolderFd = 4, kReportFd = 5 };

/// Only these three stay open: first out of the way of one another, then in their places.
bool keep_only(int archive, int folder, int report) {
  const int from[] = {archive, folder, report};
  int high[3];
  for (int i = 0; i < 3; ++i)
    if ((high[i] = ::fcntl(from[i], F_DUPFD, 16)) < 0) return false;
  const Fd null(::open("/dev/null", O_RDWR));
  for (int fd = 0; fd < 3; ++fd) ::dup2(null.get(), fd);
  for (int i = 0; i < 3; ++i)
    if (::dup2(high[i], kArchiveFd + i) < 0) return false;
  return ::syscall(SYS_close_range, kReportFd + 1, ~0u, 0) == 0;
}

void report(char kind, const std::string& text) {
  const std::string message = kind + text.substr(0, kMostReported - 1);
  (void)!::write(kReportFd, message.data(), message.size());
}

/// The helper's whole life.
[[noreturn]] void help(int archive, int folder, int pipe, pid_t parent, const UnpackLimits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // the parent died before prctl()
  if (!keep_only(archive, folder, pipe)) ::_exit(1);
  prepare_to_unpack();
  if (!confine_to_unpacking(kFolderFd, limits)) {
    report(kFault, std::to_string(ENOSYS));
    ::_exit(1);
  }
  const Unpacked unpacked = unpack_entries(kArchiveFd, kFolderFd, limits);
  if (unpacked.error != 0) report(kFault, std::to_string(unpacked.error));
  else report(unpacked.wrong.empty() ? kDone : kWrong, unpacked.wrong);
  ::_exit(0);
}

/// Waits for the helper's end, and ends it when its time is over. True: it was.
bool outlived(pid_t helper, std::chrono::seconds wall) {
  const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, helper, 0)));
  pollfd polled{pidfd.get(), POLLIN, 0};
  const auto deadline = std::chrono::steady_clock::now() + wall;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    const int ready = ::poll(&polled, 1, static_cast<int>(left.count()));
    if (ready > 0) return false;
    if (ready < 0 && errno != EINTR) break;
  }
  ::kill(helper, SIGKILL);
  return true;
}

const char* const kTooSlow = "takes too long to unpack: pack the sources alone, with ordinary settings";

/// What an end without a report means: the limit of its processor time, or a fault that the archive provoked.
Result<std::string> unreported(sandbox::ExitStatus status) {
  if (status.signaled() && (status.signal == SIGXCPU || status.signal == SIGKILL)) return std::string(kTooSlow);
  if (status.signaled()) return std::string("is damaged in a way that no archive program makes: pack it again");
  return sandbox::fault("the helper that unpacks archives ended without a word");
}

Result<std::string> understood(const std::string& message, const std::filesystem::path& archive, sandbox::ExitStatus status) {
  if (message.empty()) return unreported(status);
  if (message.front() == kDone) return std::string();
  if (message.front() == kWrong) return message.substr(1);
  return sandbox::error(std::atoi(message.c_str() + 1), "unpack " + archive.string());
}

Result<Fd> open_archive(const std::filesystem::path& archive) {
  Fd file(sandbox::retry_eintr([&] { return ::open(archive.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  struct stat about {};
  if (!file || ::fstat(file.get(), &about) != 0) return sandbox::last_error("open " + archive.string());
  if (!S_ISREG(about.st_mode)) return sandbox::error(EINVAL, "unpack " + archive.string() + ", which is no regular file");
  return file;
}

}  // namespace

Result<std::string> unpack(const std::filesystem::path& archive, const std::filesystem::path& folder, const UnpackLimits& limits) {
  const auto file = open_archive(archive);
  if (!file) return file.error();
  const Fd into(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!into) return sandbox::last_error("open the folder " + folder.string());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) return sandbox::last_error("make a pipe for the helper that unpacks");
  const Fd reading(ends[0]);
  Fd writing(ends[1]);
  const pid_t parent = ::getpid();
  const pid_t helper = ::fork();
  if (helper < 0) return sandbox::last_error("fork the helper that unpacks");
  if (helper == 0) help(file.value().get(), into.get(), writing.get(), parent, limits);
  writing.reset();
  const bool slow = outlived(helper, limits.wall);
  int status = 0;
  sandbox::retry_eintr([&] { return ::waitpid(helper, &status, 0); });
  if (slow) return std::string(kTooSlow);
  char buffer[kMostReported];
  const ssize_t n = sandbox::retry_eintr([&] { return ::read(reading.get(), buffer, sizeof buffer); });
  return understood(std::string(buffer, static_cast<std::size_t>(std::max<ssize_t>(n, 0))), archive,
                    sandbox::ExitStatus::from_wait(status));
}

}  // namespace grader
