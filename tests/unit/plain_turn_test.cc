// plain_turn_test.cc — one box of level plain at a time.
#include "sandbox/plain_turn.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/fd.h"

namespace sandbox {
namespace {

TEST(PlainTurnTest, AnotherProcessWaitsAndTheEndOfTheHolderIsTheEndOfItsTurn) {
  int told[2], end[2];
  ASSERT_EQ(::pipe(told), 0);
  ASSERT_EQ(::pipe(end), 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    ::close(end[1]);
    const auto turn = wait_for_plain_turn({});
    const auto same = wait_for_plain_turn({});  // boxes of one process share it
    char c = turn && same && turn.value() == same.value() ? 'y' : 'n';
    (void)!::write(told[1], &c, 1);
    (void)!::read(end[0], &c, 1);
    ::_exit(0);
  }
  ::close(end[0]);
  char c = 0;
  ASSERT_EQ(::read(told[0], &c, 1), 1);
  EXPECT_EQ(c, 'y');
  const auto refused = wait_for_plain_turn([] { return true; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code.value(), EINTR);
  ::close(end[1]);
  EXPECT_TRUE(wait_for_plain_turn({}));
  ::waitpid(holder, nullptr, 0);
  ::close(told[0]);
  ::close(told[1]);
}

}  // namespace
}  // namespace sandbox
