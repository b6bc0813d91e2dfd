// proc_fdinfo.cc — parsers of /proc/PID/fdinfo/FD, of descriptor links and of /proc/locks.
#include "grader/diagnose/proc_fdinfo.h"

#include <sys/sysmacros.h>

#include "grader/diagnose/proc_status.h"

namespace grader {
namespace {

std::uint64_t parse_timer(std::string_view value) {  // "(0, 999862500)": seconds, nanoseconds
  std::string digits;
  for (const char c : value) digits += c >= '0' && c <= '9' ? c : ' ';
  std::string_view rest = digits;
  const std::uint64_t seconds = parse_number(next_word(rest)).value_or(0);
  return seconds * 1'000'000'000 + parse_number(next_word(rest)).value_or(0);
}

void take_watch(FdInfo& info, std::string_view line) {  // "tfd: 5 events: 19 data: …"
  next_word(line);
  const auto fd = parse_number(next_word(line));
  next_word(line);
  const auto events = parse_number(next_word(line), 16);
  if (fd && events) info.watched.emplace_back(static_cast<int>(*fd), static_cast<std::uint32_t>(*events));
}

}  // namespace

FdInfo parse_fdinfo(std::string_view text) {
  FdInfo info;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, colon);
    std::string_view rest = line.substr(colon + 1);
    if (key == "tfd") {
      take_watch(info, line);
      continue;
    }
    if (key == "it_value") {
      info.timer_ns = parse_timer(rest);
      continue;
    }
    const std::string_view word = next_word(rest);
    if (key == "flags") info.flags = static_cast<int>(parse_number(word, 8).value_or(0));
    else if (key == "ino") info.inode = parse_number(word).value_or(0);
    else if (key == "eventfd-count") info.eventfd_count = parse_number(word, 16);
    else if (key == "eventfd-id") info.eventfd_id = parse_number(word);
    else if (key == "sigmask") info.signal_mask = parse_number(word, 16);
    else if (key == "Pid") info.pidfd_pid = static_cast<int>(parse_number(word).value_or(0));
  }
  return info;
}

LinkTarget parse_link(std::string_view target) {
  if (target.starts_with('/')) return {};
  constexpr std::string_view kAnon = "anon_inode:";
  if (target.starts_with(kAnon)) {
    target.remove_prefix(kAnon.size());
    if (target.starts_with('[') && target.ends_with(']')) target = target.substr(1, target.size() - 2);
    if (target == "eventpoll") target = "epoll";
    return {std::string(target), 0};
  }
  const auto open = target.find(":[");
  if (open == std::string_view::npos || !target.ends_with(']')) return {};
  const auto inode = parse_number(target.substr(open + 2, target.size() - open - 3));
  return {std::string(target.substr(0, open)), inode.value_or(0)};
}

std::vector<FileLock> parse_locks(std::string_view text) {
  std::vector<FileLock> locks;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    next_word(line);  // "1:"
    std::string_view kind = next_word(line);
    const bool waits = kind == "->";
    if (waits) kind = next_word(line);
    next_word(line);  // ADVISORY
    next_word(line);  // WRITE
    const std::string_view owner = next_word(line);
    const std::string_view object = next_word(line);  // "08:01:1234"
    const auto first = object.find(':'), second = object.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    // An OFD lock has no owning process: the kernel writes -1.
    const auto pid = static_cast<pid_t>(parse_number(owner).value_or(0));
    if (waits) {
      if (!locks.empty()) locks.back().waiters.push_back(pid);
      continue;
    }
    FileLock lock;
    lock.owner = pid, lock.kind = kind;
    lock.device = makedev(parse_number(object.substr(0, first), 16).value_or(0),
                          parse_number(object.substr(first + 1, second - first - 1), 16).value_or(0));
    lock.inode = parse_number(object.substr(second + 1)).value_or(0);
    locks.push_back(std::move(lock));
  }
  return locks;
}

}  // namespace grader
