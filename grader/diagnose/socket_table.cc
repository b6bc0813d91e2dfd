// socket_table.cc — the sockets of a network namespace.
#include "grader/diagnose/socket_table.h"

#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

#include "grader/diagnose/proc_reader.h"

namespace grader {
namespace {

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; (at = line.find_first_not_of(" \t", at)) != line.npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    all.push_back(line.substr(at, end - at));
    at = end;
  }
  return all;
}

std::optional<std::uint64_t> number(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

template <class Row>
void each_row(std::string_view text, Row row) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    row(fields(text.substr(at, end - at)));
    at = end + 1;
  }
}

}  // namespace

SocketRows parse_unix_sockets(std::string_view text) {
  SocketRows rows;
  constexpr std::size_t kInode = 6;
  each_row(text, [&](const std::vector<std::string_view>& f) {
    if (f.size() <= kInode) return;
    if (const auto inode = number(f[kInode], 10)) rows.inodes.insert(*inode);
  });
  return rows;
}

SocketRows parse_inet_sockets(std::string_view text) {
  SocketRows rows;
  // sl local remote st tx:rx tr:when retrnsmt uid timeout inode
  constexpr std::size_t kQueues = 4, kTimer = 5, kInode = 9;
  constexpr std::uint64_t kNoTimer = 0, kTimeWait = 3, kWindowProbe = 4;
  each_row(text, [&](const std::vector<std::string_view>& f) {
    if (f.size() <= kInode) return;
    const auto inode = number(f[kInode], 10);
    const auto unsent = number(f[kQueues].substr(0, f[kQueues].find(':')), 16);
    const auto timer = number(f[kTimer].substr(0, f[kTimer].find(':')), 16);
    if (!inode || !unsent || !timer) return;
    if (*inode != 0) rows.inodes.insert(*inode);
    const bool idle = *timer == kTimeWait || *timer == kWindowProbe || (*timer == kNoTimer && *unsent == 0);
    rows.in_motion = rows.in_motion || !idle;
  });
  return rows;
}

bool packets_wait(std::string_view softnet_stat) {
  bool wait = false;
  constexpr std::size_t kBacklog = 11;
  each_row(softnet_stat, [&](const std::vector<std::string_view>& f) {
    if (f.size() > kBacklog && number(f[kBacklog], 16).value_or(0) != 0) wait = true;
  });
  return wait;
}

void SocketTable::read(pid_t pid) {
  read_ = true;
  if (const auto text = read_text(proc_path(pid, "net/unix"))) unix_ = parse_unix_sockets(*text);
  for (const char* name : {"net/tcp", "net/tcp6", "net/udp", "net/udp6"}) {
    const auto text = read_text(proc_path(pid, name));
    if (!text) continue;
    SocketRows rows = parse_inet_sockets(*text);
    inet_.inodes.merge(rows.inodes);
    inet_.in_motion = inet_.in_motion || rows.in_motion;
  }
  if (const auto text = read_text(proc_path(pid, "net/softnet_stat"))) inet_.in_motion = inet_.in_motion || packets_wait(*text);
}

SocketTable::Family SocketTable::family(pid_t pid, std::uint64_t inode) {
  if (!read_) read(pid);
  if (unix_.inodes.contains(inode)) return Family::kUnix;
  if (!inet_.inodes.contains(inode)) return Family::kOther;
  met_inet_ = true;
  return Family::kInet;
}

}  // namespace grader
