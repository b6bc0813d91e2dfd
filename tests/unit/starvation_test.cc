// starvation_test.cc — real time in which a tree had work to do and others had the cores.
#include "grader/diagnose/starvation.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(StarvationTest, CountsWhatOthersHadWhileThereWasWork) {
  Starvation starvation;
  starvation.sample(0, 0, true);
  starvation.sample(50, 10, true);
  EXPECT_EQ(starvation.total_ms(), 40);
  starvation.sample(100, 60, true);  // it had a core all the time
  EXPECT_EQ(starvation.total_ms(), 40);
  starvation.sample(150, 160, true);  // and two: what is too much makes up for nothing
  starvation.sample(200, 160, true);
  EXPECT_EQ(starvation.total_ms(), 90);
}

TEST(StarvationTest, WhileASampleIsLateTheSupervisorStarves) {
  Starvation starvation;
  starvation.sample(0, 0, false);
  starvation.sample(1000, 0, false, 925);
  EXPECT_EQ(starvation.total_ms(), 925);
  starvation.sample(1050, 0, true, -20);  // early: a look for another reason
  starvation.sample(2050, 100, true, 850);
  EXPECT_EQ(starvation.total_ms(), 925 + 900);  // the larger: it is the same time
}

TEST(StarvationTest, SleepersDoNotStarve) {
  Starvation starvation;
  starvation.sample(0, 0, false);
  starvation.sample(50, 0, false);
  starvation.sample(100, 1, true);  // since when is not known
  starvation.sample(150, 2, false);
  EXPECT_EQ(starvation.total_ms(), 0);
}

}  // namespace
}  // namespace grader
