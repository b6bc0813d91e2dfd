// mounts.h — the box's root file system: planned by the supervisor, mounted by init.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "sandbox/box.h"
#include "sandbox/result.h"
#include "sandbox/setup_failure.h"

namespace sandbox {

/// Where the new root is put together: a folder that is never the source of a bind.
constexpr const char* kNewRoot = "/sys";

struct MountStep {
  enum class Kind {
    kFolder,     ///< make `target` with `mode`
    kFile,       ///< write `data` to `target`
    kSymlink,    ///< `target` -> `data`
    kBind,       ///< `source` read-only (or `writable`) at `target`, nosuid and nodev, with what is mounted below
    kDevice,     ///< the device file `source` at `target`
    kTmpfs,      ///< with options `data`
    kProc,
    kMqueue,
    kReadOnly,   ///< what is at `target` becomes read-only
    kMask,       ///< /dev/null over `target`, where it exists
    kSysctl,     ///< `data` to `target`, where allowed
  };
  Kind kind;
  std::string target;
  std::string source{};
  std::string data{};
  mode_t mode = 0755;
  bool writable = false;
};

struct MountPlan {
  std::vector<MountStep> steps;
};

/// Errors: a bind's source or the rootfs that does not exist.
Result<MountPlan> plan_mounts(const BoxConfig& config, uid_t student_uid, gid_t student_gid);

/// In init, in a mount namespace of its own. No allocation. Leaves the working folder at the new root.
bool mount_all(const MountPlan& plan, SetupFailure& failure) noexcept;

}  // namespace sandbox
