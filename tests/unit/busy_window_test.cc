// busy_window_test.cc — burning is told from waiting, on an idle machine and on one that is short of cores.
#include "grader/diagnose/busy_window.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(BusyWindow, SpinnerOnAnIdleMachineUsesAllItCould) {
  BusyWindow window;
  window.look(100, {100, 0, 0});
  const CpuShare share = window.share(180, {180, 0, 0});
  EXPECT_DOUBLE_EQ(share.ran_ms, 80);
  EXPECT_DOUBLE_EQ(share.could_ms, 80);
}

TEST(BusyWindow, SpinnerThatHardlyGetsACoreStillUsesAllItCould) {
  BusyWindow window;
  window.look(100, {7, 60, 0});  // in the queue since: counted only when it gets a core
  const CpuShare share = window.share(700, {20, 90, 0});
  EXPECT_DOUBLE_EQ(share.ran_ms, share.could_ms);
  EXPECT_GT(share.ran_ms, 0);
}

TEST(BusyWindow, PollerThatSleepsInBetweenUsesLittleOfItsTime) {
  BusyWindow window;
  window.look(100, {10, 0, 90});
  const CpuShare share = window.share(200, {20, 0, 180});
  EXPECT_DOUBLE_EQ(share.ran_ms, 10);
  EXPECT_DOUBLE_EQ(share.could_ms, 100);
}

TEST(BusyWindow, ASleeperHasNotBeenSeenToBurn) {
  BusyWindow window;
  window.look(100, {1, 0, 3});
  window.look(200, {1, 0, 3});
  const CpuShare share = window.share(5000, {1, 0, 3});
  EXPECT_LT(share.ran_ms, 2);
  EXPECT_GE(share.could_ms, share.ran_ms);
}

TEST(BusyWindow, AMomentIsNotEnoughTheLastWindowCounts) {
  BusyWindow window;
  window.look(100, {90, 0, 2});
  const CpuShare share = window.share(101, {90, 0, 3});
  EXPECT_DOUBLE_EQ(share.ran_ms, 90);
}

TEST(CouldAct, TimeInTheQueueForACoreDoesNotCount) {
  EXPECT_DOUBLE_EQ(could_act_ms(600, {10, 5, 1}, {10, 5, 1}, false), 600);  // asleep by its own will
  EXPECT_DOUBLE_EQ(could_act_ms(600, {10, 5, 1}, {40, 505, 9}, false), 100);
  EXPECT_DOUBLE_EQ(could_act_ms(600, {10, 5, 1}, {14, 5, 1}, true), 4);  // in the queue perhaps all the time
  EXPECT_DOUBLE_EQ(could_act_ms(600, {10, 5, 1}, {610, 5, 1}, true), 600);
  EXPECT_DOUBLE_EQ(could_act_ms(100, {0, 0, 0}, {0, 900, 0}, false), 0);  // several threads queue at once
}

}  // namespace
}  // namespace grader
