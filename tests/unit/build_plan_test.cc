// build_plan_test.cc — sources are chosen and command lines written as the task format says.
#include "grader/compile/build_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "grader/compile/toolchain.h"
#include "grader/model/sha256.h"

namespace grader {
namespace {

using Strings = std::vector<std::string>;

bool has(const Strings& argv, const std::string& word) { return std::find(argv.begin(), argv.end(), word) != argv.end(); }

const BuildFolders kFolders{"/work"};

TEST(MatchSourcesTest, GlobsMatchWithinOneFolderAndEachFileOnce) {
  const ProgramRecipe program{.name = "main", .sources = {"*.c", "main.c", "lib/*.cc"}};
  EXPECT_EQ(match_sources(program, {"lib/a.cc", "lib/deep/b.cc", "main.c", "notes.txt", "._main.c", "x.h", "z.c"}),
            (Strings{"main.c", "z.c", "lib/a.cc"}));
}

TEST(PlanTest, PureCIsOneCommandWithDebugInformation) {
  const ProgramRecipe program{.name = "main", .flags = {"-pthread"}, .libraries = {"-lrt"}};
  const auto plan = plan_program({}, program, 0, {"a.c", "-b.c"}, {}, kFolders);
  ASSERT_EQ(plan.commands.size(), 1u);
  const Strings& argv = plan.commands[0];
  EXPECT_EQ(argv.front(), "gcc");
  EXPECT_EQ(argv.back(), "-lrt");
  for (const char* word : {"-g", "-std=gnu17", "-pthread", "a.c", "./-b.c", "../program-0"}) EXPECT_TRUE(has(argv, word)) << word;
}

TEST(PlanTest, MixedProgramsAreCompiledFileByFileAndLinkedAsCxx) {
  const ProgramRecipe program{.name = "main", .harness = {"check.cc", "check.h"}};
  const auto plan = plan_program({}, program, 1, {"a.c"}, {}, kFolders);
  ASSERT_EQ(plan.commands.size(), 3u);
  EXPECT_EQ(plan.commands[0].front(), "gcc");
  EXPECT_EQ(plan.commands[1].front(), "g++");
  EXPECT_TRUE(has(plan.commands[1], "-std=gnu++20"));
  EXPECT_TRUE(has(plan.commands[1], "-I/work/harness"));
  EXPECT_EQ(plan.commands[2].front(), "g++");
  EXPECT_TRUE(has(plan.commands[2], "../object-1-0.o"));
}

TEST(VersionTest, NumbersAreFoundInTheFirstLine) {
  EXPECT_EQ(version_number("gcc (Debian 12.2.0-14+deb12u1) 12.2.0"), "12.2.0");
  EXPECT_EQ(version_number("gcc (GCC) 13.2.1 20231205 (Red Hat 13.2.1-6)"), "13.2.1");
  EXPECT_EQ(version_number("Debian clang version 14.0.6"), "14.0.6");
}

TEST(Sha256Test, KnownDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 parts;
  parts.update("a");
  parts.update("bc");
  EXPECT_EQ(parts.hex(), sha256_hex("abc"));
}

}  // namespace
}  // namespace grader
