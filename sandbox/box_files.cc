// box_files.cc — the box's folders as the supervisor sees them, and what the box used.
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "sandbox/box_impl.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;

// Students may have put links anywhere: none is followed.
Fd open_inside(const Fd& folder, const std::string& path, int flags, mode_t mode) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
  how.mode = mode;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = retry_eintr([&] { return ::syscall(SYS_openat2, folder.get(), path.c_str(), &how, sizeof how); });
  if (fd < 0 && errno == ENOSYS)  // before 5.6; one component at a time, so NOFOLLOW is enough
    return Fd(::openat(folder.get(), path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode));
  return Fd(static_cast<int>(fd));
}

Result<void> copy_content(const Fd& from, const Fd& to) {
  std::vector<char> buffer(256 * 1024);
  for (off_t offset = 0;;) {
    const ssize_t bytes = retry_eintr([&] { return ::pread(from.get(), buffer.data(), buffer.size(), offset); });
    if (bytes < 0) return last_error("read a file for the box");
    if (bytes == 0) return outcome::success();
    for (ssize_t done = 0; done < bytes;) {
      const ssize_t written = retry_eintr(
          [&] { return ::write(to.get(), buffer.data() + done, static_cast<std::size_t>(bytes - done)); });
      if (written < 0) return last_error("write a file into the box");
      done += written;
    }
    offset += bytes;
  }
}

