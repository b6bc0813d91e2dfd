// plain_turn.cc — a record lock on a file of the user's: fcntl(2). It ends with its process, and children inherit none.
#include "sandbox/plain_turn.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <mutex>
#include <string>
#include <thread>

#include "sandbox/fd.h"

namespace sandbox {

class PlainTurn {
 public:
  explicit PlainTurn(Fd file) : file_(std::move(file)) {}

 private:
  Fd file_;  // closing it gives the turn back
};

namespace {

/// Whoever else made a file of that name gets no say: then there is none.
Fd open_lock_file(const std::string& path) {
  Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
  struct stat st{};
  if (!file || ::fstat(file.get(), &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != ::geteuid()) return Fd();
  return file;
}

enum class Lock { kHeld, kTaken, kImpossible };
Lock try_lock(const Fd& file) {
  struct flock whole{};
  whole.l_type = F_WRLCK, whole.l_whence = SEEK_SET;
  if (::fcntl(file.get(), F_SETLK, &whole) == 0) return Lock::kHeld;
  return errno == EAGAIN || errno == EACCES ? Lock::kTaken : Lock::kImpossible;
}

/// A lock on a file that has been removed meanwhile keeps nobody out.
bool is_still_there(const Fd& file, const std::string& path) {
  struct stat held{}, named{};
  return ::fstat(file.get(), &held) == 0 && ::lstat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev;
}

}  // namespace

Result<std::shared_ptr<PlainTurn>> wait_for_plain_turn(const std::function<bool()>& give_up) {
  static std::mutex mutex;
  static std::weak_ptr<PlainTurn> current;
  const std::lock_guard lock(mutex);
  if (auto turn = current.lock()) return turn;
  const std::string path = "/tmp/.grader-turn-" + std::to_string(::geteuid());
  for (;;) {
    Fd file = open_lock_file(path);
    const Lock got = file ? try_lock(file) : Lock::kImpossible;
    if (got == Lock::kImpossible) return std::shared_ptr<PlainTurn>();
    if (got == Lock::kHeld && is_still_there(file, path)) {
      auto turn = std::make_shared<PlainTurn>(std::move(file));
      current = turn;
      return turn;
    }
    if (give_up && give_up()) return error(EINTR, "wait for another grader's box of level plain");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace sandbox
