// cgroup.cc — files of cgroup v1 and v2. Source: Documentation/admin-guide/cgroup-{v1,v2}.
#include "sandbox/cgroup.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string_view>

namespace sandbox {
namespace {

namespace fs = std::filesystem;

bool write_file(const fs::path& path, const std::string& text) {
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::string read_file(const fs::path& path) {
  // Not by istreambuf_iterator: that throws when the read fails, and the kernel may say ENODEV here.
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Fd open_reader(const fs::path& path) { return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); }

std::string_view read_at_start(const Fd& fd, std::array<char, 1024>& buffer) {
  if (!fd) return {};
  const ssize_t bytes = ::pread(fd.get(), buffer.data(), buffer.size(), 0);
  return {buffer.data(), bytes > 0 ? static_cast<std::size_t>(bytes) : 0};
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{}) return std::nullopt;
  return value;
}

// "oom_kill 3" in a file of such lines.
std::optional<std::uint64_t> field(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ' ')
      return number(line.substr(name.size() + 1));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

bool has_word(const std::string& text, const std::string& word) {
  std::istringstream words(text);
  for (std::string each; words >> each;)
    if (each == word) return true;
  return false;
}

// Without a cgroup namespace a container sees a path that is not below its mount: then the mount itself is ours.
fs::path below(const fs::path& mount, const std::string& group) {
  std::error_code code;
  const fs::path full = mount / fs::path(group).relative_path();
  return fs::exists(full, code) ? full : mount;
}

// Controllers come to a v2 folder from its parent's subtree_control, and a folder with processes may not give any
// ("no internal processes"): then this process moves to a leaf of its own first.
bool delegate(const fs::path& parent) {
  const fs::path control = parent / "cgroup.subtree_control";
  const std::string have = read_file(parent / "cgroup.controllers");
  bool all = true;
  for (const char* name : {"memory", "pids", "cpu"}) {
    if (!has_word(have, name) || has_word(read_file(control), name)) continue;
    if (write_file(control, std::string("+") + name)) continue;
    if (errno != EBUSY) return false;
    const fs::path leaf = parent / "grader-supervisor";
    (void)::mkdir(leaf.c_str(), 0755);
    if (!write_file(leaf / "cgroup.procs", "0")) return false;
    all = write_file(control, std::string("+") + name) && all;
  }
  return all;
}

}  // namespace

CgroupParents find_cgroup_parents(const std::string& mountinfo, const std::string& self_cgroup) {
  CgroupParents parents;
  std::istringstream mounts(mountinfo);
  for (std::string line; std::getline(mounts, line);) {
    // 36 35 98:0 ROOT MOUNTPOINT options … - TYPE SOURCE SUPEROPTIONS
    std::istringstream words(line);
    std::string skip, mount_point, word, type, source, super;
    words >> skip >> skip >> skip >> skip >> mount_point;
    while (words >> word && word != "-") continue;
    words >> type >> source >> super;
    if (type != "cgroup" && type != "cgroup2") continue;
    std::istringstream groups(self_cgroup);
    for (std::string group; std::getline(groups, group);) {
      const std::size_t first = group.find(':');
      const std::size_t second = group.find(':', first + 1);
      if (second == std::string::npos) continue;
      const std::string names = "," + group.substr(first + 1, second - first - 1) + ",";
      const std::string path = group.substr(second + 1);
      const std::string options = "," + super + ",";
      const auto both = [&](const std::string& name) {
        return names.find("," + name + ",") != std::string::npos &&
               options.find("," + name + ",") != std::string::npos;
      };
      if (type == "cgroup2") {
        if (names == ",,") parents.v2 = below(mount_point, path);
      } else if (both("memory")) {
        parents.v1_memory = below(mount_point, path);
      } else if (both("pids")) {
        parents.v1_pids = below(mount_point, path);
      }
      if (type == "cgroup" && both("cpuacct")) parents.v1_cpuacct = below(mount_point, path);
    }
  }
  return parents;
}

CgroupParents find_cgroup_parents() {
  CgroupParents parents = find_cgroup_parents(read_file("/proc/self/mountinfo"), read_file("/proc/self/cgroup"));
  // Once moved to the leaf by delegate(), boxes still go beside it.
  if (parents.v2 && parents.v2->filename() == "grader-supervisor") parents.v2 = parents.v2->parent_path();
  return parents;
}

bool Cgroup::make_folder(const fs::path& folder, const char* entry_file) {
  if (::mkdir(folder.c_str(), 0755) < 0) {
    if (abilities_.why.empty())
      abilities_.why = "cannot make " + folder.string() + ": " + std::generic_category().message(errno);
    return false;
  }
  Fd entry(::open((folder / entry_file).c_str(), O_WRONLY | O_CLOEXEC));
  if (!entry) {
    ::rmdir(folder.c_str());
    return false;
  }
  folders_.push_back(folder);
  entries_.push_back(std::move(entry));
  return true;
}

void Cgroup::make_v2(const fs::path& parent, const Limits& limits, const std::string& name) {
  const fs::path folder = parent / name;
  (void)delegate(parent);
  if (!make_folder(folder, "cgroup.procs")) return;
  v2_ = folder;
  v2_folder_ = Fd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (fs::exists(folder / "cpu.stat")) abilities_.cpu = "v2";
  if (fs::exists(folder / "cgroup.kill")) abilities_.kill = "v2";
  if (write_file(folder / "memory.max", std::to_string(limits.memory_bytes))) {
    abilities_.memory = "v2";
    (void)write_file(folder / "memory.swap.max", "0");
    (void)write_file(folder / "memory.oom.group", "1");
  }
  if (write_file(folder / "pids.max", std::to_string(limits.tasks + 1))) abilities_.tasks = "v2";  // + init
  if (abilities_.memory.empty() && abilities_.why.empty())
    abilities_.why = "the controllers memory and pids are not delegated at " + parent.string();
}

// "tasks", not "cgroup.procs": moving a whole process takes the lock that every fork and exit of the machine holds
// shared, and so waits out an RCU grace period, which is milliseconds. Moving the calling thread does not
// (cgroup_procs_write_start in kernel/cgroup/cgroup.c), and init has only one.
void Cgroup::make_v1(const CgroupParents& parents, const Limits& limits, const std::string& name) {
  if (abilities_.memory.empty() && parents.v1_memory && make_folder(*parents.v1_memory / name, "tasks")) {
    v1_memory_ = *parents.v1_memory / name;
    const std::string bytes = std::to_string(limits.memory_bytes);
    if (write_file(*v1_memory_ / "memory.limit_in_bytes", bytes)) abilities_.memory = "v1";
    (void)write_file(*v1_memory_ / "memory.memsw.limit_in_bytes", bytes);  // memory and swap; absent without swap
  }
  if (abilities_.tasks.empty() && parents.v1_pids && make_folder(*parents.v1_pids / name, "tasks")) {
    v1_pids_ = *parents.v1_pids / name;
    if (write_file(*v1_pids_ / "pids.max", std::to_string(limits.tasks + 1))) abilities_.tasks = "v1";
  }
  if (abilities_.cpu.empty() && parents.v1_cpuacct && make_folder(*parents.v1_cpuacct / name, "tasks")) {
    v1_cpuacct_ = *parents.v1_cpuacct / name;
    abilities_.cpu = "v1";
  }
}

void Cgroup::open_readers() {
  if (abilities_.cpu == "v2") cpu_ = open_reader(*v2_ / "cpu.stat");
  if (abilities_.cpu == "v1") cpu_ = open_reader(*v1_cpuacct_ / "cpuacct.usage");
  if (abilities_.memory == "v2") {
    peak_ = open_reader(*v2_ / "memory.peak");
    memory_events_ = open_reader(*v2_ / "memory.events");
  } else if (abilities_.memory == "v1") {
    peak_ = open_reader(*v1_memory_ / "memory.max_usage_in_bytes");
    memory_events_ = open_reader(*v1_memory_ / "memory.oom_control");
  }
  if (!abilities_.tasks.empty()) {
    const fs::path& folder = abilities_.tasks == "v2" ? *v2_ : *v1_pids_;
    tasks_ = open_reader(folder / "pids.current");
    tasks_events_ = open_reader(folder / "pids.events");
  }
}

Cgroup Cgroup::create(const CgroupParents& parents, const Limits& limits, const std::string& name) {
  Cgroup group;
  if (parents.v2) group.make_v2(*parents.v2, limits, name);
  group.make_v1(parents, limits, name);
  group.open_readers();
  if (group.folders_.empty() && group.abilities_.why.empty()) group.abilities_.why = "no cgroup file system is mounted";
  return group;
}

CgroupEntry Cgroup::entry() const {
  CgroupEntry entry;
  entry.v2_folder = v2_folder_.get();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (v2_ && i == 0) entry.v2_procs = entries_[i].get();
    else entry.v1_tasks.push_back(entries_[i].get());
  }
  return entry;
}