bool everybody_may_enter(fs::path folder) {
  struct stat status {};
  for (;; folder = folder.parent_path()) {
    if (::stat(folder.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return false;
    if (folder == folder.root_path()) return true;
  }
}

/// Where folders of boxes are made: a student with a uid of their own does not get below a closed $TMPDIR.
fs::path base_of_folders(bool own_user) {
  std::error_code code;
  const fs::path wanted = fs::canonical(fs::temp_directory_path(code), code);
  return code || (own_user && !everybody_may_enter(wanted)) ? fs::path("/tmp") : wanted;
}

}  // namespace

// Every system lets everybody make shared memory. A container's /dev/shm may be its maker's alone, and then a
// student with a uid of their own would fail for what the machine lacks.
void BoxImpl::open_shared_memory_folder() {
  struct stat status {};
  if (student_.own && ::lstat("/dev/shm", &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
      (status.st_mode & 01777) != 01777)
    (void)::chmod("/dev/shm", 01777);
}

Result<void> BoxImpl::make_private_folder() {
  std::uint64_t random[2];
  if (::getrandom(random, sizeof random, 0) != sizeof random) return last_error("choose a name for the box's folder");
  folder_ = base_of_folders(student_.own) / fmt::format("grader-{:x}{:x}", random[0], random[1]);
  traces_.push_back(Trace::private_folder(folder_));
  if (::mkdir(folder_.c_str(), 0711) < 0 || ::chmod(folder_.c_str(), 0711) < 0) {
    const Error failed = last_error("make " + folder_.string());
    folder_.clear();
    return failed;
  }
  for (const char* name : {"work", "tmp"}) {
    const fs::path folder = folder_ / name;
    if (::mkdir(folder.c_str(), 0755) < 0) return last_error("make " + folder.string());
    if (student_.own && ::chown(folder.c_str(), student_.uid, student_.gid) < 0)
      return last_error("chown " + folder.string());
  }
  for (const Bind& bind : config_.binds)
    if (auto made = make_link(bind); !made) return made.error();
  return outcome::success();
}

// Without mounts, what should appear below /work or /tmp is a link there; elsewhere it is not to be had.
Result<void> BoxImpl::make_link(const Bind& bind) {
  const fs::path target = to_host(bind.inside.lexically_normal().string());
  if (target == bind.inside) return outcome::success();
  std::error_code code;
  fs::create_directories(target.parent_path(), code);
  if (::symlink(fs::absolute(bind.host, code).c_str(), target.c_str()) < 0)
    return last_error("link " + target.string());
  return outcome::success();
}

std::string BoxImpl::to_host(const std::string& inside) const {
  if (level_ == Level::kFull) return inside;
  for (const char* name : {"/work", "/tmp"}) {
    const std::size_t length = std::strlen(name);
    if (inside.compare(0, length, name) != 0 || (inside.size() > length && inside[length] != '/')) continue;
    // What already is a path in the private folder stays: that folder is below /tmp, too.
    if (inside.compare(0, folder_.string().size(), folder_.string()) == 0) return inside;
    return folder_.string() + inside;
  }
  return inside;
}

std::string BoxImpl::path_of(const std::string& inside) const {
  const std::string path = to_host(inside.starts_with('/') ? inside : "/" + inside);
  return path.size() > 1 ? path.substr(1) : ".";
}

std::string BoxImpl::work_dir() const { return to_host("/work"); }

// Opens the folder that `path` is in, making what is missing, one component at a time.
Result<Fd> BoxImpl::open_folder_for(const std::string& path, std::string& name) {
  Fd folder(::openat(root_.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::size_t start = 0;
  for (std::size_t end; (end = path.find('/', start)) != std::string::npos; start = end + 1) {
    const std::string part = path.substr(start, end - start);
    if (part.empty() || part == ".") continue;
    if (::mkdirat(folder.get(), part.c_str(), 0755) == 0 && student_.own)
      (void)::fchownat(folder.get(), part.c_str(), student_.uid, student_.gid, AT_SYMLINK_NOFOLLOW);
    Fd next = open_inside(folder, part, O_PATH | O_DIRECTORY, 0);
    if (!next) return last_error("open folder " + part + " in the box");
    folder = std::move(next);
  }
  name = path.substr(start);
  if (name.empty() || name == "." || name == "..") return error(EINVAL, "write " + path + " into the box");
  return folder;
}

Result<void> BoxImpl::put_file(const std::string& inside, const Fd& content, bool executable) {
  std::string name;
  auto folder = open_folder_for(path_of(inside), name);
  if (!folder) return folder.error();
  // A new file each time: an old one might be a FIFO, or a hard link to something else.
  (void)::unlinkat(folder.value().get(), name.c_str(), 0);
  const Fd file = open_inside(folder.value(), name, O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (!file) return last_error("make " + inside + " in the box");
  if (auto copied = copy_content(content, file); !copied) return copied.error();
  if (student_.own && ::fchown(file.get(), student_.uid, student_.gid) < 0) return last_error("chown " + inside);
  if (::fchmod(file.get(), executable ? 0755 : 0644) < 0) return last_error("chmod " + inside);
  return outcome::success();
}

Result<BoxUsage> BoxImpl::usage() {
  const Cgroup::Reading reading = cgroup_.read();
  BoxUsage usage;
  TreeUse tree;
  const auto clock = reading.cpu ? reading.cpu : cpu_clock_.read();
  if (!clock || cgroup_.abilities().memory.empty() || !reading.tasks)
    tree = measure_tree(init_, config_.limits.memory_bytes);
  usage.cpu = clock ? *clock : reaped_cpu_ + tree.cpu;
  peak_seen_ = std::max(peak_seen_, reading.memory_peak_bytes.value_or(tree.resident_bytes));
  usage.memory_peak_bytes = peak_seen_;
  if (cgroup_.abilities().memory.empty() && tree.resident_bytes > config_.limits.memory_bytes) memory_seen_over_ = true;
  usage.memory_limit_hit = reading.memory_limit_hit || memory_seen_over_;
  usage.tasks = reading.tasks.value_or(tree.tasks);
  if (cgroup_.abilities().tasks.empty() && tree.tasks > config_.limits.tasks) tasks_seen_over_ = true;
  usage.tasks_limit_hit = reading.tasks_limit_hit || tasks_seen_over_;
  return usage;
}

}  // namespace sandbox
