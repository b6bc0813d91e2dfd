// probe.cc — what a box protects with here, told by making one.
#include <fmt/format.h>

#include "sandbox/box_impl.h"

namespace sandbox {
namespace {

constexpr const char* kNamespaceRemedy =
    "run as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1, on Ubuntu an AppArmor profile "
    "with 'userns,'; in a container: --privileged, or --cap-add SYS_ADMIN with --security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined";
constexpr const char* kCgroupRemedy =
    "run as root, or under 'systemd-run --user --scope -p Delegate=yes'; in a container: --cgroupns=private with a "
    "writable /sys/fs/cgroup";
constexpr const char* kRootRemedy = "run as root";

struct List {
  std::vector<Protection> items;
  void add(const char* name, bool active, std::string detail, const char* remedy) {
    items.push_back({name, active, std::move(detail), active ? "" : remedy});
  }
};

void add_namespaces(List& list, const ProtectionFacts& facts) {
  const bool full = facts.level == Level::kFull;
  const std::string why = facts.plain_reason.empty() ? "level plain was asked for" : facts.plain_reason;
  const auto detail = [&](const char* text) { return full ? std::string(text) : why; };
  // As root the students have a uid of their own, and no user namespace is wanted.
  list.add("user-namespace", full && facts.rootless,
           full && !facts.rootless ? "not needed: the supervisor is root, the students are not"
                                   : detail("the caller's uid, without capabilities"),
           full ? "" : kNamespaceRemedy);
  list.add("pid-namespace", full, detail("init of its own"), kNamespaceRemedy);
  list.add("mount-namespace", full, detail("private /work, /tmp, /proc, /dev"), kNamespaceRemedy);
  list.add("ipc-namespace", full, detail("private System V objects and POSIX queues"), kNamespaceRemedy);
  list.add("network-namespace", full, detail("loopback only"), kNamespaceRemedy);
  list.add("uts-namespace", full, detail("host name of its own"), kNamespaceRemedy);
  list.add("cgroup-namespace", full, detail("the host's groups are out of sight"), kNamespaceRemedy);
  list.add("read-only-root", full, detail("/usr, /lib*, /bin of the host or a root file system of its own"),
           kNamespaceRemedy);
  list.add("private-dev-shm", full, full ? "tmpfs with a size limit" : "shared with the host, compared before and after",
           kNamespaceRemedy);
}

}  // namespace

Protections describe_protections(const ProtectionFacts& facts) {
  List list;
  add_namespaces(list, facts);
  list.add("seccomp", facts.filter_size > 0, fmt::format("{} instructions", facts.filter_size), "");
  list.add("rare-call-notification", facts.notify,
           facts.notify ? "seccomp user notification" : "not asked for, or the kernel refused a listener",
           "kernel 5.5 or newer, and no other listener around the grader");
  const auto or_why = [&](const std::string& ability) {
    return ability.empty() ? facts.cgroup.why : "cgroup " + ability;
  };
  list.add("memory-limit", !facts.cgroup.memory.empty(), or_why(facts.cgroup.memory), kCgroupRemedy);
  const bool cpu = !facts.cgroup.cpu.empty() || facts.perf_clock;
  list.add("cpu-accounting", cpu,
           !facts.cgroup.cpu.empty() ? "cgroup " + facts.cgroup.cpu
           : facts.perf_clock        ? "perf task-clock"
                                     : "polling /proc: children that nobody waits for are missed",
           "sysctl kernel.perf_event_paranoid=2, or a delegated cgroup");
  const bool tasks = !facts.cgroup.tasks.empty();
  list.add("tasks-limit", tasks || facts.own_uid || facts.rootless,
           tasks ? "cgroup " + facts.cgroup.tasks : "RLIMIT_NPROC, counted per user", kCgroupRemedy);
  list.add("separate-uid", facts.own_uid, facts.own_uid ? "a uid for each box" : "the students run as the caller",
           kRootRemedy);
  return {facts.level, facts.rootless, std::move(list.items)};
}

Protections probe_protections(const BoxConfig& config) {
  const auto box = Box::create(config);
  if (box) return box.value()->protections();
  Protections none;
  none.items.push_back({"box", false, box.error().text(), "see the reason"});
  return none;
}

}  // namespace sandbox
