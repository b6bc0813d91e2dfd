// diagnostics_test.cc — what compilers and linkers said, recorded, becomes diagnostics.
#include <gtest/gtest.h>

#include "grader/compile/compiler.h"

namespace grader {
namespace {

// GCC 12.2, -fdiagnostics-format=json: one array on one line.
constexpr const char* kGccTwo =
    R"([{"kind": "warning", "locations": [{"caret": {"byte-column": 12, "display-column": 12, "line": 5, "file": "pool.c", "column": 12}, "label": "char *"}], "column-origin": 1, "option": "-Wformat=", "children": [], "message": "format ‘%s’ expects argument of type ‘char *’, but argument 2 has type ‘int’", "escape-source": false}, {"kind": "error", "column-origin": 1, "children": [{"kind": "note", "locations": [{"caret": {"line": 2, "file": "./pool.h", "column": 5}}], "message": "declared here"}], "locations": [{"caret": {"byte-column": 20, "display-column": 20, "line": 5, "file": "pool.c", "column": 20}}], "message": "expected ‘;’ before ‘return’", "escape-source": false}]
)";

// GCC 14.2 writes the same over several lines.
constexpr const char* kGccFormatted = R"([{"kind": "fatal error",
  "message": "nothere.h: No such file [or directory]",
  "children": [],
  "column-origin": 1,
  "locations": [{"caret": {"file": "fatal.c",
                           "line": 1,
                           "column": 10},
                 "finish": {"file": "fatal.c", "line": 1, "column": 20}}],
  "escape-source": false}]
compilation terminated.
)";

void expect(const Diagnostic& d, const char* file, int line, int column, const char* severity, const char* message) {
  EXPECT_EQ(d.file, file);
  EXPECT_EQ(d.line, line);
  EXPECT_EQ(d.column, column);
  EXPECT_EQ(d.severity, severity);
  EXPECT_EQ(d.message, message);
}

TEST(GccJsonTest, GivesPlaceSeverityMessageAndNotes) {
  const auto all = parse_gcc_json(kGccTwo);
  ASSERT_EQ(all.size(), 3u);
  expect(all[0], "pool.c", 5, 12, "warning",
         "format ‘%s’ expects argument of type ‘char *’, but argument 2 has type ‘int’ [-Wformat=]");
  expect(all[1], "pool.c", 5, 20, "error", "expected ‘;’ before ‘return’");
  expect(all[2], "pool.h", 2, 5, "note", "declared here");
}

TEST(GccJsonTest, ReadsTheFormOfManyLines) {
  const auto all = parse_gcc_json(kGccFormatted);
  ASSERT_EQ(all.size(), 1u);
  expect(all[0], "fatal.c", 1, 10, "fatal error", "nothere.h: No such file [or directory]");
}

TEST(GccJsonTest, ReadsSeveralArraysAndLinkerText) {
  const auto all = parse_gcc_json(std::string("[]\n") + kGccTwo + "[]\n" +
                                  "/usr/bin/ld: /tmp/ccBqOhKz.o: in function `main':\n"
                                  "././link.c:2: undefined reference to `helper'\n"
                                  "collect2: error: ld returned 1 exit status\n");
  ASSERT_EQ(all.size(), 4u);
  expect(all[3], "link.c", 2, 0, "error", "undefined reference to `helper'");
}

TEST(GccJsonTest, KeepsTheFirstErrorsOfAnArrayCutByTheOutputLimit) {
  const std::string whole = kGccTwo;
  const auto all = parse_gcc_json(whole.substr(0, whole.size() - 60));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].severity, "warning");
}

TEST(GccJsonTest, BytesThatAreNoUtf8AreShownAsQuestionMarks) {
  const auto all = parse_gcc_json("[{\"kind\": \"error\", \"message\": \"stray \xff in program\", \"locations\": []}]\n");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "stray ? in program");
}

TEST(GccJsonTest, ControlCharactersOfTheSourceCostNoMessage) {
  const auto all = parse_gcc_json("[{\"kind\": \"error\", \"message\": \"#error \\\"\x1b[31mOK\\\"\"}]\n");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "#error \"?[31mOK\"");
}

