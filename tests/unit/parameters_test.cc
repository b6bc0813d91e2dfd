// parameters_test.cc — scenarios drawn from seeds: the same seed gives the same values, everywhere.
#include <gtest/gtest.h>

#include <set>

#include "grader/model/task.h"

namespace grader {
namespace {

Scenario scenario() {
  Scenario s;
  s.name = "numbers";
  using Kind = Parameter::Kind;
  s.parameters = {{.name = "n", .kind = Kind::kFixed, .fixed = "4"},
                  {.name = "r", .kind = Kind::kRange, .min = 10, .max = 12},
                  {.name = "p", .kind = Kind::kPick, .choices = {"a", "b"}},
                  {.name = "w", .kind = Kind::kWord, .length = 8},
                  {.name = "sum", .kind = Kind::kSum, .choices = {"n", "r"}},
                  {.name = "product", .kind = Kind::kProduct, .choices = {"n", "sum"}}};
  s.steps = {PutFileStep{"${w}", "${n} ${r} ${p} ${sum} ${product} $${n} ${"}};
  s.allow = {{Rule::kLeak, "file", "/work/${w}"}};
  return s;
}

std::string content(std::uint64_t seed) { return std::get<PutFileStep>(instantiate(scenario(), seed).steps[0]).content; }
std::string word(std::uint64_t seed) { return std::get<PutFileStep>(instantiate(scenario(), seed).steps[0]).path; }

TEST(ParametersTest, SameSeedGivesSameScenario) {
  EXPECT_EQ(content(7), content(7));
  EXPECT_EQ(word(7), word(7));
  EXPECT_NE(word(7), word(8));
}

// Pins the generator: a recorded seed must give the same scenario in every later version.
TEST(ParametersTest, ValuesAreTheSameEverywhere) {
  EXPECT_EQ(word(1), "zb1c40in");
  EXPECT_EQ(content(1), "4 10 a 14 56 ${n} ${");
}

TEST(ParametersTest, RangeReachesBothEndsAndNothingElse) {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) seen.insert(content(seed).substr(2, 2));
  EXPECT_EQ(seen, (std::set<std::string>{"10", "11", "12"}));
}

TEST(ParametersTest, WordsBeginWithALetter) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    EXPECT_EQ(word(seed).size(), 8u);
    EXPECT_TRUE(word(seed)[0] >= 'a' && word(seed)[0] <= 'z');
  }
}

TEST(ParametersTest, AnotherParameterChangesNoValue) {
  Scenario more = scenario();
  more.parameters.insert(more.parameters.begin(), Parameter{.name = "x", .kind = Parameter::Kind::kWord});
  EXPECT_EQ(std::get<PutFileStep>(instantiate(more, 7).steps[0]).content, content(7));
}

TEST(ParametersTest, AllowancesAreDrawnToo) {
  EXPECT_EQ(instantiate(scenario(), 7).allow[0].name, "/work/" + word(7));
}

/// The text of one parameter that stands beside n = 3 and "list".
std::string drawn(Parameter parameter, std::uint64_t seed = 1) {
  Scenario s;
  s.name = "series";
  parameter.name = "it";
  s.parameters = {{.name = "n", .kind = Parameter::Kind::kFixed, .fixed = "3"},
                  {.name = "list", .kind = Parameter::Kind::kFixed, .fixed = "10 9 -4 9"}, parameter};
  s.steps = {PutFileStep{"x", "${it}"}};
  return std::get<PutFileStep>(instantiate(s, seed).steps[0]).content;
}

TEST(ParametersTest, SeriesHaveAsManyAsWanted) {
  using Kind = Parameter::Kind;
  EXPECT_EQ(drawn({.kind = Kind::kNumbers, .min = 7, .max = 7, .count = {4, 4, ""}}), "7 7 7 7");
  EXPECT_EQ(drawn({.kind = Kind::kNumbers, .min = 7, .max = 7, .count = {1, 1, "n"}}), "7 7 7");
  EXPECT_EQ(drawn({.kind = Kind::kNumbers, .min = 7, .max = 7, .count = {0, 0, ""}}), "");
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::string words = drawn({.kind = Kind::kWords, .count = {2, 2, ""}, .each = {3, 3, ""}}, seed);
    EXPECT_EQ(words.size(), 7u);
    EXPECT_EQ(words[3], ' ');
    const std::string lines = drawn({.kind = Kind::kLines, .count = {2, 5, ""}, .each = {1, 1, ""}}, seed);
    EXPECT_EQ(lines.back(), '\n');
    EXPECT_EQ(lines.find(' '), std::string::npos);
  }
}

// Pins the generator, as above.
TEST(ParametersTest, SeriesAreTheSameEverywhere) {
  using Kind = Parameter::Kind;
  EXPECT_EQ(drawn({.kind = Kind::kNumbers, .min = -50, .max = 50, .count = {5, 5, ""}}), "22 -44 -3 17 -20");
  EXPECT_EQ(drawn({.kind = Kind::kLines, .count = {2, 2, ""}, .each = {1, 3, ""}}), "mpii rul0ca\nj7x9jb7z\n");
}

TEST(ParametersTest, OthersAreRearranged) {
  using Kind = Parameter::Kind;
  EXPECT_EQ(drawn({.kind = Kind::kSumOf, .choices = {"list"}}), "24");
  EXPECT_EQ(drawn({.kind = Kind::kCountOf, .choices = {"list"}}), "4");
  EXPECT_EQ(drawn({.kind = Kind::kReversed, .choices = {"list"}}), "9 -4 9 10");
  EXPECT_EQ(drawn({.kind = Kind::kSorted, .choices = {"list"}}), "-4 9 9 10");
  EXPECT_EQ(drawn({.kind = Kind::kDifference, .choices = {"n", "n", "n"}}), "-3");
}

TEST(ParametersTest, AnArgumentMayBecomeOneForEachWord) {
  Scenario s;
  s.name = "spread";
  s.parameters = {{.name = "list", .kind = Parameter::Kind::kFixed, .fixed = "1 2 3"},
                  {.name = "none", .kind = Parameter::Kind::kFixed, .fixed = ""}};
  StartStep start;
  start.args = {"-n", "${list...}", "${none...}", "x${list}"};
  s.steps = {start};
  EXPECT_EQ(std::get<StartStep>(instantiate(s, 1).steps[0]).args, (std::vector<std::string>{"-n", "1", "2", "3", "x1 2 3"}));
}

}  // namespace
}  // namespace grader
