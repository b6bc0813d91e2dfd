// mount_plan.cc — decides what a box's root file system consists of.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include "sandbox/mounts.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;
using Kind = MountStep::Kind;

std::vector<fs::path>& all_hidden() {
  static std::vector<fs::path> folders;
  return folders;
}

std::mutex g_hidden_mutex;

std::vector<fs::path> hidden_folders() {
  const std::lock_guard lock(g_hidden_mutex);
  return all_hidden();
}

class Planner {
 public:
  Planner(const BoxConfig& config, uid_t uid, gid_t gid) : config_(config), uid_(uid), gid_(gid) {}

  Result<MountPlan> plan() {
    if (config_.rootfs) {
      if (auto added = add_rootfs(*config_.rootfs); !added) return added.error();
    } else {
      // The same for every box of a process: looked up once.
      static const std::vector<MountStep> host = Planner(BoxConfig{}, 0, 0).host_steps();
      plan_.steps = host;
      add_etc();
    }
    hide_folders();
    add_dev();
    add_private_folders();
    add_proc();
    for (const Bind& bind : config_.binds)
      if (auto added = add_bind(bind); !added) return added.error();
    return std::move(plan_);
  }

 private:
  static std::string at(const std::string& inside) { return kNewRoot + inside; }
  void add(Kind kind, const std::string& inside, std::string source = {}, std::string data = {}) {
    plan_.steps.push_back({kind, at(inside), std::move(source), std::move(data)});
  }
  void folder(const std::string& inside, mode_t mode = 0755) {
    plan_.steps.push_back({Kind::kFolder, at(inside), {}, {}, mode});
  }
  void bind(const std::string& inside, const fs::path& source, bool writable = false) {
    plan_.steps.push_back({Kind::kBind, at(inside), source.string(), {}, 0, writable});
  }

  // What is on the host a symbolic link (/bin -> usr/bin) is one inside, too.
  void mirror(const fs::path& source, const std::string& inside) {
    std::error_code code;
    const fs::file_status status = fs::symlink_status(source, code);
    if (fs::is_symlink(status)) {
      add(Kind::kSymlink, inside, {}, fs::read_symlink(source, code).string());
    } else if (fs::is_directory(status)) {
      folder(inside);
      bind(inside, source);
    } else if (fs::is_regular_file(status)) {
      add(Kind::kFile, inside);
      bind(inside, source);
    }
  }

  Result<void> add_rootfs(const fs::path& rootfs) {
    std::error_code code;
    const std::set<std::string> ours{"proc", "dev", "tmp", "work", "sys"};
    for (const fs::directory_entry& entry : fs::directory_iterator(rootfs, code))
      if (!ours.contains(entry.path().filename().string()))
        mirror(entry.path(), "/" + entry.path().filename().string());
    if (code) return Error{code, "open root file system " + rootfs.string()};
    return outcome::success();
  }

