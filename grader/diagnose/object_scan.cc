// object_scan.cc — what is in the box's folders and System V tables.
#include "grader/diagnose/object_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "grader/diagnose/proc_reader.h"
#include "grader/diagnose/rare_calls.h"

namespace grader {
namespace {

using sandbox::Fd;

constexpr std::size_t kMaxObjects = 1000;
constexpr int kMaxDepth = 16;

std::string visible(const sandbox::Box& box, const std::string& inside) {
  if (box.protections().level == sandbox::Level::kFull) return inside;
  const std::string path = box.path_of(inside);
  return path.starts_with('/') ? path : "/" + path;
}

const char* kind_of_mode(mode_t mode) {
  if (S_ISFIFO(mode)) return "fifo";
  if (S_ISSOCK(mode)) return "socket";
  return S_ISDIR(mode) ? "folder" : "file";
}

bool below(const std::string& path, const std::string& folder, std::string& rest) {
  if (!path.starts_with(folder + "/")) return false;
  rest = path.substr(folder.size() + 1);
  return !rest.empty();
}

// The lexical form of a path: "//", "." and ".." as the student may have written them.
std::string tidy(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string part = path.substr(at, end - at);
    if (part == ".." && !parts.empty()) parts.pop_back();
    else if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    at = end + 1;
  }
  std::string joined;
  for (const std::string& part : parts) joined += "/" + part;
  return joined;
}

}  // namespace

BoxPaths::BoxPaths(const sandbox::Box& box)
    : work(visible(box, "/work")), tmp(visible(box, "/tmp")), shm(visible(box, "/dev/shm")), mqueue(visible(box, "/dev/mqueue")) {}

std::pair<std::string, std::string> BoxPaths::object(const std::string& kind, const std::string& raw) const {
  if (kind == "mq" || kind.starts_with("sysv-")) return {kind, raw};
  const std::string path = tidy(raw);
  std::string rest;
  if (below(path, shm, rest)) return rest.starts_with("sem.") ? std::pair<std::string, std::string>{"sem", "/" + rest.substr(4)}
                                                              : std::pair<std::string, std::string>{"shm", "/" + rest};
  if (below(path, work, rest)) return {kind, rest};
  if (below(path, tmp, rest)) return {kind, "/tmp/" + rest};
  return {kind, path};
}

struct ObjectScan::Found {
  IpcObject object;
  std::uint64_t number = 0;  ///< inode or System V id: a new object of an old name is new
};

struct ObjectScan::Folder {
  std::string inside;
  std::string prefix;  ///< of names
  bool students_only = false;
};

ObjectScan::ObjectScan(sandbox::Box& box) : box_(box), paths_(box) {}

