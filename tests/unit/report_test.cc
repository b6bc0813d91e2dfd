// report_test.cc — golden texts of reports. GRADER_UPDATE_GOLDEN=1 writes them anew; read the difference.
#include "grader/report/report.h"

#include <gtest/gtest.h>

#include <sstream>

#include "grader/report/groups.h"
#include "grader/report/text_layout.h"
#include "tests/unit/golden.h"

namespace grader {
namespace {

Verdict deadlock() {
  Verdict v;
  v.verdict = Code::kDL;
  Finding f;
  f.rule = Rule::kDeadlock;
  f.message = "the 2 processes that are left wait for each other for ever.";
  f.cause = "unclosed-write-end";
  f.hint = "close(pfd[1]) in collector, before line 46.";
  f.detected_after_ms = 11;
  f.processes = {{2, "collector", 3, WaitsFor{"pipe-read", "the pipe made at parent_child.c:14", "empty", "read()",
                  "read() returns 0 only when every write end is closed; still open: descriptor 4 of collector itself, inherited by fork() at line 31."},
                  {"parent_child.c", 3, "collect"}, {}},
                 {1, "main", 2, WaitsFor{"child", "collector", "", "waitpid()", ""}, {"parent_child.c", 65, "main"}, {}}};
  v.findings = {f};
  return v;
}

TEST(ReportTest, Deadlock) {
  TextStyle style;
  style.sources = {{"parent_child.c", {"int x;", "", "\twhile ((n = read(pfd[0], buf, sizeof buf)) > 0)"}}};
  expect_golden("deadlock.txt", text_report(deadlock(), style));
  style.color = true;
  expect_golden("deadlock_color.txt", text_report(deadlock(), style));
  style.color = false;
  style.width = 60;
  for (std::istringstream lines(text_report(deadlock(), style)); !lines.eof();) {
    std::string line;
    std::getline(lines, line);
    EXPECT_LE(display_width(line), 60) << line;
  }
}

TEST(ReportTest, ProcessesThatWaitAlikeAreToldOnce) {
  Verdict v;
  v.verdict = Code::kDL;
  Finding f;
  f.rule = Rule::kDeadlock;
  f.message = "child 1 of main (pool.c:31) waits on semaphore full, which nobody will post; 8 more wait for ever with it.";
  f.cause = "never-posted";
  f.detected_after_ms = 3;
  f.count = 9;
  for (int i = 1; i <= 7; ++i)
    f.processes.push_back({i + 1, "child " + std::to_string(i) + " of main", i + 1,
                           WaitsFor{"semaphore", "semaphore full", "value 0", "sem_wait()", "Nobody is left who could post it."},
                           {"pool.c", 31, "worker"}, {}});
  f.processes.push_back({9, "logger", 9, WaitsFor{"pipe", "pipe made at pool.c:9", "empty", "read()", ""}, {"pool.c", 60, "log"}, {}});
  f.processes.push_back({1, "main", 1, WaitsFor{"child", "8 children", "", "wait()", ""}, {"pool.c", 52, "main"}, {}});
  v.findings = {f};
  expect_golden("deadlock_group.txt", text_report(v, {}));
}

TEST(ReportTest, TheSameDeadlockOfAnotherScenarioIsToldOnce) {
  Verdict v = deadlock();
  v.task = "t";
  v.findings.push_back(v.findings[0]);
  v.findings[1].message = "the 12 processes that are left wait for each other for ever.";
  v.runs.resize(2);
  v.runs[0].scenario = "few", v.runs[0].verdict = Code::kDL, v.runs[0].findings = {0};
  v.runs[1].scenario = "many", v.runs[1].verdict = Code::kDL, v.runs[1].findings = {1};
  const std::string text = text_report(v, {});
  EXPECT_EQ(text.find("the 12 processes"), std::string::npos) << text;
  EXPECT_NE(text.find("The same happened again in scenario 'many'."), std::string::npos) << text;
  v.findings[1].processes[0].at.line = 99;
  EXPECT_NE(text_report(v, {}).find("the 12 processes"), std::string::npos);
}

TEST(ReportTest, NamesThatDifferByANumberAreJoined) {
  const auto together = [](const std::vector<std::string>& names) {
    std::vector<FindingProcess> processes;
    for (const std::string& name : names) processes.push_back({0, name, 0, {}, {}, {}});
    std::vector<const FindingProcess*> group;
    for (const FindingProcess& p : processes) group.push_back(&p);
    return names_together(group);
  };
  EXPECT_EQ(together({"main"}), "main");
  EXPECT_EQ(together({"worker 1", "worker 2", "worker 3"}), "worker 1…3");
  EXPECT_EQ(together({"child 4 of main", "child 2 of main"}), "children 2 and 4 of main");
  EXPECT_EQ(together({"thread 2 of main", "thread 3 of main", "thread 5 of main"}), "threads 2, 3 and 5 of main");
  EXPECT_EQ(together({"child 1 of a", "child 1 of b", "c"}), "child 1 of a and 2 more");
  EXPECT_EQ(together({"reader", "writer"}), "reader and writer");
}

TEST(ReportTest, LeakWithScenariosAndAWarning) {
  Verdict v;
  v.task = "sem-named";
  v.verdict = Code::kLK;
  v.points = 8;
  v.max = 10;
  Finding leak;
  leak.rule = Rule::kLeak;
  leak.message = "2 objects are left behind";
  leak.hint = "sem_unlink() and shm_unlink() once nobody opens them any more.";
  leak.objects = {{"sem", "/s42", {}, "", {"sem_named.c", 61, "init"}, "work 1"}, {"shm", "/s42", 4096, "", {}, "work 1"}};
  Finding warning;
  warning.rule = Rule::kUnwaited;
  warning.severity = Severity::kWarning;
  warning.message = "main ended without waiting for its child";
  v.findings = {warning, leak};
  const auto run = [](const std::string& name, Code code, double points, double max) {
    RunReport r;
    r.scenario = name;
    r.verdict = code;
    r.points = points;
    r.max = max;
    return r;
  };
  v.runs = {run("alone", Code::kOK, 6, 6), run("два работника", Code::kLK, 1, 2), run("два работника", Code::kOK, 1, 2)};
  expect_golden("leak.txt", text_report(v, {}));
}

TEST(ReportTest, DoesNotCompile) {
  Verdict v;
  v.task = "t";
  v.verdict = Code::kCE;
  v.compile.status = CompileReport::Status::kError;
  for (int i = 1; i <= 8; ++i) v.compile.diagnostics.push_back({"main.c", 10 + i, 5, "error", "expected ';' before 'return'"});
  expect_golden("compile_error.txt", text_report(v, {}));
}

TEST(ReportTest, NothingFoundIsOneLine) {
  Verdict v;
  RunReport run;
  run.wall_ms = 12;
  run.processes.resize(3);
  v.runs = {run};
  EXPECT_EQ(text_report(v, {}), "OK  nothing found (3 processes, 12 ms)\n");
  v.task = "t";
  v.points = v.max = 2.5;
  EXPECT_EQ(text_report(v, {}), "OK  accepted: 2.5 of 2.5 points (3 processes, 12 ms)\n");
}

TEST(ReportTest, ClassTable) {
  std::vector<ClassRow> rows{{"s01", Code::kOK, 10, 10, ""},
                             {"Жанна д'Арк", Code::kDL, 4, 10, "3rd worker never wakes: sem_wait(/s_init) at main.c:52, nobody posts it any more"},
                             {"李小龍", Code::kCE, 0, 10, "main.c:12:5: error: expected ';'"},
                             {"evil\x1b[31m\nname", Code::kIE, 0, 10, "the grader failed: disk full"}};
  expect_golden("class.txt", class_table(rows, {}) + class_summary(rows, 130, {}));
}

TEST(ReportTest, UntrustedBytesCannotActOnTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2J\tb\r\n\x7f"), "a\\x1b[2J\\tb\\r\\n\\x7f");
  EXPECT_EQ(printable("\xff\xc3("), "\\xff\\xc3(");
  EXPECT_EQ(printable("привет 🙂"), "привет 🙂");
  EXPECT_EQ(printable("\u202e\u0085"), "\\u202e\\u0085");
  EXPECT_EQ(printable("\xef\xbf\xbe\xef\xbf\xbf"), "\\ufffe\\uffff");
}

TEST(ReportTest, WidthsOfWideAndCombiningCharacters) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("李小龍"), 6);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(fit("李小龍", 5), "李小…");
  EXPECT_EQ(display_width("Жанна"), 5);
  EXPECT_EQ(display_width("и\u0306"), 1);
  EXPECT_EQ(display_width("👍🏽"), 2);
  EXPECT_EQ(display_width("│…–"), 3);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(ReportTest, WrappingCountsColumnsAndNotBytes) {
  const std::string russian = "семафор ждут все, но никто его не поднимет, потому что все ждут его сами";
  for (const std::string& line : lines_of(wrapped(russian, 4, 40))) EXPECT_LE(display_width(line), 40) << line;
  EXPECT_EQ(lines_of(wrapped(russian, 4, 40)).size(), 2u + 1u);
  for (const std::string& line : lines_of(wrapped(std::string("李") + "小龍李小龍李小龍李小龍李小龍李小龍", 0, 21)))
    EXPECT_LE(display_width(line), 21) << line;
}

TEST(ReportTest, LongWordsAndTextsAreCutWithACount) {
  const std::string path = wrapped("see /" + std::string(100000, 'x') + " there", 4, 80);
  EXPECT_LE(lines_of(path).size(), 6u);
  EXPECT_NE(path.find("\u00a0more\u00a0bytes)"), std::string::npos) << path;
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "word ";
  const auto lines = lines_of(wrapped(text, 4, 80));
  EXPECT_LE(lines.size(), 61u);
  EXPECT_NE(lines.back().find("more bytes"), std::string::npos);
}

}  // namespace
}  // namespace grader
