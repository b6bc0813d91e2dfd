// mounts.cc — mounts the planned steps. Runs in init: no allocation.
#include "sandbox/mounts.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sandbox {
namespace {

#ifndef SYS_mount_setattr
constexpr long SYS_mount_setattr = 442;
#endif

// Private copy of struct mount_attr: headers before 5.12 lack it.
struct MountAttr {
  std::uint64_t attr_set = 0;
  std::uint64_t attr_clr = 0;
  std::uint64_t propagation = 0;
  std::uint64_t userns_fd = 0;
};
constexpr std::uint64_t kAttrReadOnly = 0x1;
constexpr std::uint64_t kAttrNosuid = 0x2;
constexpr std::uint64_t kAttrNodev = 0x4;
constexpr unsigned kAtRecursive = 0x8000;

// In a user namespace the flags of the original mount are locked: a remount has to repeat them.
unsigned long locked_flags(const char* path) noexcept {
  struct statvfs info {};
  if (::statvfs(path, &info) < 0) return 0;
  unsigned long flags = 0;
  if (info.f_flag & ST_RDONLY) flags |= MS_RDONLY;
  if (info.f_flag & ST_NOSUID) flags |= MS_NOSUID;
  if (info.f_flag & ST_NODEV) flags |= MS_NODEV;
  if (info.f_flag & ST_NOEXEC) flags |= MS_NOEXEC;
  if (info.f_flag & ST_NOATIME) flags |= MS_NOATIME;
  if (info.f_flag & ST_NODIRATIME) flags |= MS_NODIRATIME;
  if (info.f_flag & ST_RELATIME) flags |= MS_RELATIME;
  return flags;
}

bool restrict_mount(const char* path, bool writable) noexcept {
  MountAttr attr;
  attr.attr_set = kAttrNosuid | kAttrNodev | (writable ? 0 : kAttrReadOnly);
  if (::syscall(SYS_mount_setattr, AT_FDCWD, path, kAtRecursive, &attr, sizeof attr) == 0) return true;
  const unsigned long flags = locked_flags(path) | MS_NOSUID | MS_NODEV | (writable ? 0 : MS_RDONLY);
  return ::mount(nullptr, path, nullptr, MS_BIND | MS_REMOUNT | flags, nullptr) == 0;
}

bool write_file(const char* path, const std::string& data, int flags) noexcept {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC | flags, 0644);
  if (fd < 0) return false;
  const bool ok = data.empty() || ::write(fd, data.data(), data.size()) == static_cast<ssize_t>(data.size());
  ::close(fd);
  return ok;
}

bool exists(const char* path) noexcept { return ::access(path, F_OK) == 0; }

// A node of one's own spares a mount; a user namespace and some containers refuse it, but not a bind of the host's.
bool make_device(const MountStep& step) noexcept {
  const char* target = step.target.c_str();
  struct stat host {};
  if (::stat(step.source.c_str(), &host) == 0 && S_ISCHR(host.st_mode) &&
      ::mknod(target, S_IFCHR | 0666, host.st_rdev) == 0)
    return true;
  return write_file(target, step.data, O_CREAT | O_EXCL) &&
         ::mount(step.source.c_str(), target, nullptr, MS_BIND, nullptr) == 0;
}

bool run_step(const MountStep& step) noexcept {
  const char* target = step.target.c_str();
  switch (step.kind) {
    case MountStep::Kind::kFolder:
      return ::mkdir(target, step.mode) == 0 || errno == EEXIST;  // the umask is 0
    case MountStep::Kind::kFile:
      return write_file(target, step.data, O_CREAT | O_EXCL) || errno == EEXIST;
    case MountStep::Kind::kSymlink:
      return ::symlink(step.data.c_str(), target) == 0 || errno == EEXIST;
    case MountStep::Kind::kBind:
      return ::mount(step.source.c_str(), target, nullptr, MS_BIND | MS_REC, nullptr) == 0 &&
             restrict_mount(target, step.writable);
    case MountStep::Kind::kDevice:
      return make_device(step);
    case MountStep::Kind::kTmpfs:
      return ::mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, step.data.c_str()) == 0;
    case MountStep::Kind::kProc:
      return ::mount("proc", target, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
    case MountStep::Kind::kMqueue:
      return ::mount("mqueue", target, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
    case MountStep::Kind::kReadOnly:
      return (::mount(target, target, nullptr, MS_BIND | MS_REC, nullptr) == 0 && restrict_mount(target, false)) ||
             errno == ENOENT;
    case MountStep::Kind::kMask:
      return ::mount("/dev/null", target, nullptr, MS_BIND, nullptr) == 0 || (errno == ENOENT && !exists(target));
    case MountStep::Kind::kSysctl:
      (void)write_file(target, step.data, 0);
      return true;
  }
  return false;
}

const char* verb(MountStep::Kind kind) noexcept {
  switch (kind) {
    case MountStep::Kind::kFolder: return "make folder";
    case MountStep::Kind::kFile: return "write";
    case MountStep::Kind::kSymlink: return "link";
    case MountStep::Kind::kTmpfs: return "mount tmpfs on";
    case MountStep::Kind::kProc: return "mount proc on";
    case MountStep::Kind::kMqueue: return "mount mqueue on";
    default: return "bind to";
  }
}

}  // namespace

bool mount_all(const MountPlan& plan, SetupFailure& failure) noexcept {
  ::umask(0);
  // Nothing mounted here may travel back to the host.
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0) return failure.at("make / private");
  // Not nodev: /dev is a folder of it. It ends read-only, and who may make nodes is not in the box.
  if (::mount("tmpfs", kNewRoot, "tmpfs", MS_NOSUID, "mode=755,size=1m,nr_inodes=1024") < 0)
    return failure.at("mount the new root");
  const std::size_t prefix = std::strlen(kNewRoot);
  for (const MountStep& step : plan.steps)
    if (!run_step(step)) return failure.at(verb(step.kind), step.target.c_str() + prefix);
  if (::chdir(kNewRoot) < 0) return failure.at("enter the new root");
  // pivot_root(".", ".") stacks the old root on the new one; the detach takes it away again (pivot_root(2)).
  if (::syscall(SYS_pivot_root, ".", ".") < 0) return failure.at("pivot_root");
  if (::umount2(".", MNT_DETACH) < 0) return failure.at("detach the old root");
  if (::chdir("/") < 0) return failure.at("enter the new root");
  if (::mount(nullptr, "/", nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID, nullptr) < 0)
    return failure.at("make the root read-only");
  return true;
}

}  // namespace sandbox
