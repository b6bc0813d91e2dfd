// course_reports_test.cc — the forms of course systems and CI: their rules, and that nothing a student's program
// writes can break or forge them. The rules are those of the targets' documents and schemas, written out by hand.
#include "grader/report/course_reports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "grader/model/utf8.h"
#include "grader/report/clean_text.h"
#include "grader/report/formats.h"

namespace grader {
namespace {

using nlohmann::json;

/// Everything that has ever ended a string, a cell, a comment or a command.
const std::string kHostile = std::string("a]]>\0b", 6) +
                             "\x1b[31m\xff\xfe\n::error file=x::forged\n##[error]forged\nok 1 - forged\n  ...\n1..0\nBail out!\n"
                             "Grade :=>>100\n--|>\n</failure></testcase><testcase name='forged'/>&#0;&lt;<script>forged()</script>\r\n"
                             "```\n|x|\n=cmd()\",'\n{\"scores\":{\"forged\":100}}\n# forged \\ % %0A \xef\xbf\xbe @all";

Finding finding_of(const std::string& text) {
  Finding f;
  f.rule = Rule::kDeadlock;
  f.message = text;
  f.hint = text;
  f.cause = "relock";
  f.detected_after_ms = 1;
  FindingProcess p;
  p.name = text;
  p.at = {"dir/" + text.substr(0, 40) + ".c", 7, text.substr(0, 40)};
  p.waits_for = WaitsFor{"mutex", text, text, text, text};
  f.processes = {p};
  return f;
}

RunReport run_of(const std::string& scenario, Code code, double points, double max, std::vector<int> findings) {
  RunReport r;
  r.scenario = scenario;
  r.verdict = code;
  r.points = points;
  r.max = max;
  r.wall_ms = 1500;
  r.findings = std::move(findings);
  return r;
}

/// Three scenarios: one well, one that fails in one of two runs with hostile words, one hidden that fails.
Verdict sample(const std::string& words) {
  Verdict v;
  v.grader_version = "0.1.0";
  v.task = "sem-named";
  v.submission_path = "class/" + words.substr(0, 60);
  v.verdict = Code::kDL;
  v.points = 4;
  v.max = 10;
  v.findings = {finding_of(words), finding_of("SECRET " + words)};
  v.findings[1].processes[0].at = v.findings[0].processes[0].at;  // the student's own sources are no secret
  v.runs = {run_of("alone", Code::kOK, 3, 3, {}), run_of(words.substr(0, 200), Code::kDL, 0, 2, {0}),
            run_of(words.substr(0, 200), Code::kOK, 1, 2, {}), run_of("SECRET", Code::kDL, 0, 3, {1})};
  v.runs[1].stdout_bytes = v.runs[1].stderr_bytes = words;
  v.runs[3].stdout_bytes = "SECRET";
  v.runs[3].hidden = true;
  v.runs[3].title = {{"en", "SECRET"}, {"ru", "SECRET"}};
  return v;
}

Verdict does_not_compile(const std::string& words) {
  Verdict v = sample(words);
  v.verdict = Code::kCE;
  v.points = 0;
  v.runs.clear();
  v.findings.clear();
  v.compile.status = CompileReport::Status::kError;
  v.compile.diagnostics = {{words.substr(0, 50), 3, 4, "error", words}};
  return v;
}

Verdict grader_failed() {
  Verdict v;
  v.task = "sem-named";
  v.submission_path = "s01";
  v.verdict = Code::kIE;
  v.max = 10;
  v.error = "disk full";
  return v;
}

std::string written(const std::string& name, const std::vector<Verdict>& verdicts, Language language = Language::kEnglish) {
  TextStyle style;
  style.language = language;
  style.rule_pages = false;
  return written_as(*find_format(name), verdicts, style, verdicts.size() > 1);
}
std::string written(const std::string& name, const Verdict& verdict) { return written(name, std::vector{verdict}); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::set<std::string> keys_of(const json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

std::set<std::string> names_of(const std::vector<Format>& all) {
  std::set<std::string> names;
  for (const Format& format : all) names.emplace(format.name);
  return names;
}

/// RFC 4648, for the test alone.
std::string from_base64(const std::string& text) {
  static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, filled = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(digits.find(c));
    filled += 6;
    if (filled < 8) continue;
    filled -= 8;
    out += static_cast<char>(bits >> filled & 0xFF);
  }
  return out;
}

TEST(CourseReportsTest, EveryFormIsCleanWhateverTheProgramWrote) {
  for (const std::string& name : names_of(formats())) {
    if (name == "json" || name == "dot" || name == "trace") continue;  // these have tests of their own
    for (const Verdict& verdict : {sample(kHostile), does_not_compile(kHostile), grader_failed()}) {
      const std::string text = written(name, verdict);
      EXPECT_EQ(valid_utf8(text), text) << name;
      EXPECT_EQ(text.find("\xef\xbf\xbe"), std::string::npos) << name << ": XML and YAML refuse U+FFFE";
      for (const char c : text) {
        const bool allowed = c == '\n' || c == '\t' || (c == '\r' && name.ends_with("csv"));
        ASSERT_TRUE(allowed || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) << name << ": " << text;
      }
    }
  }
}

TEST(CourseReportsTest, FiftyMegabytesOfOutputMakeNoLargeReport) {
  Verdict v = sample(kHostile);
  std::string flood;
  while (flood.size() < 50'000'000) flood += kHostile;
  v.runs[1].stdout_bytes = flood;
  flood.resize(5'000'000);
  v.findings[0].message = v.findings[0].processes[0].name = flood;
  for (const Format& format : formats()) {
    if (format.name == "json" || format.name == "dot" || format.name == "trace") continue;
    EXPECT_LT(written(std::string(format.name), v).size(), 200'000u) << format.name;
  }
}

TEST(CourseReportsTest, AHiddenScenariosNameIsTheSameInEveryLanguage) {
  const std::string russian = written("junit", std::vector{sample("x")}, Language::kRussian);
  EXPECT_NE(russian.find("testcase name=\"hidden scenario 1\""), std::string::npos) << russian;
  EXPECT_NE(written("vpl", std::vector{sample("x")}, Language::kRussian).find("скрытый сценарий 1"), std::string::npos);
}

TEST(CourseReportsTest, HiddenScenariosStayHidden) {
  for (const Format& format : formats()) {
    if (format.whom != Format::For::kStudents) continue;
    std::string text = written(std::string(format.name), sample("x"));
    if (format.name == "classroom") continue;  // see its own test
    EXPECT_EQ(text.find("SECRET"), std::string::npos) << format.name << ": " << text;
  }
  const auto gradescope = json::parse(written("gradescope", sample("x")));
  EXPECT_EQ(gradescope["output"].get<std::string>().find("SECRET"), std::string::npos);
  for (const json& test : gradescope["tests"])
    EXPECT_EQ(test["visibility"] == "hidden", test.dump().find("SECRET") != std::string::npos) << test;
  const auto coderunner = json::parse(written("coderunner", sample("x")));
  EXPECT_EQ(coderunner["epiloguehtml"].get<std::string>().find("SECRET"), std::string::npos);
  EXPECT_NE(coderunner["instructorhtml"].get<std::string>().find("SECRET"), std::string::npos);
  for (const json& row : coderunner["testresults"])
    EXPECT_EQ(row.back() == 1, row.dump().find("SECRET") != std::string::npos) << row;
}

// The strict schema: Ant's JUnit.xsd. Only these elements in this order, only these attributes.
TEST(CourseReportsTest, JUnitObeysTheStrictSchema) {
  for (const auto& verdicts : {std::vector{sample(kHostile)}, std::vector{does_not_compile(kHostile)}, std::vector{grader_failed()},
                               std::vector{sample("a"), sample(kHostile), grader_failed()}}) {
    pugi::xml_document document;
    const std::string text = written("junit", verdicts);
    ASSERT_TRUE(document.load_buffer(text.data(), text.size())) << text;
    int id = 0;
    ASSERT_STREQ(document.document_element().name(), "testsuites");
    EXPECT_TRUE(document.document_element().attributes_begin() == document.document_element().attributes_end());
    for (const auto suite : document.document_element().children()) {
      ASSERT_STREQ(suite.name(), "testsuite");
      for (const char* name : {"package", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"}) EXPECT_STRNE(suite.attribute(name).value(), "") << name;
      EXPECT_EQ(suite.attribute("id").as_int(-1), id++);
      std::string order;
      std::set<std::string> names;
      int failures = 0, errors = 0;
      for (const auto child : suite.children()) {
        const std::string element = child.name();
        order += element == "testcase" ? "c" : element == "properties" ? "p" : element == "system-out" ? "o" : element == "system-err" ? "e" : "?";
        if (element != "testcase") continue;
        for (const auto attribute : child.attributes()) EXPECT_TRUE(std::set<std::string>({"name", "classname", "time"}).contains(attribute.name()));
        EXPECT_TRUE(names.insert(child.attribute("name").value()).second) << "GitLab drops names that occur twice";
        failures += child.child("failure") ? 1 : 0;
        errors += child.child("error") ? 1 : 0;
      }
      EXPECT_EQ(order, "p" + std::string(names.size(), 'c') + "oe");
      EXPECT_EQ(suite.attribute("tests").as_int(), static_cast<int>(names.size()));
      EXPECT_EQ(suite.attribute("failures").as_int(), failures);
      EXPECT_EQ(suite.attribute("errors").as_int(), errors);
      EXPECT_FALSE(names.contains("forged"));
    }
    EXPECT_EQ(id, static_cast<int>(verdicts.size()));
  }
}

TEST(CourseReportsTest, JUnitTellsFailuresFromTheGradersFault) {
  pugi::xml_document document;
  document.load_string(written("junit", sample("x")).c_str());
  const auto failed = document.select_node("//testcase[failure]").node();
  EXPECT_STREQ(failed.child("failure").attribute("type").value(), "deadlock");
  EXPECT_STREQ(failed.child("failure").attribute("message").value(), "DL: Deadlock: x (in 1 of 2 runs)");
  document.load_string(written("junit", grader_failed()).c_str());
  EXPECT_TRUE(document.select_node("//testcase/error").node());
  EXPECT_FALSE(document.select_node("//failure").node());
  EXPECT_FALSE(document.select_node("//property[@name='points']").node());
}

TEST(CourseReportsTest, GradescopeHasOnlyItsKeys) {
  const auto document = json::parse(written("gradescope", sample(kHostile)));
  for (const std::string& key : keys_of(document))
    EXPECT_TRUE(std::set<std::string>({"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
                                       "stdout_visibility", "extra_data", "tests"}).contains(key)) << key;
  double sum = 0;
  for (const json& test : document["tests"]) {
    for (const std::string& key : keys_of(test))
      EXPECT_TRUE(std::set<std::string>({"score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "visibility", "extra_data"}).contains(key)) << key;
    EXPECT_TRUE(test["status"] == "passed" || test["status"] == "failed");
    EXPECT_EQ(test["output_format"], "text") << "HTML and ANSI would be interpreted";
    sum += test["score"].get<double>();
  }
  EXPECT_EQ(document["tests"].size(), 3u);
  EXPECT_EQ(document["score"], sum);
  EXPECT_EQ(document["execution_time"], 6);
  const auto compile = json::parse(written("gradescope", does_not_compile("x")));
  EXPECT_EQ(compile["score"], 0);
  EXPECT_EQ(compile["tests"][0]["max_score"], 10);
}

TEST(CourseReportsTest, TheGradersFaultIsNeverAScore) {
  const Verdict v = grader_failed();
  const auto gradescope = json::parse(written("gradescope", v));
  EXPECT_FALSE(gradescope.contains("score") || gradescope.contains("tests"));
  EXPECT_FALSE(json::parse(written("coderunner", v)).contains("fraction"));
  EXPECT_EQ(written("vpl", v).find("Grade"), std::string::npos);
  EXPECT_EQ(written("autolab", v).find("scores"), std::string::npos);
  EXPECT_TRUE(json::parse(written("manytask", v)).empty());
  const std::string classroom = written("classroom", v);
  EXPECT_EQ(json::parse(from_base64(classroom.substr(7, classroom.size() - 8)))["max_score"], 0) << "the reporter tells no score then";
  EXPECT_FALSE(json::parse(written("check50", v)).contains("results"));
  EXPECT_EQ(written("tap", v), "TAP version 14\nBail out! The grader itself failed: disk full\n");
  const auto sarif = json::parse(written("sarif", v));
  EXPECT_EQ(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
  EXPECT_TRUE(sarif["runs"][0]["results"].empty());
  EXPECT_EQ(lines_of(written("csv", v))[1].rfind("s01,sem-named,grader,IE,,,", 0), 0u);
}

TEST(CourseReportsTest, GitHubReadsOneCommandALine) {
  for (const Verdict& verdict : {sample(kHostile), does_not_compile(kHostile), grader_failed()}) {
    const auto lines = lines_of(written("github", verdict));
    EXPECT_FALSE(lines.empty());
    for (const std::string& line : lines) {
      EXPECT_TRUE(line.starts_with("::error ") || line.starts_with("::warning ")) << line;
      const std::string properties = line.substr(0, line.find("::", 2));
      EXPECT_EQ(properties.find("x::"), std::string::npos);
      for (std::size_t at = 0; (at = line.find('%', at)) != std::string::npos; ++at)
        EXPECT_TRUE(std::set<std::string>({"%25", "%0D", "%0A", "%3A", "%2C"}).contains(line.substr(at, 3))) << line;
    }
  }
  const auto lines = lines_of(written("github", sample("x")));
  ASSERT_EQ(lines.size(), 2u);  // the finding, and what is told of the hidden scenario's
  EXPECT_EQ(lines[0], "::error file=class/x/dir/x.c,line=7,title=x%3A DL deadlock::Deadlock: x%0AFix: x%0AIn scenario 'x'");
  EXPECT_EQ(lines[1].substr(0, lines[1].find(',', 40)), "::error file=class/x/dir/x.c,line=7,title=x%3A DL deadlock::Deadlock: In a hidden scenario: processes wait for each other");
}

TEST(CourseReportsTest, ClassroomIsOneOutputInBase64) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  const std::string text = written("classroom", sample(kHostile));
  EXPECT_EQ(lines_of(text).size(), 1u);
  ASSERT_EQ(text.rfind("result=", 0), 0u);
  const std::string decoded = from_base64(text.substr(7, text.size() - 8));
  const auto document = json::parse(decoded);
  EXPECT_EQ(decoded.find("SECRET"), std::string::npos);
  EXPECT_EQ(document["version"], 1);
  EXPECT_EQ(document["status"], "fail");
  EXPECT_EQ(document["max_score"], 10);
  EXPECT_EQ(document["tests"].size(), 3u);
  for (const json& test : document["tests"]) {
    EXPECT_EQ(keys_of(test), (std::set<std::string>{"name", "status", "score", "message", "test_code", "filename", "line_no", "duration"}));
    EXPECT_TRUE(test["status"] == "pass" || test["status"] == "fail" || test["status"] == "error");
  }
}

// The places of SARIF 2.1.0's schema that are used: no key beyond them, and uri-references that are.
TEST(CourseReportsTest, SarifHasStableRulesPathsAndFingerprints) {
  const auto document = json::parse(written("sarif", std::vector{sample(kHostile), does_not_compile(kHostile), sample("x")}));
  EXPECT_EQ(document["version"], "2.1.0");
  const json& run = document["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  EXPECT_EQ(rules.size(), 2u);
  EXPECT_EQ(run["results"].size(), 5u);
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_TRUE(std::set<std::string>({"error", "warning"}).contains(result["level"].get<std::string>()));
    EXPECT_EQ(result["partialFingerprints"]["finding/v1"].get<std::string>().size(), 32u);
    const json& physical = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(physical["artifactLocation"]["uri"].get<std::string>().find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%:"), std::string::npos);
    EXPECT_GE(physical["region"]["startLine"], 1);
  }
  EXPECT_EQ(run["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "class/x/dir/x.c");
  Verdict moved = sample("x");
  moved.findings[0].processes[0].at.line = 99;
  const auto again = json::parse(written("sarif", moved));
  EXPECT_EQ(again["runs"][0]["results"][0]["partialFingerprints"], run["results"][3]["partialFingerprints"]);
}

// TAP 14: version, plan, test points in order, YAML blocks indented by two; nothing else.
TEST(CourseReportsTest, TapHasItsPlanAndNothingElse) {
  const auto lines = lines_of(written("tap", std::vector{sample(kHostile), does_not_compile(kHostile), grader_failed()}));
  EXPECT_EQ(lines[0], "TAP version 14");
  EXPECT_EQ(lines[1], "1..5");
  int number = 0;
  bool block = false;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (lines[i] == "  ---") block = true;
    else if (lines[i] == "  ...") block = false;
    else if (block) {
      EXPECT_EQ(lines[i].rfind("  ", 0), 0u) << lines[i];
    } else {
      const std::string expected = std::to_string(++number) + " - ";
      EXPECT_TRUE(lines[i].starts_with("ok " + expected) || lines[i].starts_with("not ok " + expected)) << lines[i];
      for (std::size_t at = 0; (at = lines[i].find('#', at)) != std::string::npos; ++at) EXPECT_EQ(lines[i][at - 1], '\\') << lines[i];
    }
  }
  EXPECT_EQ(number, 5);
  EXPECT_FALSE(block);
}

/// Rows of cells (RFC 4180), for the test alone.
std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') rows.back().back() += text[++i];
    else if (c == '"') quoted = !quoted;
    else if (!quoted && c == ',') rows.back().emplace_back();
    else if (!quoted && c == '\n') rows.emplace_back(1);
    else if (c != '\r') rows.back().back() += c;
  }
  rows.pop_back();
  return rows;
}

TEST(CourseReportsTest, CsvHasARowAScenarioAndNoFormulas) {
  Verdict formula = sample("=HYPERLINK(\"http://x\",\"y\")");
  formula.submission_path = "class/+1,2";
  const auto rows = cells_of(written("csv", std::vector{sample(kHostile), formula}));
  ASSERT_EQ(rows.size(), 7u);
  for (const auto& row : rows) {
    EXPECT_EQ(row.size(), rows.front().size());
    for (const std::string& cell : row) EXPECT_EQ(std::string("=+-@").find(cell.empty() ? 'a' : cell.front()), std::string::npos) << cell;
  }
  EXPECT_EQ(rows[4][0], "'+1,2");
  EXPECT_EQ(rows[5][2], "'=HYPERLINK(\"http://x\",\"y\")");
}

TEST(CourseReportsTest, MarkdownCannotBeLeftByAnyText) {
  for (const std::string& line : lines_of(written("markdown", sample("```` |x| <b> [l](http://x) @all *b* # h")))) {
    if (!line.starts_with("| ")) continue;
    int bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    EXPECT_EQ(bars, 5) << line;
    EXPECT_EQ(line.find("<b>"), std::string::npos);
    EXPECT_EQ(line.find("@all"), std::string::npos);
  }
  const std::string text = written("markdown", sample("```` x"));
  EXPECT_NE(text.find("\n`````text\n"), std::string::npos) << text;
  std::string fence;
  for (const std::string& line : lines_of(written("markdown", sample(kHostile)))) {
    if (fence.empty() && line.starts_with("```")) fence = line.substr(0, line.find_first_not_of('`'));
    else if (line == fence) fence.clear();
    EXPECT_TRUE(!fence.empty() || line.find("<script>") == std::string::npos) << line;
  }
  EXPECT_EQ(fence, "");
}

TEST(CourseReportsTest, AutolabEndsWithItsTwoLines) {
  const auto lines = lines_of(written("autolab", sample(kHostile)));
  const auto scores = json::parse(lines.back()), feedback = json::parse(lines[lines.size() - 2]);
  EXPECT_EQ(scores["scores"].size(), 3u);
  EXPECT_EQ(scores["scores"]["alone"], 3);
  EXPECT_FALSE(scores["scores"].contains("forged"));
  EXPECT_EQ(scores["scoreboard"], json::array({4.0}));
  EXPECT_EQ(feedback["_presentation"], "semantic");
  EXPECT_EQ(feedback["stages"], json::array({"scenarios"}));
  EXPECT_EQ(feedback["scenarios"]["alone"], json({{"passed", true}}));
}

TEST(CourseReportsTest, Check50HasItsKeys) {
  const auto document = json::parse(written("check50", sample(kHostile)));
  EXPECT_EQ(keys_of(document), (std::set<std::string>{"slug", "results", "version"}));
  for (const json& result : document["results"]) {
    EXPECT_EQ(keys_of(result), (std::set<std::string>{"name", "description", "passed", "log", "cause", "data", "dependency"}));
    EXPECT_EQ(result["cause"].is_null(), result["passed"].get<bool>());
  }
}

TEST(CourseReportsTest, CodeRunnerGivesAFractionAndATable) {
  const auto document = json::parse(written("coderunner", sample(kHostile)));
  EXPECT_EQ(document["fraction"], 0.4);
  for (const json& row : document["testresults"]) EXPECT_EQ(row.size(), 6u);
  EXPECT_EQ(document["testresults"][0].front(), "iscorrect");
  EXPECT_EQ(document["testresults"][0].back(), "ishidden");
  EXPECT_EQ(document["epiloguehtml"].get<std::string>().find("<script"), std::string::npos);
}

TEST(CourseReportsTest, VplHasOneGradeAndMarksEveryLine) {
  int grades = 0;
  for (const std::string& line : lines_of(written("vpl", sample(kHostile)))) {
    const bool grade = line.starts_with("Grade :=>>");
    grades += grade ? 1 : 0;
    EXPECT_TRUE(grade || line.starts_with("Comment :=>>-") || line.starts_with("Comment :=>>>")) << line;
    EXPECT_TRUE(!grade || line == "Grade :=>>4") << line;
  }
  EXPECT_EQ(grades, 1);
}

TEST(CourseReportsTest, ManytaskWantsAShareOfThePoints) {
  Verdict lone = sample("x");
  lone.submission_path = "class/ivanov.c";
  EXPECT_EQ(json::parse(written("manytask", std::vector{lone, grader_failed()})),
            json::parse(R"([{"task": "sem-named", "username": "ivanov", "score": "0.4000"}])"));
}

}  // namespace
}  // namespace grader
