// ejudge_report_test.cc — ejudge's testing_report: the rules of its parser (testing_report_xml.c), written out.
#include "grader/report/ejudge_report.h"

#include <gtest/gtest.h>

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>

#include "grader/report/formats.h"

namespace grader {
namespace {

const std::set<std::string> kReportAttributes{"run-id", "judge-id", "status", "scoring", "run-tests", "real-time-available",
                                              "max-memory-used-available", "compile-error", "score", "max-score", "tests-passed"};
const std::set<std::string> kTestAttributes{"num", "status", "time", "real-time", "max-memory-used", "nominal-score", "score",
                                            "comment", "checker-comment", "visibility", "term-signal", "exit-code"};
const std::set<std::string> kTestStatuses{"OK", "RT", "TL", "WT", "PE", "WA", "ML", "SE", "SY", "CF", "SK"};

Verdict sample(const std::string& words) {
  Verdict verdict;
  verdict.task = "sem-named";
  verdict.verdict = Code::kDL;
  verdict.points = 3;
  verdict.max = 6;
  Finding finding;
  finding.rule = Rule::kDeadlock;
  finding.message = finding.hint = words;
  verdict.findings = {finding};
  const auto run = [&](const char* name, Code code, double points, std::vector<int> findings) {
    RunReport report;
    report.scenario = name;
    report.verdict = code;
    report.points = points;
    report.max = 2;
    report.wall_ms = 12.5;
    report.memory_peak_bytes = 4096;
    report.stdout_bytes = words;
    report.findings = std::move(findings);
    verdict.runs.push_back(report);
  };
  run("alone", Code::kOK, 2, {});
  run("both", Code::kDL, 0, {0});
  run("left", Code::kLK, 1, {});
  verdict.runs[1].hidden = true;
  return verdict;
}

pugi::xml_document parsed(const Verdict& verdict) {
  pugi::xml_document document;
  const auto read = document.load_string(written_as(*find_format("ejudge"), {verdict}, {}, false).c_str());
  EXPECT_TRUE(read) << read.description();
  return document;
}

/// What makes ejudge throw a report away, or read beyond its end.
void expect_accepted(const pugi::xml_document& document) {
  const auto report = document.child("testing-report");
  for (const auto attribute : report.attributes()) EXPECT_TRUE(kReportAttributes.count(attribute.name())) << attribute.name();
  for (const char* needed : {"run-id", "judge-id", "status", "scoring", "run-tests", "score", "max-score", "tests-passed"})
    EXPECT_TRUE(report.attribute(needed)) << needed;
  ASSERT_TRUE(report.first_child()) << "a report without any element is refused";
  int number = 0;
  for (const auto test : report.child("tests").children()) {
    EXPECT_STREQ(test.name(), "test");
    EXPECT_EQ(test.attribute("num").as_int(), ++number);
    EXPECT_LE(number, report.attribute("run-tests").as_int());
    EXPECT_TRUE(kTestStatuses.count(test.attribute("status").value())) << test.attribute("status").value();
    for (const auto attribute : test.attributes()) EXPECT_TRUE(kTestAttributes.count(attribute.name())) << attribute.name();
    for (const auto file : test.children()) {
      EXPECT_TRUE(std::set<std::string>({"output", "checker"}).count(file.name())) << file.name();
      EXPECT_STRNE(file.text().get(), "") << "of an empty element ejudge would take the length of nothing";
      EXPECT_FALSE(file.attribute("size")) << "ejudge would believe it";
    }
  }
}

TEST(EjudgeReportTest, HasATestForEachScenario) {
  const auto document = parsed(sample("words"));
  expect_accepted(document);
  const auto report = document.child("testing-report");
  EXPECT_STREQ(report.attribute("status").value(), "PT");
  EXPECT_EQ(report.attribute("score").as_int(), 3);
  EXPECT_EQ(report.attribute("tests-passed").as_int(), 1);
  std::map<int, std::string> statuses;
  for (const auto test : report.child("tests").children()) statuses[test.attribute("num").as_int()] = test.attribute("status").value();
  EXPECT_EQ(statuses, (std::map<int, std::string>{{1, "OK"}, {2, "SY"}, {3, "PE"}}));
  EXPECT_STREQ(report.child("tests").last_child().previous_sibling().attribute("visibility").value(), "hidden");
}

TEST(EjudgeReportTest, NothingThatAProgramWritesBreaksOrForgesIt) {
  const std::string hostile = std::string("]]>\0", 4) + "</output></test><test num='9' status='OK'/>&#0;\x1b[31m\xff\xef\xbf\xbe\r\n";
  const auto document = parsed(sample(hostile + std::string(100'000, 'x')));
  expect_accepted(document);
  int tests = 0;
  for (const auto test : document.child("testing-report").child("tests").children()) tests += test ? 1 : 0;
  EXPECT_EQ(tests, 3);
}

TEST(EjudgeReportTest, CompilationAndTheGradersFaultHaveNoTests) {
  Verdict verdict;
  verdict.max = 6;
  verdict.verdict = Code::kCE;
  verdict.compile.status = CompileReport::Status::kError;
  verdict.compile.diagnostics = {{"a.c", 1, 2, "error", "expected ';'"}};
  auto document = parsed(verdict);
  expect_accepted(document);
  EXPECT_STREQ(document.child("testing-report").attribute("status").value(), "CE");
  EXPECT_NE(std::string(document.child("testing-report").child("compiler_output").text().get()).find("expected"), std::string::npos);
  verdict.verdict = Code::kIE;
  verdict.error = "disk full";
  document = parsed(verdict);
  expect_accepted(document);
  EXPECT_STREQ(document.child("testing-report").attribute("status").value(), "CF");
}

TEST(EjudgeReportTest, AProgramThatDiedIsReportedWithItsSignal) {
  Verdict verdict = sample("words");
  verdict.verdict = verdict.runs[1].verdict = Code::kRT;
  verdict.findings[0].rule = Rule::kCrash;
  ProcessRecord process;
  process.end.kind = ProcessEnd::Kind::kSignaled;
  process.end.signal = 11;
  verdict.runs[1].processes = {process};
  const auto document = parsed(verdict);
  expect_accepted(document);
  const auto test = document.child("testing-report").child("tests").first_child().next_sibling();
  EXPECT_STREQ(test.attribute("status").value(), "RT");
  EXPECT_EQ(test.attribute("term-signal").as_int(), 11);
}

}  // namespace
}  // namespace grader
