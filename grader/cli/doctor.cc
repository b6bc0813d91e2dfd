// doctor.cc — `grader doctor`: which protections and detectors this machine gives, with remedies.
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"
#include "grader/cli/temporary_folder.h"
#include "grader/compile/compiler.h"
#include "sandbox/box.h"
#include "sandbox/fd.h"
#include "sandbox/filter.h"

namespace grader {
namespace {

using sandbox::Fd;
using sandbox::Protection;

Protection cpu_clock() {
  perf_event_attr attr{};
  attr.size = sizeof attr;
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_TASK_CLOCK;
  attr.exclude_kernel = 1;
  const Fd fd(static_cast<int>(::syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC)));
  if (fd) return {"perf-task-clock", true, "CPU time of a tree can be counted without cgroups", ""};
  return {"perf-task-clock", false, std::strerror(errno), "not needed where cgroups count CPU time; else: sysctl kernel.perf_event_paranoid=2"};
}

Protection pidfd_info() {
  const Fd fd(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  if (!fd) return {"pidfd", false, std::strerror(errno), "use Linux 5.3 or later"};
  // PIDFD_GET_INFO, _IOWR(0xFF, 11, struct pidfd_info): newer than Debian 12's headers.
  struct Info { std::uint64_t mask; std::uint64_t rest[15]; } info{};
  const unsigned long get_info = _IOC(_IOC_READ | _IOC_WRITE, 0xFF, 11, sizeof info);
  if (::ioctl(fd.get(), get_info, &info) == 0) return {"pidfd", true, "with exit information", ""};
  return {"pidfd", true, "without exit information (Linux 6.15 has it); the box's init tells it instead", ""};
}

Protection core_pattern() {
  auto text = read_file("/proc/sys/kernel/core_pattern").value_or("");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.empty() || text.front() != '|') return {"core-pattern", true, "plain: crashes inside start no program outside", ""};
  return {"core-pattern", false, "crashes are piped to " + shortened(text.substr(1), 60) + ", outside the box",
          "core size limits of the box keep it idle; to be sure: sysctl kernel.core_pattern=core"};
}

Protection reads_other_processes() {
  const Fd fd(::open("/proc/self/syscall", O_RDONLY | O_CLOEXEC));
  char byte;
  if (fd && ::read(fd.get(), &byte, 1) == 1) return {"deadlock", true, "blocked calls and futex words are readable", ""};
  return {"deadlock", false, fmt::format("/proc/PID/syscall: {}", std::strerror(errno)), "use a kernel with CONFIG_HAVE_ARCH_TRACEHOOK, and let the container see /proc"};
}

std::vector<Protection> detectors() {
  std::vector<Protection> found{reads_other_processes(), cpu_clock(), pidfd_info(), core_pattern()};
  const std::size_t rules = sandbox::filter_rules().size();
  found.push_back({"system-call-rules", rules > 0, fmt::format("{} rules, each with its reason", rules), ""});
  return found;
}

std::vector<Protection> compilers(const CommonOptions& common) {
  std::vector<Protection> found;
  for (const Toolchain& t : toolchains(common.grade_options().compile))
    found.push_back({t.command, true, t.version, ""});
  if (found.empty()) found.push_back({"compiler", false, "neither gcc nor clang found", "apt-get install gcc g++"});
  return found;
}

Protection tasks_found() {
  const auto root = task_root();
  if (!root) return {"tasks", false, "none found", "set GRADER_TASKS to a folder of tasks"};
  return {"tasks", true, fmt::format("{} in {}", task_ids(*root).size(), shortened(root->native(), 100)), ""};
}

std::string level_text(const sandbox::Protections& p) {
  std::string text = sandbox::name_of(p.level);
  if (p.rootless) text += " (rootless)";
  return text;
}

std::string table(const std::vector<Protection>& items, std::size_t width, bool color) {
  std::string text;
  for (const Protection& p : items) {
    const std::string mark = !color ? (p.active ? "✓" : "–") : p.active ? "\x1b[32m✓\x1b[0m" : "\x1b[33m–\x1b[0m";
    text += fmt::format(" {} {:<{}}  {}\n", mark, p.name, width, shortened(p.detail, 200));
    if (!p.active && !p.remedy.empty()) text += fmt::format("   {:<{}}  → {}\n", "", width, p.remedy);
  }
  return text;
}

nlohmann::json items_json(const std::vector<Protection>& items) {
  nlohmann::json list = nlohmann::json::array();
  for (const Protection& p : items) {
    nlohmann::json item{{"name", p.name}, {"active", p.active}, {"detail", p.detail}};
    if (!p.remedy.empty()) item["remedy"] = p.remedy;
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

int perform(const DoctorCommand&, const CommonOptions& common) {
  temporary_folder_works();  // says what is wrong with it
  sandbox::BoxConfig config;
  config.rootfs = common.rootfs;
  config.level = common.level;
  const sandbox::Protections box = sandbox::probe_protections(config);
  const auto found = detectors();
  const auto tools = compilers(common);
  const std::vector<Protection> tasks{tasks_found()};
  utsname kernel{};
  ::uname(&kernel);
  if (common.format == "json") {
    const nlohmann::json document{{"level", sandbox::name_of(box.level)}, {"rootless", box.rootless},
                                  {"kernel", kernel.release}, {"protections", items_json(box.items)},
                                  {"detectors", items_json(found)}, {"compilers", items_json(tools)}, {"tasks", items_json(tasks)}};
    print(document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    return with_output(kExitOk);
  }
  std::size_t width = 0;
  for (const auto* list : {&box.items, &found, &tools, &tasks})
    for (const Protection& p : *list) width = std::max(width, p.name.size());
  const bool color = common.color_on(STDOUT_FILENO);
  print(fmt::format(" box level   {}        Linux {}\n\n", level_text(box), kernel.release) + table(box.items, width, color) + "\n" +
        table(found, width, color) + "\n" + table(tools, width, color) + table(tasks, width, color));
  return with_output(kExitOk);
}

}  // namespace grader
