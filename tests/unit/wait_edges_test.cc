// wait_edges_test.cc — the wait graph that a deadlock's verdict keeps.
#include "grader/diagnose/wait_edges.h"

#include <gtest/gtest.h>

#include "tests/unit/wait_snapshots.h"

namespace grader {
namespace {

FindingProcess waiting(int id, const std::string& object) {
  FindingProcess p;
  p.id = id;
  p.waits_for = WaitsFor{"kind", object, "value", "call()", ""};
  return p;
}

TEST(WaitEdges, OwnWriteEndAndParent) {
  SnapshotBuilder b;
  b.process(101);
  b.process(102, 101);
  b.descriptor(102, 3, pipe_id(1), true, false, "pipe:[1]");
  b.descriptor(102, 4, pipe_id(1), false, true, "pipe:[1]");
  const SnapshotIndex index(b.snapshot);
  const std::vector<DeadTask> dead{{102, 102, "pipe-read", pipe_id(1), {}, 0, false},
                                   {101, 101, "child", {"child", 102, 0, 0}, {102}, 0, false}};
  const auto edges = wait_edges(index, dead, {waiting(2, "pipe"), waiting(1, "child")});
  ASSERT_EQ(edges.size(), 2u);
  EXPECT_EQ(edges[0].object, "pipe");
  EXPECT_EQ(edges[0].waiting, std::vector<int>{0});
  EXPECT_EQ(edges[0].woken_by, std::vector<int>{0});  // it holds the write end itself
  EXPECT_EQ(edges[1].waiting, std::vector<int>{1});
  EXPECT_EQ(edges[1].woken_by, std::vector<int>{0});
}

TEST(WaitEdges, OneObjectIsOneNodeAndUnlistedTasksHaveNoEdges) {
  SnapshotBuilder b;
  for (const pid_t pid : {101, 102, 103}) b.process(pid);
  const SnapshotIndex index(b.snapshot);
  const ObjectId word{"futex-shared", 1, 2, 0}, other{"futex-shared", 1, 2, 64};
  const std::vector<DeadTask> dead{{101, 101, "semaphore", word, {102, 103, 999}, 0, false},
                                   {102, 102, "semaphore", word, {101, 103, 999}, 0, false},
                                   {103, 103, "semaphore", other, {101, 102, 999}, 0, false}};
  const auto edges = wait_edges(index, dead, {waiting(1, "s"), waiting(2, "s"), waiting(3, "s")});
  ASSERT_EQ(edges.size(), 2u);
  EXPECT_EQ(edges[0].waiting, (std::vector<int>{0, 1}));
  EXPECT_EQ(edges[0].woken_by, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(edges[1].waiting, std::vector<int>{2});
  EXPECT_EQ(edges[1].woken_by, (std::vector<int>{0, 1}));
}

TEST(WaitEdges, AMutexLockedTwicePointsAtItsOwner) {
  SnapshotBuilder b;
  b.process(101);
  b.blocked(101, "futex");
  const SnapshotIndex index(b.snapshot);
  const DeadTask dead{101, 101, "mutex", {"futex-private", 101, 4096, 0}, {}, 1, false};
  const auto edges = wait_edges(index, {dead}, {waiting(1, "mutex")});
  ASSERT_EQ(edges.size(), 1u);
  EXPECT_EQ(edges[0].woken_by, std::vector<int>{0});
}

}  // namespace
}  // namespace grader
