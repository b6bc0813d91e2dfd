// proc_status.h — parsers of /proc/PID/{status,stat,syscall} and of lists of ids. Pure functions on text.
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Source: proc_pid_status(5).
struct ProcStatus {
  char state = '?';
  pid_t tgid = 0, pid = 0, ppid = 0, tracer = 0;
  uid_t uid = 0;
  std::vector<pid_t> ns_pids;  ///< outermost first: the last is what the process itself sees
  std::uint64_t pending = 0, shared_pending = 0, blocked = 0, ignored = 0, caught = 0;
  std::uint64_t switches = 0;  ///< voluntary and not
  std::uint64_t voluntary_switches = 0;
  std::uint64_t peak_rss_bytes = 0;
  unsigned threads = 0;  ///< of the process; the ended leader of others counts
};
std::optional<ProcStatus> parse_status(std::string_view text);

/// Source: proc_pid_stat(5). The name may hold anything, also ") R": parsed from the last ')'.
struct ProcStat {
  char state = '?';
  pid_t ppid = 0, session = 0;
  std::uint64_t user_ticks = 0, system_ticks = 0;
  std::uint64_t start_ticks = 0;
  int exit_code = 0;  ///< a wait status; meaningful for zombies
  unsigned threads = 0;
};
std::optional<ProcStat> parse_stat(std::string_view text);

/// Source: proc_pid_syscall(5).
struct SyscallLine {
  enum class Kind { kRunning, kBlockedOutside, kInCall };
  Kind kind = Kind::kRunning;
  int nr = -1;
  std::array<std::uint64_t, 6> args{};
  std::uint64_t sp = 0, pc = 0;
  bool operator==(const SyscallLine&) const = default;
};
std::optional<SyscallLine> parse_syscall_line(std::string_view text);

/// "12 13 14": children, task lists.
std::vector<pid_t> parse_id_list(std::string_view text);
/// "a\0b\0" of /proc/PID/cmdline.
std::vector<std::string> parse_cmdline(std::string_view text);

/// What is kept of a command line; where it is longer, "…" stands for the rest.
inline constexpr std::size_t kMaxArguments = 64, kMaxArgumentBytes = 4096;
std::vector<std::string> clipped(std::vector<std::string> argv);

/// Line by line and word by word, without copies: what the other parsers here are made of.
std::string_view next_line(std::string_view& text);
std::string_view next_word(std::string_view& text);
std::optional<std::uint64_t> parse_number(std::string_view word, int base = 10);

}  // namespace grader
