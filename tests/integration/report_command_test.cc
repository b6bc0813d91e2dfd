// report_command_test.cc — `grader report`: verdicts from files, one of several, in every form; what is no verdict.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/report/report.h"
#include "grader/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Said {
  int status = -1;
  std::string out, err;
};

class ReportCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "report-command-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::ofstream(folder_ / "s01.c") << "int main(void) {\n  pause();\n}\n";
    std::ofstream(folder_ / "one.json") << json_report(verdict("s01.c"));
    std::ofstream(folder_ / "class.json") << json_report(std::vector<Verdict>{verdict("s01.c"), verdict("s02")});
    std::ofstream(folder_ / "broken.json") << "{\"schema\": 1";
    std::ofstream(folder_ / "other.json") << "[{\"schema\": \"grader/verdict/1\"}]";
  }
  void TearDown() override { fs::remove_all(folder_); }

  Verdict verdict(const std::string& name) const {
    Verdict v;
    v.submission_path = folder_ / name;
    if (const auto now = collect_submission(v.submission_path)) v.submission_sha256 = now.value().sha256;
    v.verdict = Code::kDL;
    Finding f;
    f.message = "main waits for a signal that nobody will send.";
    FindingProcess main;
    main.id = 1;
    main.name = "main";
    main.at = {"s01.c", 2, "main"};
    main.waits_for = WaitsFor{"signal", "a signal", "", "pause()", ""};
    f.processes = {main};
    f.wait_graph = {{"signal", "a signal", "", {0}, {}}};
    v.findings = {f};
    return v;
  }

  /// The words after `grader report`; the first names a file of the folder.
  Said report(std::vector<std::string> words) const {
    words[0] = folder_ / words[0];
    words.insert(words.begin(), {"grader", "report"});
    std::vector<const char*> argv;
    for (const std::string& w : words) argv.push_back(w.c_str());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Said said;
    const auto parsed = parse_command_line(static_cast<int>(argv.size()), argv.data());
    if (const int* status = std::get_if<int>(&parsed)) said.status = *status;
    else {
      const auto& line = std::get<CommandLine>(parsed);
      said.status = std::visit([&](const auto& command) { return perform(command, line.common); }, line.command);
    }
    said.out = ::testing::internal::GetCapturedStdout();
    said.err = ::testing::internal::GetCapturedStderr();
    return said;
  }

  fs::path folder_;
};

TEST_F(ReportCommandTest, OneVerdictIsExplainedWithItsSourceLines) {
  const Said said = report({"one.json"});
  EXPECT_EQ(said.status, kExitOk);
  EXPECT_EQ(said.out.rfind("DL  Deadlock: main waits for a signal", 0), 0u) << said.out;
  EXPECT_NE(said.out.find("2 │   pause();"), std::string::npos) << said.out;
}

TEST_F(ReportCommandTest, LinesOfAFileThatChangedAreNotShown) {
  std::ofstream(folder_ / "s01.c") << "int main(void) {\n  return 0;\n}\n";
  EXPECT_EQ(report({"one.json"}).out.find("│"), std::string::npos);
}

TEST_F(ReportCommandTest, SeveralAreATableAndOneOfThemCanBeExplained) {
  const Said table = report({"class.json"});
  EXPECT_NE(table.out.find("2 graded: 2 DL\n"), std::string::npos) << table.out;
  for (const std::string name : {"s01", "s01.c"}) {
    const Said one = report({"class.json", "--student", name});
    EXPECT_EQ(one.status, kExitOk);
    EXPECT_EQ(one.out.rfind("s01.c\nDL  Deadlock: main waits", 0), 0u) << one.out;
    EXPECT_EQ(one.out.find("s02"), std::string::npos);
  }
  const Said nobody = report({"class.json", "--student", "s20"});
  EXPECT_EQ(nobody.status, kExitUsage);
  EXPECT_EQ(nobody.err, "grader: --student s20: no such submission: did you mean s02?\n");
}

TEST_F(ReportCommandTest, EveryForm) {
  const auto document = nlohmann::json::parse(report({"one.json", "--format", "json"}).out);
  EXPECT_TRUE(document.is_object());
  EXPECT_TRUE(nlohmann::json::parse(report({"class.json", "--format", "json"}).out).is_array());
  EXPECT_EQ(report({"one.json", "--format", "dot"}).out.rfind("digraph grader {", 0), 0u);
  EXPECT_TRUE(nlohmann::json::parse(report({"class.json", "--format", "trace"}).out).contains("traceEvents"));
  const Said file = report({"one.json", "--report", "dot=" + (folder_ / "wait.dot").string()});
  EXPECT_EQ(file.status, kExitOk);
  EXPECT_TRUE(fs::exists(folder_ / "wait.dot"));
}

TEST_F(ReportCommandTest, EveryFormOfACourseSystemIsWrittenFromAnOldVerdict) {
  for (const std::string form : {"csv", "markdown", "junit", "tap", "sarif", "github", "classroom", "gradescope", "autolab", "check50", "coderunner", "vpl", "manytask"}) {
    const Said said = report({"one.json", "--format", form});
    EXPECT_EQ(said.status, kExitOk) << form << said.err;
    EXPECT_FALSE(said.out.empty()) << form;
  }
}

TEST_F(ReportCommandTest, AFormOfOneSubmissionRefusesAClassAndTakesOneOfIt) {
  const Said refused = report({"class.json", "--report", "gradescope=" + (folder_ / "results.json").string()});
  EXPECT_EQ(refused.status, kExitUsage);
  EXPECT_NE(refused.err.find("format gradescope: describes one submission"), std::string::npos) << refused.err;
  EXPECT_FALSE(fs::exists(folder_ / "results.json"));
  EXPECT_EQ(report({"class.json", "--student", "s02", "--format", "gradescope"}).status, kExitOk);
  EXPECT_EQ(report({"class.json", "--format", "junit"}).status, kExitOk);
}

TEST_F(ReportCommandTest, InRussian) {
  const Said said = report({"one.json", "--lang", "ru"});
  EXPECT_EQ(said.out.rfind("DL  Взаимная блокировка: main ждёт сигнала, который никто не пошлёт.", 0), 0u) << said.out;
  EXPECT_NE(report({"one.json", "--lang", "ru", "--format", "vpl"}).out.find("Взаимная блокировка"), std::string::npos);
}

TEST_F(ReportCommandTest, WhatIsNoVerdictIsNamedWithItsPlace) {
  const Said broken = report({"broken.json"}), other = report({"other.json"}), missing = report({"missing.json"});
  EXPECT_EQ(broken.status, kExitGrader);
  EXPECT_NE(broken.err.find("broken.json: is no JSON"), std::string::npos) << broken.err;
  EXPECT_EQ(other.status, kExitGrader);
  EXPECT_NE(other.err.find("is no verdict: /0"), std::string::npos) << other.err;
  EXPECT_EQ(missing.status, kExitGrader);
  EXPECT_NE(missing.err.find("No such file"), std::string::npos) << missing.err;
  EXPECT_EQ(report({"one.json", "--format", "xml"}).status, kExitUsage);
}

}  // namespace
}  // namespace grader
