// class_report_test.cc — a class as tables, what two gradings of it differ in, and what identical submissions share.
#include "grader/report/class_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/cli/copied_verdict.h"
#include "grader/cli/fingerprint.h"
#include "grader/cli/grade_worker.h"

namespace grader {
namespace {

Verdict verdict(const std::string& student, Code code, double points, const std::string& message = "") {
  Verdict v;
  v.task = "t";
  v.student = student;
  v.submission_path = "class/" + student + ".c";
  v.submission_sha256 = "aa";
  v.verdict = code;
  v.points = points;
  v.max = 10;
  RunReport run;
  run.scenario = "pair";
  run.verdict = code;
  run.points = points;
  v.runs = {run};
  if (code == Code::kIE) v.error = "disk full";
  if (message.empty()) return v;
  Finding f;
  f.rule = Rule::kDeadlock;
  f.message = message;
  v.findings = {f};
  return v;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<ClassStudent> students(const std::vector<Verdict>& verdicts) {
  std::vector<ClassStudent> all;
  for (const Verdict& v : verdicts) all.push_back(class_student(v));
  return all;
}

TEST(ClassCsvTest, HasARowForEachStudentAndAColumnForEachScenario) {
  Verdict flaky = verdict("s02", Code::kDL, 4, "stuck, for \"ever\"");
  flaky.repeats = {{Code::kDL, 1, {"pair"}}, {Code::kOK, 4, {}}};
  EXPECT_EQ(class_csv(students({verdict("s01", Code::kOK, 10), flaky, verdict("s03", Code::kIE, 0)})),
            "student,verdict,points,max,because,repeats,same_as,submission,pair\r\n"
            "s01,OK,10,10,,,,class/s01.c,10\r\n"
            "s02,DL,4,10,\"stuck, for \"\"ever\"\"\",\"DL ×1 (pair), OK ×4\",,class/s02.c,4\r\n"
            "s03,IE,,10,the grader failed: disk full,,,class/s03.c,0\r\n");
}

// Names and messages come from students: none may become a formula, another cell, another row or a tag.
TEST(ClassCsvTest, NothingInANameActs) {
  const std::string csv = class_csv(students({verdict("=HYPERLINK(\"x\")", Code::kOK, 1), verdict("a\r\n\"b\",c", Code::kOK, 1)}));
  EXPECT_TRUE(contains(csv, "\"'=HYPERLINK(\"\"x\"\")\"")) << csv;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3) << csv;
  const std::string markdown = class_markdown(students({verdict("|<script>@all\n| x | **b** `c`", Code::kOK, 1)}));
  EXPECT_FALSE(contains(markdown, "<script>")) << markdown;
  EXPECT_FALSE(contains(markdown, "@all")) << markdown;
  EXPECT_TRUE(contains(markdown, "\\*\\*b\\*\\*")) << markdown;
  EXPECT_EQ(std::count(markdown.begin(), markdown.end(), '\n'), 5) << markdown;
}

TEST(ClassDiffTest, TellsWhoChangedFromWhatToWhatAndWhy) {
  Verdict resubmitted = verdict("s02", Code::kOK, 10);
  resubmitted.submission_sha256 = "bb";
  const ClassDiff diff = compare_classes(
      {verdict("s01", Code::kOK, 10), verdict("s02", Code::kDL, 4, "stuck"), verdict("s03", Code::kOK, 10), verdict("gone", Code::kOK, 1)},
      {verdict("s01", Code::kOK, 10), resubmitted, verdict("s03", Code::kDL, 0, "stuck here"), verdict("new", Code::kIE, 0)});
  EXPECT_EQ(diff.same, 1u);
  ASSERT_EQ(diff.changes.size(), 4u);
  const std::string text = diff_text(diff, {});
  EXPECT_TRUE(contains(text, "s02         DL    4/10  OK   10/10  another submission; was: stuck")) << text;
  EXPECT_TRUE(contains(text, "the same submission: stuck here")) << text;
  EXPECT_TRUE(contains(text, "gone")) << text;
  EXPECT_TRUE(contains(text, "4 changed · 1 the same")) << text;
  const auto json = nlohmann::json::parse(diff_json(diff));
  EXPECT_EQ(json["changes"][2]["before"]["verdict"], "DL");
  EXPECT_EQ(json["changes"][2]["resubmitted"], true);
  EXPECT_TRUE(json["changes"][0]["after"].is_null());
  EXPECT_TRUE(contains(diff_markdown(diff), "| s03 | OK 10/10 | DL 0/10 | the same submission. stuck here |")) << diff_markdown(diff);
}

TEST(ClassDiffTest, FewerPointsUnderTheSameCodeAreAChange) {
  EXPECT_EQ(compare_classes({verdict("a", Code::kDL, 4)}, {verdict("a", Code::kDL, 6)}).changes.size(), 1u);
  EXPECT_TRUE(compare_classes({verdict("a", Code::kIE, 4)}, {verdict("a", Code::kIE, 6)}).changes.empty());
  EXPECT_TRUE(compare_classes({}, {}).changes.empty());
}

TEST(RepeatTest, TheWorstCountsAndTheOthersAreTold) {
  const Verdict worst = worst_of({verdict("a", Code::kOK, 10), verdict("a", Code::kDL, 4), verdict("a", Code::kOK, 10), verdict("a", Code::kDL, 2)});
  EXPECT_EQ(worst.verdict, Code::kDL);
  EXPECT_EQ(worst.points, 2);
  EXPECT_EQ(flaky_text(worst.repeats), "DL ×2 (pair), OK ×2");
  EXPECT_EQ(flaky_text(worst_of({verdict("a", Code::kOK, 10), verdict("a", Code::kOK, 10)}).repeats), "");
}

TEST(TrimmedSourceTest, OnlyWhatMeansNothingGoes) {
  const std::string plain = "int main(void) {\n  return 0;\n}\n";
  EXPECT_EQ(trimmed_source(plain), plain);
  EXPECT_EQ(trimmed_source("\xef\xbb\xbfint main(void) { \r\n  return 0;\t\r\n}\r\n\r\n\n"), plain);
  EXPECT_EQ(trimmed_source("int main(void) {\n  return 0;\n}"), plain);
  EXPECT_NE(trimmed_source("\nint main(void) {\n  return 0;\n}\n"), plain);  // its lines have other numbers
  EXPECT_NE(trimmed_source("int main(void) {\n return 0;\n}\n"), plain);
  EXPECT_NE(trimmed_source("R\"(a \nb)\";\n"), trimmed_source("R\"(a\nb)\";\n"));
  EXPECT_EQ(trimmed_source(""), trimmed_source("\n\n"));
}

TEST(CopiedVerdictTest, NamesOfFilesAreTheCopysOwn) {
  EXPECT_EQ(with_name_replaced("a.c:12: aa.c, a.cc, (a.c) b/a.c. a.c", "a.c", "b.c"), "b.c:12: aa.c, a.cc, (b.c) b/b.c. b.c");
  EXPECT_EQ(with_name_replaced("a.c", "", "b.c"), "a.c");
}

TEST(FingerprintTest, SurvivesTheWayFromTheWorker) {
  const Fingerprint fingerprint{std::string(64, 'a'), true};
  EXPECT_EQ(fingerprint_from(to_text(fingerprint)).hex, fingerprint.hex);
  EXPECT_TRUE(fingerprint_from(to_text(fingerprint)).shareable);
  EXPECT_FALSE(fingerprint_from("nonsense").shareable);
  EXPECT_EQ(fingerprint_from("same:short").hex, "");
}

}  // namespace
}  // namespace grader