  std::vector<MountStep> host_steps() {
    for (const char* name : {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) mirror(name, name);
    folder("/etc");
    // The loader wants its cache; cc, c++ and many tools are links through /etc/alternatives.
    for (const char* name : {"/etc/ld.so.cache", "/etc/alternatives"}) mirror(name, name);
    add_linker_configuration();
    return std::move(plan_.steps);
  }

  void add_etc() {
    add(Kind::kFile, "/etc/passwd", {},
        fmt::format("root:x:0:0:root:/:/usr/sbin/nologin\nstudent:x:{}:{}:student:/work:/bin/sh\n"
                    "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n", uid_, gid_));
    add(Kind::kFile, "/etc/group", {}, fmt::format("root:x:0:\nstudent:x:{}:\nnogroup:x:65534:\n", gid_));
    add(Kind::kFile, "/etc/nsswitch.conf", {}, "passwd: files\ngroup: files\nhosts: files\n");
    add(Kind::kFile, "/etc/hosts", {}, fmt::format("127.0.0.1 localhost {}\n::1 localhost\n", config_.hostname));
    add(Kind::kFile, "/etc/hostname", {}, config_.hostname + "\n");
  }

  // Read by ld(1). Copied, not bound: a mount costs more than a small file.
  void add_linker_configuration() {
    copy("/etc/ld.so.conf");
    std::error_code code;
    const fs::path folder_of_parts = "/etc/ld.so.conf.d";
    if (!fs::is_directory(folder_of_parts, code)) return;
    folder(folder_of_parts);
    for (fs::directory_iterator entry(folder_of_parts, code), end; !code && entry != end; entry.increment(code))
      copy(entry->path());
  }

  void copy(const fs::path& path) {
    constexpr std::uintmax_t kSmall = 4096;
    std::error_code code;
    if (!fs::is_regular_file(path, code) || fs::file_size(path, code) > kSmall) return;
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    add(Kind::kFile, path, {}, text.str());
  }

  // Covered where a bind would show them.
  void hide_folders() {
    const std::vector<MountStep> binds = plan_.steps;
    for (const fs::path& hidden : hidden_folders())
      for (const MountStep& step : binds) {
        if (step.kind != Kind::kBind) continue;
        std::error_code code;
        const fs::path below = hidden.lexically_relative(fs::canonical(step.source, code));
        if (code || below.empty() || below == "." || *below.begin() == "..") continue;
        plan_.steps.push_back({Kind::kTmpfs, (fs::path(step.target) / below).string(), {}, "size=4k,nr_inodes=1,mode=700"});
      }
  }

  void add_dev() {
    folder("/dev");
    for (const char* name : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"})
      add(Kind::kDevice, name, name);
    add(Kind::kSymlink, "/dev/fd", {}, "/proc/self/fd");
    add(Kind::kSymlink, "/dev/stdin", {}, "/proc/self/fd/0");
    add(Kind::kSymlink, "/dev/stdout", {}, "/proc/self/fd/1");
    add(Kind::kSymlink, "/dev/stderr", {}, "/proc/self/fd/2");
    folder("/dev/mqueue");
    add(Kind::kMqueue, "/dev/mqueue");
  }

  void add_private_folders() {
    const std::string limits =
        fmt::format("size={},nr_inodes={}", config_.limits.tmpfs_bytes, config_.limits.tmpfs_inodes);
    folder("/dev/shm");
    add(Kind::kTmpfs, "/dev/shm", {}, limits + ",mode=1777");
    folder("/tmp");
    add(Kind::kTmpfs, "/tmp", {}, limits + ",mode=1777");
    folder("/work");
    add(Kind::kTmpfs, "/work", {}, limits + fmt::format(",mode=755,uid={},gid={}", uid_, gid_));
  }

  void add_proc() {
    folder("/proc");
    // While the host's /proc is still in sight: a user namespace gets a new one only then.
    add(Kind::kProc, "/proc");
    // System V memory is no process's: with these it cannot outgrow the box, and the tables stay small.
    const long page = ::sysconf(_SC_PAGESIZE);
    add(Kind::kSysctl, "/proc/sys/kernel/shmall", {},
        fmt::format("{}", config_.limits.memory_bytes / static_cast<std::uint64_t>(page)));
    add(Kind::kSysctl, "/proc/sys/kernel/shmmni", {}, "512");
    add(Kind::kSysctl, "/proc/sys/kernel/msgmni", {}, "512");
    add(Kind::kSysctl, "/proc/sys/kernel/sem", {}, "1000 32000 100 512");
    for (const char* name : {"/proc/sysrq-trigger", "/proc/kcore", "/proc/keys", "/proc/timer_list"})
      add(Kind::kMask, name);
    add(Kind::kReadOnly, "/proc/sys");
  }

  Result<void> add_bind(const Bind& wanted) {
    std::error_code code;
    const fs::file_status status = fs::status(wanted.host, code);
    if (code || !fs::exists(status)) return error(ENOENT, "bind " + wanted.host.string());
    fs::path inside("/");
    const fs::path relative = wanted.inside.lexically_normal().relative_path();
    if (relative.empty() || *relative.begin() == "..")
      return error(EINVAL, "bind to " + wanted.inside.string());
    for (const fs::path& part : relative.parent_path()) folder((inside /= part).string());
    inside = "/" / relative;
    if (fs::is_directory(status)) {
      folder(inside.string());
    } else {
      add(Kind::kFile, inside.string());
    }
    bind(inside.string(), fs::absolute(wanted.host, code), wanted.writable);
    return outcome::success();
  }

  const BoxConfig& config_;
  const uid_t uid_;
  const gid_t gid_;
  MountPlan plan_;
};

}  // namespace

void hide_from_boxes(const fs::path& folder) {
  std::error_code code;
  const fs::path real = fs::canonical(folder, code);
  const std::lock_guard lock(g_hidden_mutex);
  auto& folders = all_hidden();
  if (!code && std::find(folders.begin(), folders.end(), real) == folders.end()) folders.push_back(real);
}

Result<MountPlan> plan_mounts(const BoxConfig& config, uid_t student_uid, gid_t student_gid) {
  return Planner(config, student_uid, student_gid).plan();
}

}  // namespace sandbox