void ObjectScan::scan_folder(const Folder& folder, int dir_fd, const std::string& below, int depth,
                             std::vector<Found>& found) const {
  const int copy = ::fcntl(dir_fd, F_DUPFD_CLOEXEC, 3);
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(copy >= 0 ? ::fdopendir(copy) : nullptr, ::closedir);
  if (!dir) {
    if (copy >= 0) ::close(copy);
    return;
  }
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string file = entry->d_name;
    struct stat st{};
    if (file == "." || file == ".." || found.size() >= kMaxObjects) continue;
    if (::fstatat(dir_fd, file.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (folder.students_only && st.st_uid != box_.student_uid()) continue;
    IpcObject object{kind_of_mode(st.st_mode), folder.prefix + below + file, static_cast<std::uint64_t>(st.st_size), st.st_mode & 07777};
    if (folder.inside == "/dev/shm" && S_ISREG(st.st_mode)) {
      const bool semaphore = below.empty() && file.starts_with("sem.");
      object.kind = semaphore ? "sem" : "shm";
      if (semaphore) object.name = "/" + file.substr(4);
    }
    if (folder.inside == "/dev/mqueue") {
      object.kind = "mq", object.size_bytes = 0;
      const Fd queue(::openat(dir_fd, file.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
      char text[64] = {};  // "QSIZE:129 NOTIFY:2 …"
      if (queue && ::read(queue.get(), text, sizeof text - 1) > 6 && std::strncmp(text, "QSIZE:", 6) == 0)
        object.size_bytes = parse_number(std::string_view(text + 6).substr(0, std::strspn(text + 6, "0123456789"))).value_or(0);
    }
    found.push_back({std::move(object), st.st_ino});
    if (!S_ISDIR(st.st_mode) || depth >= kMaxDepth) continue;
    const Fd inner(::openat(dir_fd, file.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (inner) scan_folder(folder, inner.get(), below + file + "/", depth + 1, found);
  }
}

std::vector<ObjectScan::Found> ObjectScan::scan_all() const {
  std::vector<Found> found;
  const bool plain = box_.protections().level == sandbox::Level::kPlain;
  for (const Folder& folder : {Folder{"/dev/shm", "/", plain}, Folder{"/dev/mqueue", "/", plain}, Folder{"/work", "", false},
                               Folder{"/tmp", "/tmp/", plain}}) {
    const auto dir = open_in_root(box_.root().get(), box_.path_of(folder.inside), O_RDONLY | O_DIRECTORY);
    if (dir) scan_folder(folder, dir->get(), "", 0, found);
  }
  // At level plain a program that says "/tmp/x" means the machine's folder. A uid of its own tells what is whose.
  if (plain && box_.student_uid() != ::geteuid())
    if (const auto dir = open_in_root(box_.root().get(), "tmp", O_RDONLY | O_DIRECTORY))
      scan_folder({"/tmp", "/tmp/", true}, dir->get(), "", 0, found);
  const auto objects = box_.sysv_objects();
  if (!objects) return found;
  for (const sandbox::SysvObject& o : objects.value()) {
    using Kind = sandbox::SysvObject::Kind;
    IpcObject object{o.kind == Kind::kShm ? "sysv-shm" : o.kind == Kind::kSem ? "sysv-sem" : "sysv-msg", sysv_name(o.key),
                     o.size_bytes, o.mode};
    object.sysv_id = o.id;
    if (found.size() < kMaxObjects) found.push_back({std::move(object), static_cast<std::uint64_t>(o.id)});
  }
  return found;
}

void ObjectScan::set_baseline() {
  for (const Found& f : scan_all()) baseline_.insert({f.object.kind + f.object.name, f.number});
}

// Containers without /dev/mqueue have queues all the same, which only their names lead to. Nor can the box's
// janitor see them: what is found is removed here, so that the next program does not meet it.
void ObjectScan::ask_for_queues(const std::vector<std::string>& names, std::vector<IpcObject>& objects) const {
  if (box_.student_uid() == ::geteuid() || box_.protections().level == sandbox::Level::kFull) return;
  if (const auto folder = open_in_root(box_.root().get(), box_.path_of("/dev/mqueue"), O_RDONLY | O_DIRECTORY)) {
    constexpr auto kQueues = 0x19800202;  // ipc/mqueue.c; a folder without the mount shows no queue
    struct statfs fs {};
    if (::fstatfs(folder->get(), &fs) == 0 && fs.f_type == kQueues) return;
  }
  for (const std::string& name : names) {
    const Fd queue(::mq_open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat st{};
    if (!queue || ::fstat(queue.get(), &st) != 0 || st.st_uid != box_.student_uid()) continue;
    objects.push_back({"mq", name, 0, st.st_mode & 07777});
    ::mq_unlink(name.c_str());
  }
}

void ObjectScan::remove_made(const std::vector<IpcObject>& left) const {
  if (box_.protections().level != sandbox::Level::kPlain || box_.student_uid() != ::geteuid()) return;
  const auto folder = open_in_root(box_.root().get(), box_.path_of("/dev/shm"), O_RDONLY | O_DIRECTORY);
  for (const IpcObject& object : left) {
    const bool in_folder = object.kind == "sem" || object.kind == "shm";
    const bool has_key = object.sysv_id && object.name != sysv_name(IPC_PRIVATE);  // without one nobody meets it
    if (!object.created_by || object.name.empty()) continue;
    if (in_folder && folder && object.name.find('/', 1) == std::string::npos) {
      const std::string file = (object.kind == "sem" ? "sem." : "") + object.name.substr(1);
      ::unlinkat(folder->get(), file.c_str(), 0);
    } else if (object.kind == "mq") {
      ::mq_unlink(object.name.c_str());
    } else if (has_key && object.kind == "sysv-shm") {
      ::shmctl(*object.sysv_id, IPC_RMID, nullptr);
    } else if (has_key && object.kind == "sysv-sem") {
      ::semctl(*object.sysv_id, 0, IPC_RMID);
    } else if (has_key && object.kind == "sysv-msg") {
      ::msgctl(*object.sysv_id, IPC_RMID, nullptr);
    }
  }
}

std::vector<IpcObject> ObjectScan::scan(const std::vector<std::string>& queues) const {
  std::vector<IpcObject> objects;
  ask_for_queues(queues, objects);
  for (Found& f : scan_all())
    if (!baseline_.contains({f.object.kind + f.object.name, f.number})) objects.push_back(std::move(f.object));
  return objects;
}

}  // namespace grader
