// trace_report_test.cc — traces are well-formed: complete slices, times in order, every track named.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "grader/report/report.h"

namespace grader {
namespace {

using nlohmann::json;

ProcessRecord process(int id, const std::string& name, std::optional<int> parent, double start, double end) {
  ProcessRecord p;
  p.id = id;
  p.name = name;
  p.pid = id + 1;
  p.parent = parent;
  p.start_ms = start;
  p.end_ms = end;
  p.end.kind = ProcessEnd::Kind::kKilledByGrader;
  p.end.reason = "deadlock";
  return p;
}

Verdict deadlock() {
  Verdict v;
  v.grader_version = "1";
  v.submission_path = "class/s01.c";
  v.verdict = Code::kDL;
  Finding f;
  f.message = "stuck";
  FindingProcess child;
  child.id = 2;
  child.name = "child of main";
  child.waits_for = WaitsFor{"semaphore", "semaphore /s42", "value 0", "sem_wait()", "nobody posts"};
  child.at = {"a.c", 12, "work"};
  f.processes = {child};
  v.findings = {f};
  RunReport run;
  run.scenario = "alone";
  run.verdict = Code::kDL;
  run.wall_ms = 30;
  run.findings = {0};
  run.processes = {process(1, "main", {}, 0, 30), process(2, "child of main", 1, 3, 30)};
  Timeline t;
  t.slices = {{2, 0, "running", "", "", 3, 5.5},        {1, 0, "running", "", "", 0, 6},
              {1, 7, "blocked", "futex", "", 2, 20},    {1, 0, "blocked", "wait4", "child of main", 6, 20},
              {2, 0, "blocked", "futex", "", 5.5, 20}};
  t.events = {{"exec", 1, {}, "/bin/a\xff", 0.5}, {"signal", 1, 2, "SIGUSR1", 4}, {"signal", 2, {}, "SIGTERM", 5}};
  t.deadlock_ms = 19;
  run.timeline = t;
  v.runs = {run, run};
  return v;
}

/// All events but metadata; checks what every viewer relies on.
std::vector<json> checked_events(const std::string& text) {
  const json document = json::parse(text);
  EXPECT_TRUE(document["traceEvents"].is_array());
  std::set<std::int64_t> named;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> slice_ends;
  std::vector<json> events;
  std::int64_t last = 0;
  for (const json& e : document["traceEvents"]) {
    const std::string phase = e["ph"];
    EXPECT_TRUE(e["pid"].is_number_integer() && e["tid"].is_number_integer()) << e;
    EXPECT_GT(e["pid"].get<int>(), 0);
    if (phase == "M") {
      if (e["name"] == "process_name") named.insert(e["pid"].get<std::int64_t>());
      continue;
    }
    EXPECT_TRUE(named.contains(e["pid"].get<std::int64_t>())) << "no name: " << e;
    const auto ts = e["ts"].get<std::int64_t>();
    EXPECT_GE(ts, last) << e;
    last = ts;
    EXPECT_TRUE(phase == "X" || phase == "i" || phase == "C") << e;
    if (phase == "X") {
      auto& end = slice_ends[{e["pid"].get<std::int64_t>(), e["tid"].get<std::int64_t>()}];
      EXPECT_GE(ts, end) << "slices of one track overlap: " << e;
      end = ts + e["dur"].get<std::int64_t>();
    }
    events.push_back(e);
  }
  return events;
}

const json* named(const std::vector<json>& events, const std::string& name) {
  for (const json& e : events)
    if (e["name"] == name) return &e;
  return nullptr;
}

TEST(TraceReportTest, SlicesMomentsAndCounters) {
  const auto events = checked_events(trace_report(deadlock()));
  const json* wait = named(events, "sem_wait() on semaphore /s42");
  ASSERT_NE(wait, nullptr);
  EXPECT_EQ((*wait)["ts"], 5500);
  EXPECT_EQ((*wait)["dur"], 14500);
  EXPECT_EQ((*wait)["args"]["at"], "a.c:12");
  EXPECT_EQ((*wait)["args"]["value"], "value 0");
  EXPECT_NE(named(events, "wait4 on child of main"), nullptr);
  EXPECT_NE(named(events, "fork: child of main"), nullptr);
  EXPECT_NE(named(events, "sends SIGUSR1 to child of main"), nullptr);
  EXPECT_NE(named(events, "SIGUSR1 from main"), nullptr);
  EXPECT_NE(named(events, "killed by the grader: deadlock"), nullptr);
  const json* proof = named(events, "deadlock proved");
  ASSERT_NE(proof, nullptr);
  EXPECT_EQ((*proof)["s"], "g");
  EXPECT_EQ((*proof)["ts"], 19000);
  std::map<std::string, int> last_counter;
  for (const json& e : events)
    if (e["ph"] == "C") last_counter = e["args"].get<std::map<std::string, int>>();
  EXPECT_EQ(last_counter, (std::map<std::string, int>{{"running", 0}, {"blocked", 0}, {"stopped", 0}, {"zombie", 0}}));
}

TEST(TraceReportTest, RunsFollowOneAnotherOnTracksOfTheirOwn) {
  const auto events = checked_events(trace_report(deadlock()));
  std::set<int> pids;
  double second = 0;
  for (const json& e : events) {
    pids.insert(e["pid"].get<int>());
    if (e["name"] == "alone: DL") second = std::max(second, e["ts"].get<double>());
  }
  EXPECT_EQ(pids.size(), 6u);  // two runs: the run, main, child
  EXPECT_GE(second, 30000);
}

TEST(TraceReportTest, WithoutATimelineBeginningsAndEndsAreShown) {
  Verdict v = deadlock();
  for (RunReport& run : v.runs) run.timeline.reset();
  const auto events = checked_events(trace_report(v));
  EXPECT_NE(named(events, "alive"), nullptr);
  EXPECT_EQ(named(events, "deadlock proved"), nullptr);
  checked_events(trace_report(Verdict{}));
  checked_events(trace_report(std::vector<Verdict>{}));
}

TEST(TraceReportTest, HostileNumbersAndBytesAreHarmless) {
  Verdict v = deadlock();
  Timeline& t = *v.runs[0].timeline;
  v.runs[0].processes[0].name = "\xff\"\n";
  t.slices = {{99, 3, "blocked", "\xff", "\x01", -5, 1e300}};
  t.events = {{"signal", 98, 97, "\xfe", -1}};
  EXPECT_TRUE(json::accept(trace_report(v)));
}

}  // namespace
}  // namespace grader
