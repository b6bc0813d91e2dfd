// needs.h — what a test needs of the machine: without it the test is skipped, or fails where all must be there.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

#include "sandbox/box.h"

namespace tests {

/// GRADER_SANDBOX_MUST_WORK=1, as in CI: the machine is known to have everything, so a skip would hide a fault.
inline bool sandbox_must_work() {
  const char* value = std::getenv("GRADER_SANDBOX_MUST_WORK");
  return value && *value && std::string_view(value) != "0";
}

/// Why no box of level full can be had here; empty when one can.
inline std::string why_not_level_full() {
  sandbox::BoxConfig config;
  config.level = sandbox::Level::kFull;
  const auto made = sandbox::Box::create(config);
  return made ? "" : made.error().text();
}

}  // namespace tests

/// In a test or its SetUp(). `what` names the need and why it is not met. Tests without it run at every level:
/// level plain is to be had everywhere, and a test that needs no more than that never skips.
#define GRADER_NEEDS(has, what)                                                     \
  do {                                                                              \
    if (has) break;                                                                 \
    if (tests::sandbox_must_work()) FAIL() << "needs " << (what);                   \
    GTEST_SKIP() << "needs " << (what);                                             \
  } while (false)

#define GRADER_NEEDS_LEVEL_FULL() \
  GRADER_NEEDS(tests::why_not_level_full().empty(), "level full: " + tests::why_not_level_full())
