// socket_table.h — the sockets of a network namespace: which family an inode belongs to, and whether packets are on
// their way. Source: proc_pid_net(5), net/ipv4/tcp_ipv4.c (get_tcp4_sock), net/core/net-procfs.c.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace grader {

/// What one table of /proc/PID/net says. Pure.
struct SocketRows {
  std::set<std::uint64_t> inodes;
  /// A timer of the kernel or unsent data will make something happen although every task sleeps: TCP holds small
  /// writes back until the peer's delayed acknowledgement, and retransmits. Zero window probes change nothing.
  bool in_motion = false;
};
SocketRows parse_unix_sockets(std::string_view text);
SocketRows parse_inet_sockets(std::string_view text);  ///< tcp, tcp6, udp, udp6
/// Packets that wait for the kernel's own thread: the columns of /proc/net/softnet_stat from Linux 5.10 on.
bool packets_wait(std::string_view softnet_stat);

/// The tables of the namespace of one process, read when first asked for.
class SocketTable {
 public:
  enum class Family { kUnix, kInet, kOther };
  Family family(pid_t pid, std::uint64_t inode);
  /// Whether Internet sockets were met and something is on its way between them.
  bool in_motion() const { return met_inet_ && inet_.in_motion; }
  void forget() { *this = SocketTable(); }

 private:
  void read(pid_t pid);

  bool read_ = false, met_inet_ = false;
  SocketRows unix_, inet_;
};

}  // namespace grader
