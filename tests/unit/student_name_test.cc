// student_name_test.cc — whose a submission is: by its name, and by the instructor's table.
#include "grader/batch/student_name.h"

#include <gtest/gtest.h>

#include "grader/batch/csv.h"

namespace grader {
namespace {

TEST(StudentNameTest, SuffixesGo) {
  EXPECT_EQ(student_name("ivanov.c"), "ivanov");
  EXPECT_EQ(student_name("ivanov.cpp"), "ivanov");
  EXPECT_EQ(student_name("ivanov.tar.gz"), "ivanov");
  EXPECT_EQ(student_name("ivanov.v2.zip"), "ivanov.v2");
  EXPECT_EQ(student_name("ivanov"), "ivanov");
  EXPECT_EQ(student_name("hw3-ivanov"), "hw3-ivanov");
  EXPECT_EQ(student_name(".c"), ".c");
}

TEST(StudentNameTest, CourseSystemsNamesGiveTheStudent) {
  EXPECT_EQ(student_name("Ada Lovelace_12345_assignsubmission_file_"), "Ada Lovelace");
  EXPECT_EQ(student_name("Ada_B Lovelace_12345_assignsubmission_file_hw.zip"), "Ada_B Lovelace");
  EXPECT_EQ(student_name("lovelaceada_12345_67890_hw3.c"), "lovelaceada");
  EXPECT_EQ(student_name("lovelaceada_LATE_12345_67890_hw3-1.zip"), "lovelaceada");
  for (const char* plain : {"_1_assignsubmission_file_", "_1_2_x", "a_1_x", "a_1_2", "a_LATE_1_x", "assignsubmission_file"})
    EXPECT_EQ(student_name(plain), plain);
}

std::vector<std::vector<std::string>> cells(const std::string& text) {
  int bad = 0;
  std::vector<std::vector<std::string>> all;
  const auto rows = parse_csv(text, bad);
  if (!rows) return {{"bad", std::to_string(bad)}};
  for (const CsvRow& row : *rows) all.push_back(row.cells);
  return all;
}

using Cells = std::vector<std::vector<std::string>>;

TEST(CsvTest, QuotesSeparatorsAndLineEnds) {
  EXPECT_EQ(cells("a,b\r\nc,\"d, \"\"e\"\"\nf\"\n\n"), (Cells{{"a", "b"}, {"c", "d, \"e\"\nf"}}));
  EXPECT_EQ(cells("\xef\xbb\xbf" "a;b\nc,d;e"), (Cells{{"a", "b"}, {"c,d", "e"}}));
  EXPECT_EQ(cells("a,"), (Cells{{"a", ""}}));
  EXPECT_EQ(cells(""), Cells{});
  EXPECT_EQ(cells("a,b\n\"c,d\ne,f"), (Cells{{"bad", "2"}}));
}

TEST(CsvTest, LinesAreCountedThroughQuotes) {
  int bad = 0;
  const auto rows = parse_csv("\"a\nb\",c\nd,e\n", bad);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(1).line, 3);
}

}  // namespace
}  // namespace grader
