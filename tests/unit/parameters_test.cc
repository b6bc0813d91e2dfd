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

}  // namespace
}  // namespace grader
