// verdict_json_test.cc — verdicts as documents: valid by the schema for every code, the same there and back.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "grader/model/schemas.h"
#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {
namespace {

Verdict rich(Code code) {
  Verdict v;
  v.grader_version = "0.1.0";
  v.task = "sem-named";
  v.submission_path = "class/s\xff 02";
  v.submission_sha256 = "00ff";
  v.verdict = code;
  v.points = 4;
  v.max = 10;
  v.compile = {CompileReport::Status::kOk, {{"a.c", 3, 1, "warning", "unused"}}, 120.5, LimitHit{"wall", 30000, "ms", 1}};
  RunReport run;
  run.scenario = "two workers";
  run.verdict = code;
  run.seed = ~0ull;
  run.stdout_bytes = std::string("\xff\x00 ok", 5);
  run.findings = {0};
  using Kind = ProcessEnd::Kind;
  for (const ProcessEnd& end : {ProcessEnd{Kind::kExited, 3, 0, ""}, ProcessEnd{Kind::kSignaled, 0, 11, ""},
                                ProcessEnd{Kind::kKilledByGrader, 0, 9, "deadlock"}, ProcessEnd{}}) {
    ProcessRecord p;
    p.id = static_cast<int>(run.processes.size()) + 1;
    p.name = "worker";
    p.argv = {"./a.out"};
    p.end = end;
    run.processes.push_back(p);
  }
  v.runs.push_back(run);
  Finding f;
  f.rule = Rule::kDeadlock;
  f.message = "stuck";
  f.hint = "post";
  f.objects = {{"sem", "/a", 32, "value 0", {"a.c", 1, "main"}, "main"}, {"sem", "/b"}};
  f.count = 2;
  f.processes = {{1, "worker", 2, WaitsFor{"semaphore", "semaphore /a", "value 0", "sem_wait()", "nobody posts"},
                  {"a.c", 52, "work"}, {{{"a.c", 52, "work"}, "a.out", true}}}};
  f.wait_graph = {{"semaphore", "semaphore /a", "value 0", {0}, {0}}, {"signal", "a signal", "", {0}, {}}};
  f.detected_after_ms = 11.25;
  f.limit = "wall";
  v.findings = {f};
  v.protections = {sandbox::Level::kFull, true, {{"seccomp", true, "142 rules", ""}, {"memory-limit", false, "no cgroup", "delegate"}}};
  v.compiler = "gcc 12";
  v.kernel = "6.1";
  if (code == Code::kIE) v.error = "disk full";
  v.student = "s02";
  v.same_as = "s01";
  v.repeats = {{code, 1, {"two workers"}}, {Code::kOK, 4, {}}};
  return v;
}

TEST(VerdictJsonTest, EveryCodeObeysTheSchema) {
  for (int i = 0; i <= static_cast<int>(Code::kOK); ++i) {
    const Verdict v = rich(static_cast<Code>(i));
    for (const SchemaProblem& p : check_schema("verdict", to_json(v))) ADD_FAILURE() << p.pointer << ": " << p.expected;
  }
  EXPECT_TRUE(check_schema("verdict", to_json(Verdict{})).empty());
}

TEST(VerdictJsonTest, ThereAndBackIsTheSame) {
  const nlohmann::json document = to_json(rich(Code::kDL));
  EXPECT_EQ(to_json(verdict_from_json(document)), document);
  EXPECT_EQ(nlohmann::json::parse(json_report(rich(Code::kDL))), document);
}

TEST(VerdictJsonTest, GradersFaultHasNoScore) {
  EXPECT_FALSE(to_json(rich(Code::kIE)).contains("score"));
  EXPECT_TRUE(to_json(rich(Code::kWA)).contains("score"));
}

TEST(VerdictJsonTest, NoVerdictIsRefusedWithItsPlace) {
  nlohmann::json document = to_json(rich(Code::kDL));
  document["runs"][0]["seed"] = "x";
  try {
    verdict_from_json(document);
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_EQ(std::string(e.what()).rfind("/runs/0/seed", 0), 0u) << e.what();
  }
  document = to_json(rich(Code::kDL));
  document["runs"][0]["findings"] = {7};
  EXPECT_THROW(verdict_from_json(document), std::invalid_argument);
  EXPECT_THROW(verdict_from_json(nlohmann::json::array()), std::invalid_argument);
}

TEST(VerdictJsonTest, SchemasAreJson) {
  EXPECT_TRUE(nlohmann::json::accept(schema_text("task")));
  EXPECT_TRUE(nlohmann::json::accept(schema_text("verdict")));
  EXPECT_TRUE(schema_text("schedule").empty());
}

// "/schema: grader/verdict/1 was expected" told nobody what to do.
TEST(VerdictJsonTest, OtherVersionsOfTheSchemaSayWhatToDo) {
  nlohmann::json document = to_json(rich(Code::kDL));
  const auto complaint = [&](const char* schema) -> std::string {
    document["schema"] = schema;
    try {
      verdict_from_json(document);
    } catch (const OtherSchemaVersion& e) {
      return e.what();
    } catch (const std::invalid_argument&) {
      return "no verdict";
    }
    return "";
  };
  EXPECT_NE(complaint("grader/verdict/2").find("newer grader"), std::string::npos);
  EXPECT_NE(complaint("grader/verdict/0").find("older grader"), std::string::npos);
  for (const char* schema : {"", "grader/verdict/", "grader/verdict/1e3", "grader/verdict/99999999999999999999", "sarif"})
    EXPECT_EQ(complaint(schema), "no verdict") << schema;
  EXPECT_EQ(complaint("grader/verdict/1"), "");
}

}  // namespace
}  // namespace grader
