// filter.cc — the seccomp filter: the table of rules turned into classic BPF by libseccomp.
//
// Everything that no rule names is allowed: students may use the whole of the system call interface that their
// course teaches. The filter closes what would weaken the box (namespaces, mounts, keyrings), what would bypass
// the filter itself (io_uring, other architectures) and what widens the kernel's attack surface for nothing.
// The box's init lives under the same filter: what it needs (kInitNeeds) must stay possible.
#include "sandbox/filter.h"

#include <seccomp.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "sandbox/fd.h"
#include "sandbox/filter_table.h"

namespace sandbox {
namespace {

using namespace filter_table;

/// What init calls after it has loaded the filter: forbidding one of these would end the box, not the student.
/// fork and vfork are here because the C library makes them by clone: to forbid them would forbid nothing.
constexpr std::string_view kInitNeeds[] = {
    "clone", "fork", "vfork", "execve", "exit_group", "exit", "wait4", "waitid", "kill", "read", "write",
    "close", "close_range", "sendmsg", "recvmsg", "poll", "ppoll", "open", "openat", "mmap", "munmap",
    "brk", "prctl", "capset", "setresuid", "setresgid", "setgroups", "personality", "prlimit64",
    "getrlimit", "setrlimit", "faccessat", "dup2", "dup3", "fcntl", "chdir", "umask", "setsid",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "semctl", "shmctl", "msgctl", "getpid", "seccomp",
};

/// Frees the libseccomp context.
class Context {
 public:
  explicit Context(scmp_filter_ctx context) : context_(context) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { if (context_ != nullptr) seccomp_release(context_); }
  scmp_filter_ctx get() const { return context_; }

 private:
  scmp_filter_ctx context_;
};

int resolve(const Rule& rule) {
  const int number = seccomp_syscall_resolve_name(rule.call);
  return number == __NR_SCMP_ERROR ? rule.number : number;
}

Result<void> add(const Context& filter, const Rule& rule) {
  const int number = resolve(rule);
  if (number < 0) return outcome::success();  // this architecture has no such call
  int failed = 0;
  if (rule.when.argument < 0) {
    failed = seccomp_rule_add_array(filter.get(), rule.action, number, 0, nullptr);
  } else {
    const scmp_arg_cmp compare{static_cast<unsigned>(rule.when.argument), SCMP_CMP_MASKED_EQ, rule.when.mask,
                               rule.when.value};
    failed = seccomp_rule_add_array(filter.get(), rule.action, number, 1, &compare);
  }
  if (failed != 0) return error(-failed, std::string("seccomp rule for ") + rule.call);
  return outcome::success();
}

Result<void> check_forbidden(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (seccomp_syscall_resolve_name(name.c_str()) == __NR_SCMP_ERROR)
      return error(EINVAL, "forbidden call '" + name + "': no such system call");
    if (std::find(std::begin(kInitNeeds), std::end(kInitNeeds), name) != std::end(kInitNeeds))
      return error(EINVAL, "forbidden call '" + name + "': the box itself needs it");
  }
  return outcome::success();
}

Result<void> set_attributes(const Context& filter) {
  // int 0x80 and x32 calls have other numbers: no rule below would see them.
  if (const int r = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, kKill); r != 0)
    return error(-r, "seccomp: action for other architectures");
  // A binary tree over the numbers: plain calls pay a handful of comparisons, not one per rule.
  if (const int r = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2); r != 0)
    return error(-r, "seccomp: binary tree");
  return outcome::success();
}

/// A forbidden call takes the place of every rule of the table about the same call.
std::vector<Rule> rules_for(const FilterConfig& config) {
  std::vector<Rule> rules;
  for (const std::string& name : config.forbidden_calls) rules.push_back({name.c_str(), kKill, kAlways, "", ""});
  const auto append = [&](const Rule& rule) {
    const auto& names = config.forbidden_calls;
    if (std::find(names.begin(), names.end(), rule.call) == names.end()) rules.push_back(rule);
  };
  std::for_each(std::begin(kDenied), std::end(kDenied), append);
  if (!config.notify) return rules;
  std::for_each(std::begin(kNotified), std::end(kNotified), append);
  for (const GroupRule& asked : kNotifiedOnRequest)
    if (std::find(config.hold_also.begin(), config.hold_also.end(), asked.group) != config.hold_also.end()) append(asked.rule);
  return rules;
}

/// libseccomp 2.5 exports to a descriptor only.
Result<std::vector<sock_filter>> export_program(const Context& filter) {
  const Fd file(::memfd_create("seccomp", MFD_CLOEXEC));
  if (!file) return last_error("memfd for the seccomp filter");
  if (const int r = seccomp_export_bpf(filter.get(), file.get()); r != 0) return error(-r, "export the seccomp filter");
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  if (size <= 0 || size % static_cast<off_t>(sizeof(sock_filter)) != 0)
    return fault("the exported seccomp filter has an impossible size");
  std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (::pread(file.get(), program.data(), static_cast<std::size_t>(size), 0) != size)
    return last_error("read the seccomp filter back");
  return program;
}

const char* action_text(std::uint32_t action) {
  switch (action) {
    case kNotify: return "notify";
    case kKill: return "kill";
    case kEperm: return "EPERM";
    case kEnosys: return "ENOSYS";
    case kEafnosupport: return "EAFNOSUPPORT";
    default: return "?";
  }
}

}  // namespace

Result<std::vector<sock_filter>> build_filter(const FilterConfig& config) {
  SANDBOX_TRY(check_forbidden(config.forbidden_calls));
  const Context filter(seccomp_init(SCMP_ACT_ALLOW));
  if (filter.get() == nullptr) return error(ENOMEM, "make a seccomp filter");
  SANDBOX_TRY(set_attributes(filter));
  for (const Rule& rule : rules_for(config)) {
    SANDBOX_TRY(add(filter, rule));
  }
  return export_program(filter);
}

std::vector<FilterRule> filter_rules() {
  std::vector<FilterRule> rules{{"(int 0x80)", "kill", "32-bit calls have other numbers"},
                                {"(x32)", "kill", "x32 calls have other numbers"}};
  const auto append = [&](const Rule& rule) {
    const std::string condition = *rule.condition != 0 ? "(" + std::string(rule.condition) + ")" : "";
    rules.push_back({rule.call + condition, action_text(rule.action), rule.reason});
  };
  for (const Rule& rule : kDenied) append(rule);
  for (const Rule& rule : kNotified) append(rule);
  return rules;
}

}  // namespace sandbox