std::optional<std::chrono::microseconds> Cgroup::read_cpu() const {
  std::array<char, 1024> buffer;
  if (abilities_.cpu == "v2") {
    if (const auto value = field(read_at_start(cpu_, buffer), "usage_usec")) return std::chrono::microseconds(*value);
  } else if (abilities_.cpu == "v1") {
    if (const auto value = number(read_at_start(cpu_, buffer))) return std::chrono::microseconds(*value / 1000);
  }
  return std::nullopt;
}

Cgroup::Reading Cgroup::read() const {
  std::array<char, 1024> buffer;
  Reading reading;
  reading.cpu = read_cpu();
  reading.memory_peak_bytes = number(read_at_start(peak_, buffer));
  reading.memory_limit_hit = field(read_at_start(memory_events_, buffer), "oom_kill").value_or(0) > 0;
  reading.tasks_limit_hit = field(read_at_start(tasks_events_, buffer), "max").value_or(0) > 0;
  if (const auto value = number(read_at_start(tasks_, buffer)))
    reading.tasks = static_cast<std::uint32_t>(*value > 0 ? *value - 1 : 0);  // init is one of them
  return reading;
}

bool Cgroup::kill() const { return abilities_.kill == "v2" && write_file(*v2_ / "cgroup.kill", "1"); }

void Cgroup::remove() {
  for (const fs::path& folder : folders_) {
    // A dead process leaves its group a moment after it was reaped.
    for (int attempt = 0; attempt < 200 && ::rmdir(folder.c_str()) < 0 && errno == EBUSY; ++attempt)
      (void)::poll(nullptr, 0, attempt < 20 ? 0 : 5);
  }
  folders_.clear();
}

}  // namespace sandbox
