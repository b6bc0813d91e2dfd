// socket_table_test.cc — when the tables of the network say that something is still on its way.
#include "grader/diagnose/socket_table.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

constexpr const char* kHead = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

SocketRows tcp(const std::string& queues_and_timer) {
  return parse_inet_sockets(kHead + std::string("   1: 0100007F:8AE2 0100007F:1F90 01 ") + queues_and_timer +
                            " 00000000  1000        0 4711 2 00000000cc2a02ba 20 4 30 10 -1\n");
}

TEST(SocketTable, IdleConnectionsAreNotInMotion) {
  EXPECT_FALSE(tcp("00000000:00000000 00:00000000").in_motion);
  EXPECT_FALSE(tcp("00000000:00000004 00:00000000").in_motion);  // received, not read: the reader would be awake
  EXPECT_FALSE(tcp("00027F10:00000000 04:00000014").in_motion);  // full both ways: probes change nothing
  EXPECT_FALSE(tcp("00000000:00000000 03:00001000").in_motion);
}

TEST(SocketTable, UnacknowledgedOrUnsentDataIsInMotion) {
  EXPECT_TRUE(tcp("00000008:00000000 01:00000014").in_motion);
  EXPECT_TRUE(tcp("00000008:00000000 00:00000000").in_motion);
  EXPECT_TRUE(tcp("00000000:00000000 02:00000014").in_motion);
}

TEST(SocketTable, InodesAreKnownByFamily) {
  EXPECT_TRUE(tcp("00000000:00000000 00:00000000").inodes.contains(4711));
  const SocketRows rows = parse_unix_sockets(
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
      "0000000024ec22d9: 00000003 00000000 00000000 0001 03  1063\n"
      "00000000c6713d86: 00000002 00000000 00010000 0001 01  1062 /tmp/a b\n");
  EXPECT_EQ(rows.inodes, (std::set<std::uint64_t>{1062, 1063}));
}

TEST(SocketTable, PacketsThatWaitForTheKernelsThread) {
  const std::string row = "000039cc 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 ";
  EXPECT_FALSE(packets_wait(row + "00000000 00000000 00000000 00000000\n" + row + "00000000 00000001 00000000 00000000\n"));
  EXPECT_TRUE(packets_wait(row + "00000000 00000000\n" + row + "00000002 00000001\n"));
  EXPECT_FALSE(packets_wait("000039cc 00000000"));  // an old kernel does not tell
}

TEST(SocketTable, GarbageIsIgnored) {
  EXPECT_TRUE(parse_inet_sockets("x\n\n1 2 3 4 zz zz 6 7 8 zz\n").inodes.empty());
  EXPECT_TRUE(parse_unix_sockets("a b c d e f g").inodes.empty());
}

}  // namespace
}  // namespace grader