TEST(GccJsonTest, HostileTextIsBounded) {
  EXPECT_LE(parse_gcc_json(std::string(1 << 20, '[')).size(), 200u);
  EXPECT_LE(parse_gcc_json("[{\"children\":" + std::string(100000, '[') + "\n").size(), 200u);
  std::string flood;
  for (int i = 0; i < 5000; ++i) flood += "x.c:1:1: error: again\n";
  EXPECT_EQ(parse_gcc_json(flood).size(), 200u);
  std::string deep = "[";
  for (int i = 0; i < 10000; ++i) deep += "{\"message\":\"m\",\"children\":[";
  for (int i = 0; i < 10000; ++i) deep += "]}";
  EXPECT_LE(parse_gcc_json(deep + "]").size(), 200u);
  const auto wrong_types = parse_gcc_json(R"([{"kind": 1, "message": ["x"], "locations": {"caret": 1}, "children": 7}])");
  EXPECT_TRUE(wrong_types.empty());
}

TEST(LinkerTextTest, NamesBothDefinitions) {
  const auto all = parse_gcc_json(
      "/usr/bin/ld: /tmp/ccEnZssz.o:././b.c:1: multiple definition of `twice'; /tmp/ccDyGuor.o:././a.c:1: first defined here\n"
      "/usr/bin/ld: /tmp/b-a23ca7.o:(.data+0x0): multiple definition of `twice'; /tmp/a-3f322a.o:(.data+0x0): first defined here\n");
  ASSERT_EQ(all.size(), 2u);
  expect(all[0], "b.c", 1, 0, "error", "multiple definition of `twice'; first defined at a.c:1");
  expect(all[1], "", 0, 0, "error", "multiple definition of `twice'");
}

TEST(LinkerTextTest, MissingMainAndMissingLibrary) {
  const auto all = parse_gcc_json(
      "/usr/bin/ld: /usr/lib/gcc/x86_64-linux-gnu/12/../../../x86_64-linux-gnu/Scrt1.o: in function `_start':\n"
      "(.text+0x17): undefined reference to `main'\n"
      "/usr/bin/ld: cannot find -lnothere: No such file or directory\n"
      "collect2: error: ld returned 1 exit status\n");
  ASSERT_EQ(all.size(), 2u);
  expect(all[0], "", 0, 0, "error", "undefined reference to `main'");
  expect(all[1], "", 0, 0, "error", "cannot find -lnothere: No such file or directory");
}

TEST(ClangTextTest, GivesPlaceSeverityAndMessage) {
  const auto all = parse_clang_text(
      "pool.c:5:20: error: expected ';' after expression\n"
      "pool.c:6:17: warning: incompatible pointer to integer conversion [-Wint-conversion]\n"
      "pool.c:2:15: note: passing argument to parameter here\n"
      "fatal.c:1:10: fatal error: 'nothere.h' file not found\n"
      "2 errors generated.\n"
      "/usr/bin/ld: /tmp/link-9f85bf.o: in function `main':\n"
      "/work/src/link.c:2: undefined reference to `helper'\n"
      "clang: error: linker command failed with exit code 1 (use -v to see invocation)\n");
  ASSERT_EQ(all.size(), 5u);
  expect(all[0], "pool.c", 5, 20, "error", "expected ';' after expression");
  expect(all[1], "pool.c", 6, 17, "warning", "incompatible pointer to integer conversion [-Wint-conversion]");
  expect(all[2], "pool.c", 2, 15, "note", "passing argument to parameter here");
  expect(all[3], "fatal.c", 1, 10, "fatal error", "'nothere.h' file not found");
  expect(all[4], "/work/src/link.c", 2, 0, "error", "undefined reference to `helper'");
}

TEST(ClangTextTest, MakeAndStrangeNamesAreRead) {
  const auto all = parse_clang_text(
      "a: b.c:3:1: error: no\n"
      "cc1: error: unknown option\n"
      "make: *** [Makefile:2: all] Error 1\n");
  ASSERT_EQ(all.size(), 3u);
  expect(all[0], "a: b.c", 3, 1, "error", "no");
  expect(all[1], "", 0, 0, "error", "unknown option");
  expect(all[2], "", 0, 0, "error", "make: *** [Makefile:2: all] Error 1");
}

TEST(ClangTextTest, EmptyTextHasNoDiagnostics) {
  EXPECT_TRUE(parse_clang_text("").empty());
  EXPECT_TRUE(parse_gcc_json("[]\n").empty());
}

}  // namespace
}  // namespace grader
