// checks.cc — looks at the objects that a scenario expects in the box, without trusting what it finds there.
#include "grader/scenario/checks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace grader {
namespace {

using sandbox::Fd;

struct Found {
  bool exists = false;
  bool right_kind = false;
  std::string actual_kind;
  unsigned mode = 0;
  std::uint64_t size_bytes = 0;
};

// glibc of Debian 12 has no wrapper for openat2(2).
int open_below_root(const sandbox::Box& box, const std::string& path, std::uint64_t flags) {
  open_how how{};
  how.flags = flags | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(sandbox::retry_eintr(
      [&] { return ::syscall(SYS_openat2, box.root().get(), path.c_str(), &how, sizeof how); }));
}

int open_in_box(const sandbox::Box& box, const std::string& inside, std::uint64_t flags) {
  const int found = open_below_root(box, box.path_of(inside), flags);
  // At level plain a program that says "/tmp/x" means the machine's folder. What others put there is not its own.
  if (found >= 0 || errno != ENOENT || box.protections().level == sandbox::Level::kFull || !inside.starts_with("/tmp/"))
    return found;
  Fd fd(open_below_root(box, inside, flags));
  struct stat status {};
  if (fd && (::fstat(fd.get(), &status) != 0 || status.st_uid != box.student_uid())) {
    errno = ENOENT;
    return -1;
  }
  return fd.release();
}

std::string kind_of_file(mode_t mode) {
  if (S_ISREG(mode)) return "regular file";
  if (S_ISFIFO(mode)) return "FIFO";
  if (S_ISSOCK(mode)) return "socket";
  if (S_ISDIR(mode)) return "folder";
  return "special file";
}

bool is_kind(const std::string& kind, mode_t mode) {
  if (kind == "fifo") return S_ISFIFO(mode);
  if (kind == "socket") return S_ISSOCK(mode);
  if (kind == "folder") return S_ISDIR(mode);
  return S_ISREG(mode);  // file, shm, sem, mq
}

Found find_path(const ExpectObjectStep& step, const sandbox::Box& box) {
  Found found;
  const Fd fd(open_in_box(box, path_inside(step.kind, step.name), O_PATH));
  if (!fd) {
    found.exists = errno == ELOOP;  // something is there: a symbolic link in the student's way
    found.actual_kind = "symbolic link";
    return found;
  }
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return found;
  found.exists = true;
  found.right_kind = is_kind(step.kind, status.st_mode);
  found.actual_kind = kind_of_file(status.st_mode);
  found.mode = status.st_mode & 07777;
  found.size_bytes = static_cast<std::uint64_t>(status.st_size);
  return found;
}

sandbox::Result<Found> find_sysv(const ExpectObjectStep& step, sandbox::Box& box) {
  using Kind = sandbox::SysvObject::Kind;
  const Kind kind = step.kind == "sysv-shm" ? Kind::kShm : step.kind == "sysv-sem" ? Kind::kSem : Kind::kMsg;
  const std::string number = step.name.rfind("key ", 0) == 0 ? step.name.substr(4) : step.name;
  const auto key = static_cast<std::int32_t>(std::strtoul(number.c_str(), nullptr, 0));
  auto objects = box.sysv_objects();
  if (!objects) return objects.error();
  for (const sandbox::SysvObject& object : objects.value())
    if (object.kind == kind && object.key == key)
      return Found{true, true, step.kind, object.mode & 0777, object.size_bytes};
  return Found{};
}

std::string octal(unsigned mode) {
  char text[16];
  std::snprintf(text, sizeof text, "%04o", mode);
  return text;
}

/// At most `limit` bytes of a regular file in the box. Never waits: a FIFO or a device is not read.
std::optional<std::string> read_file(const sandbox::Box& box, const std::string& inside, std::size_t limit) {
  const Fd fd(open_in_box(box, inside, O_RDONLY | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::string content(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    const ssize_t n = ::pread(fd.get(), content.data() + size, limit - size, static_cast<off_t>(size));
    if (n <= 0) break;
    size += static_cast<std::size_t>(n);
  }
  content.resize(size);
  return content;
}

std::optional<Mismatch> compare_content(const ExpectObjectStep& step, const sandbox::Box& box) {
  if (!step.content) return std::nullopt;
  // One byte more than expected is enough to see that it is longer.
  const auto content = read_file(box, path_inside(step.kind, step.name), step.content->size() + 1);
  if (!content) return Mismatch{"its content", "it cannot be read"};
  ExpectOutputStep exact;
  exact.text = *step.content;
  return match_output(exact, *content);
}

/// "byte 17: 0x61, not 0x62"; empty when both are the same to the end.
sandbox::Result<std::string> first_difference(const Fd& file, const Fd& other) {
  char a[1 << 16], b[1 << 16];
  for (off_t at = 0;;) {
    const ssize_t n = ::pread(file.get(), a, sizeof a, at), m = ::pread(other.get(), b, sizeof b, at);
    if (n < 0 || m < 0) return sandbox::last_error("read a file of the box");
    const auto both = static_cast<std::size_t>(std::min(n, m));
    const auto differing = static_cast<std::size_t>(std::mismatch(a, a + both, b).first - a);
    if (differing < both)
      return fmt::format("byte {} is 0x{:02x}, not 0x{:02x}", static_cast<std::size_t>(at) + differing + 1,
                         static_cast<unsigned char>(a[differing]), static_cast<unsigned char>(b[differing]));
    if (n != m) return fmt::format("it ends {} byte {}", n < m ? "too early, after" : "too late: there is a",
                                   static_cast<std::size_t>(at) + both + (n < m ? 0 : 1));
    if (n == 0) return std::string();
    at += n;
  }
}

/// Two files of the box, byte for byte.
std::optional<Mismatch> compare_files(const ExpectObjectStep& step, const sandbox::Box& box) {
  if (!step.content_of) return std::nullopt;
  const auto open = [&](const std::string& inside) { return Fd(open_in_box(box, inside, O_RDONLY | O_NONBLOCK | O_NOCTTY)); };
  const auto is_file = [](const Fd& fd) {
    struct stat status {};
    return fd && ::fstat(fd.get(), &status) == 0 && S_ISREG(status.st_mode);
  };
  const Fd file = open(path_inside(step.kind, step.name)), other = open(path_inside("file", *step.content_of));
  const std::string wanted = "the content of " + *step.content_of;
  if (!is_file(other)) return Mismatch{wanted, "there is no file " + *step.content_of + " any more"};
  if (!is_file(file)) return Mismatch{wanted, "it cannot be read"};
  const auto differs = first_difference(file, other);
  if (!differs) return Mismatch{wanted, differs.error().text()};
  return differs.value().empty() ? std::nullopt : std::optional(Mismatch{wanted, differs.value()});
}

}  // namespace

sandbox::Result<void> remove_file(const sandbox::Box& box, const std::string& inside) {
  const std::size_t slash = inside.rfind('/');
  const Fd folder(open_in_box(box, inside.substr(0, std::max<std::size_t>(slash, 1)), O_PATH | O_DIRECTORY));
  if (!folder) return errno == ENOENT ? sandbox::Result<void>(sandbox::outcome::success()) : sandbox::last_error("open the folder of " + inside);
  if (::unlinkat(folder.get(), inside.substr(slash + 1).c_str(), 0) != 0 && errno != ENOENT) return sandbox::last_error("remove " + inside);
  return sandbox::outcome::success();
}

std::string path_inside(const std::string& kind, const std::string& name) {
  const std::string plain = !name.empty() && name[0] == '/' ? name.substr(1) : name;
  if (kind.rfind("sysv-", 0) == 0) return "";
  if (kind == "shm") return "/dev/shm/" + plain;
  if (kind == "sem") return "/dev/shm/sem." + plain;
  if (kind == "mq") return "/dev/mqueue/" + plain;
  return !name.empty() && name[0] == '/' ? name : "/work/" + name;
}

sandbox::Result<std::optional<Mismatch>> check_object(const ExpectObjectStep& step, sandbox::Box& box) {
  const bool sysv = step.kind.rfind("sysv-", 0) == 0;
  sandbox::Result<Found> looked_up = sysv ? find_sysv(step, box) : sandbox::Result<Found>(find_path(step, box));
  if (!looked_up) return looked_up.error();
  const Found& found = looked_up.value();
  const std::string what = step.kind + " " + step.name;
  using Answer = std::optional<Mismatch>;
  if (!step.exists) return found.exists ? Answer(Mismatch{"no " + what, "it exists"}) : Answer();
  if (!found.exists) return Answer(Mismatch{what, "it does not exist"});
  if (!found.right_kind) return Answer(Mismatch{what, "a " + found.actual_kind + " of that name"});
  if (step.mode && found.mode != *step.mode)
    return Answer(Mismatch{what + " with mode " + octal(*step.mode), "mode " + octal(found.mode)});
  if (step.size_bytes && found.size_bytes != *step.size_bytes)
    return Answer(Mismatch{what + " of " + std::to_string(*step.size_bytes) + " bytes",
                           std::to_string(found.size_bytes) + " bytes"});
  if (auto differs = step.content_of ? compare_files(step, box) : compare_content(step, box))
    return Answer(Mismatch{what + " with " + differs->expected, differs->actual});
  return Answer();
}

}  // namespace grader
