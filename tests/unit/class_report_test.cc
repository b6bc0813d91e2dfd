// class_report_test.cc — a class as tables, what two gradings of it differ in, and what identical submissions share.
#include "grader/report/class_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/cli/copied_verdict.h"
#include "grader/cli/fingerprint.h"
#include "grader/cli/grade_worker.h"
#include "grader/model/source_name.h"
#include "grader/report/formats.h"
#include "grader/report/report.h"
#include "grader/report/student_view.h"

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

// The table was English in every language, though verdicts were not.
TEST(ClassTableTest, SpeaksTheReadersLanguageInStraightColumns) {
  TextStyle russian;
  russian.language = Language::kRussian;
  const Verdict good = verdict("Жанна", Code::kOK, 10), bad = verdict("b", Code::kDL, 4, "main waits for a signal that nobody will send.");
  const std::vector<ClassRow> rows{class_row("Жанна", good, Language::kRussian), class_row("b", bad, Language::kRussian)};
  EXPECT_EQ(class_table(rows, russian) + class_summary(rows, 130, russian),
            " студент     вердикт  баллы  причина\n"
            " Жанна         OK     10/10\n"
            " b             DL      4/10  main ждёт сигнала, который никто не пошлёт.\n"
            " проверено: 2: 1 OK · 1 DL      2 мин 10 с\n");
  EXPECT_TRUE(contains(class_markdown({class_student(bad, Language::kRussian)}, Language::kRussian), "| студент | вердикт | баллы | причина |"));
  EXPECT_TRUE(contains(diff_text(compare_classes({good}, {}, Language::kRussian), russian), "изменилось: 1 · осталось прежним: 0"));
}

// `grader report` lost how often which verdict had come.
TEST(RepeatTest, EveryReportTellsHowOftenWhichVerdictCame) {
  Verdict flaky = verdict("s02", Code::kDL, 4, "stuck");
  flaky.repeats = {{Code::kDL, 1, {"pair"}}, {Code::kOK, 4, {}}};
  EXPECT_TRUE(contains(text_report(flaky, {}), "Flaky: DL ×1 (pair), OK ×4. The worst counts.")) << text_report(flaky, {});
  EXPECT_EQ(class_notes({class_student(flaky)}, Language::kEnglish), " flaky: s02: DL ×1 (pair), OK ×4\n");
  for (const char* format : {"markdown", "class-markdown", "class-csv", "junit"})
    EXPECT_TRUE(contains(find_format(format)->write({flaky}, {}), "DL ×1")) << format;
}

// A hidden scenario's name stood in the tallies.
TEST(RepeatTest, HiddenScenariosStayVeiled) {
  Verdict flaky = verdict("s02", Code::kDL, 4, "stuck");
  flaky.runs[0].hidden = true;
  flaky.repeats = {{Code::kDL, 1, {"pair"}}, {Code::kOK, 4, {}}};
  EXPECT_EQ(flaky_text(student_view(flaky, Language::kEnglish).repeats), "DL ×1 (hidden scenario 1), OK ×4");
}

// A student could not repeat a run of which neither scenario nor arguments were told.
TEST(WhichRunTest, IsToldWhereThereAreSeveral) {
  Verdict v = verdict("s02", Code::kDL, 4, "stuck");
  v.runs[0].findings = {0};
  ProcessRecord process;
  process.role = "main";
  process.argv = {"./main", "3", "a b"};
  v.runs[0].processes = {process};
  EXPECT_FALSE(contains(text_report(v, {}), "In scenario"));
  v.runs.push_back(verdict("s02", Code::kOK, 4).runs[0]);
  v.runs[1].scenario = "crowd";
  EXPECT_TRUE(contains(text_report(v, {}), "\n    In scenario 'pair' (./main 3 'a b')\n")) << text_report(v, {});
  for (const char* format : {"markdown", "junit", "github"})
    EXPECT_TRUE(contains(find_format(format)->write({v}, {}), "In scenario 'pair'")) << format;
}

TEST(SourceNameTest, CapitalsCountAsTheyDoForTheCompiler) {
  for (const char* name : {"a.cc", "a.cpp", "a.CPP", "d/a.C", "a.cp", "a.c++"}) EXPECT_TRUE(is_cxx_name(name)) << name;
  EXPECT_TRUE(is_c_name("a.c") && !is_cxx_name("a.c") && !is_c_name("a.C"));
  for (const char* name : {"a.CXX", "a.Cc", ".c", "a", "c.d/a"}) EXPECT_FALSE(is_source_name(name)) << name;
  EXPECT_TRUE(is_nearly_source_name("a.CXX") && is_nearly_source_name("a.Cc") && !is_nearly_source_name("a.C"));
  EXPECT_EQ(with_usual_suffix("d/a.C"), "d/a.cpp");
  EXPECT_EQ(with_usual_suffix("a.cc"), "a.cc");
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
