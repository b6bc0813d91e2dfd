// proc_reader_test.cc — the parsers of /proc on texts as the kernel writes them, and on broken ones.
#include <gtest/gtest.h>
#include <sys/sysmacros.h>

#include "grader/diagnose/proc_fdinfo.h"
#include "grader/diagnose/proc_maps.h"
#include "grader/diagnose/proc_status.h"

namespace grader {
namespace {

TEST(ProcStatusTest, ReadsIdsSignalsAndSwitches) {
  const auto s = parse_status(
      "Name:\tx\nState:\tS (sleeping)\nTgid:\t70\nPid:\t71\nPPid:\t9\nTracerPid:\t0\nUid:\t1000\t0\t0\t0\n"
      "Threads:\t3\nNSpid:\t71\t3\nVmHWM:\t    12 kB\nSigPnd:\t0000000000000001\nShdPnd:\t0000000000000002\nSigBlk:\t0000000000000004\n"
      "SigIgn:\t0000000000010000\nSigCgt:\t0000000000002000\nvoluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t2\n");
  ASSERT_TRUE(s);
  EXPECT_EQ(s->state, 'S');
  EXPECT_EQ(s->tgid, 70);
  EXPECT_EQ(s->ppid, 9);
  EXPECT_EQ(s->uid, 1000u);
  EXPECT_EQ(s->ns_pids, (std::vector<pid_t>{71, 3}));
  EXPECT_EQ(s->switches, 7u);
  EXPECT_EQ(s->threads, 3u);
  EXPECT_EQ(s->ignored, 0x10000u);
  EXPECT_EQ(s->peak_rss_bytes, 12u * 1024);
  EXPECT_FALSE(parse_status(""));
  EXPECT_FALSE(parse_status("no colon here\nPid:\n"));
}

TEST(ProcStatTest, NameMayLookLikeTheRest) {
  const auto s = parse_stat(
      "7 (a) R 1 ) Z 3 7 7 0 -1 4 0 0 0 0 11 22 0 0 20 0 1 0 500 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 256\n");
  ASSERT_TRUE(s);
  EXPECT_EQ(s->state, 'Z');
  EXPECT_EQ(s->ppid, 3);
  EXPECT_EQ(s->user_ticks, 11u);
  EXPECT_EQ(s->start_ticks, 500u);
  EXPECT_EQ(s->exit_code, 256);
  EXPECT_EQ(s->threads, 1u);
  EXPECT_FALSE(parse_stat("7 (x) R 1"));
}

TEST(SyscallLineTest, KnowsItsThreeForms) {
  const auto call = parse_syscall_line("202 0x7f00 0x80 0x2 0x0 0x0 0x0 0x7ffe10 0x7f55aa\n");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->nr, 202);
  EXPECT_EQ(call->args[1], 0x80u);
  EXPECT_EQ(call->pc, 0x7f55aau);
  EXPECT_EQ(parse_syscall_line("running\n")->kind, SyscallLine::Kind::kRunning);
  EXPECT_EQ(parse_syscall_line("-1 0x7ffe 0x55\n")->kind, SyscallLine::Kind::kBlockedOutside);
  EXPECT_FALSE(parse_syscall_line(""));
  EXPECT_FALSE(parse_syscall_line("202 0x1"));
}

TEST(ProcMapsTest, KeepsNamesWithSpaces) {
  const auto maps = parse_maps(
      "7f0000000000-7f0000001000 rw-s 00002000 00:1a 42                        /dev/shm/my mem (deleted)\n"
      "broken line\n7f0000002000-7f0000003000 r-xp 00000000 08:01 7 \n");
  ASSERT_EQ(maps.size(), 2u);
  EXPECT_TRUE(maps[0].shared && maps[0].writable && !maps[0].executable);
  EXPECT_EQ(maps[0].device, makedev(0, 0x1a));
  EXPECT_EQ(maps[0].name, "/dev/shm/my mem (deleted)");
  EXPECT_TRUE(maps[1].executable);
  EXPECT_EQ(mapping_of(maps, 0x7f0000002fff), &maps[1]);
  EXPECT_EQ(mapping_of(maps, 0x7f0000001000), nullptr);
}

// A student's command line may be two megabytes long, and it is in the verdict of each of his processes.
TEST(CmdlineTest, KeepsTheBeginningAndMarksTheRest) {
  EXPECT_EQ(parse_cmdline(std::string_view("a\0b c\0", 6)), (std::vector<std::string>{"a", "b c"}));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += std::string("x") + '\0';
  const auto few = parse_cmdline(many);
  ASSERT_EQ(few.size(), kMaxArguments + 1);
  EXPECT_EQ(few.back(), "…");
  const auto cut = parse_cmdline("./a.out" + std::string(1, '\0') + std::string(1 << 20, 'y'));
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_EQ(cut[1].size(), kMaxArgumentBytes - 7 + std::string("…").size());
}

TEST(FdInfoTest, ReadsEachKind) {
  EXPECT_EQ(parse_fdinfo("pos:\t0\nflags:\t02004002\nino:\t9\neventfd-count:               1f\neventfd-id: 3\n").eventfd_count, 31u);
  EXPECT_EQ(parse_fdinfo("flags:\t02\nsigmask:\t0000000000000200\n").signal_mask, 0x200u);
  EXPECT_EQ(parse_fdinfo("clockid: 0\nit_value: (1, 5)\nit_interval: (0, 0)\n").timer_ns, 1'000'000'005u);
  const FdInfo epoll = parse_fdinfo("tfd:        5 events:       19 data: 5  pos:0 ino:9 sdev:f\n");
  ASSERT_EQ(epoll.watched.size(), 1u);
  EXPECT_EQ(epoll.watched[0], (std::pair<int, std::uint32_t>{5, 0x19}));
  EXPECT_EQ(parse_link("pipe:[77]").kind, "pipe");
  EXPECT_EQ(parse_link("pipe:[77]").inode, 77u);
  EXPECT_EQ(parse_link("anon_inode:[eventpoll]").kind, "epoll");
  EXPECT_EQ(parse_link("/tmp/x:[1]").kind, "");
}

TEST(LocksTest, JoinsWaitersToTheirLock) {
  const auto locks = parse_locks(
      "1: FLOCK  ADVISORY  WRITE 100 00:1a:33 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 101 00:1a:33 0 EOF\n"
      "2: POSIX  ADVISORY  READ 102 08:01:44 0 9\n");
  ASSERT_EQ(locks.size(), 2u);
  EXPECT_EQ(locks[0].owner, 100);
  EXPECT_EQ(locks[0].waiters, (std::vector<pid_t>{101}));
  EXPECT_EQ(locks[0].device, makedev(0, 0x1a));
  EXPECT_EQ(locks[1].kind, "POSIX");
  EXPECT_EQ(locks[1].inode, 44u);
}

}  // namespace
}  // namespace grader
