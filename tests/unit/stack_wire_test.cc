// stack_wire_test.cc — what the helper that parses hostile files says is checked like anything hostile.
#include <gtest/gtest.h>

#include <random>

#include "grader/diagnose/stack_wire.h"

namespace grader {
namespace {

const Stack kStack{{{"main.c", 7, "main"}, "a.out", true, 12}, {{"", 0, "read"}, "libc.so.6", false}};

TEST(StackWireTest, WhatIsWrittenIsRead) {
  std::string bytes;
  append_stack(bytes, kStack);
  append_stack(bytes, {});
  append_stack(bytes, kStack);
  std::string_view rest = bytes;
  EXPECT_EQ(take_stack(rest), kStack);
  EXPECT_EQ(take_stack(rest), Stack{});
  EXPECT_EQ(take_stack(rest), kStack);
  EXPECT_TRUE(rest.empty());
  EXPECT_FALSE(take_stack(rest));
}

TEST(StackWireTest, EveryCutIsNoticedAndTakesNothing) {
  std::string bytes;
  append_stack(bytes, kStack);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::string_view cut = std::string_view(bytes).substr(0, size);
    EXPECT_FALSE(take_stack(cut)) << size;
    EXPECT_EQ(cut.size(), size);
  }
}

TEST(StackWireTest, NamesWithoutEndAreCut) {
  std::string bytes;
  append_stack(bytes, {{{std::string(1 << 20, 'f'), 1, ""}, "", true}});
  std::string_view rest = bytes;
  const auto stack = take_stack(rest);
  ASSERT_TRUE(stack);
  EXPECT_EQ(stack->at(0).at.file.size(), kMaxNameBytes);
}

TEST(StackWireTest, AnyBytesAreEitherAStackOrNone) {
  std::mt19937 random(1);
  std::string good;
  append_stack(good, kStack);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = good;
    for (int n = 0; n < 3; ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    std::string_view rest = bytes;
    const Stack stack = take_stack(rest).value_or(Stack{});
    for (const Frame& frame : stack) EXPECT_GE(frame.at.line, 0);
  }
}

}  // namespace
}  // namespace grader
