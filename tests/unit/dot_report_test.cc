// dot_report_test.cc — the drawn wait graph: golden texts, grouping, and names that try to break out of their quotes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "grader/report/report.h"
#include "grader/report/wait_picture.h"
#include "tests/unit/golden.h"

namespace grader {
namespace {

FindingProcess process(int id, const std::string& name, const std::string& kind, const std::string& object,
                       const std::string& value, const std::string& call, const SourceLocation& at) {
  FindingProcess p;
  p.id = id;
  p.name = name;
  p.pid = id + 1;
  p.waits_for = WaitsFor{kind, object, value, call, ""};
  p.at = at;
  return p;
}

Verdict verdict_with(Finding f) {
  Verdict v;
  v.submission_path = "class/s01.c";
  v.verdict = Code::kDL;
  v.findings = {std::move(f)};
  return v;
}

Finding two() {
  Finding f;
  f.message = "collector (pc.c:46) reads an empty pipe whose write end (descriptor 4) it holds open itself; 1 more waits for ever with it.";
  f.processes = {process(2, "collector", "pipe", "pipe", "empty", "read()", {"pc.c", 46, "collect"}),
                 process(1, "main", "child", "child collector", "", "waitpid()", {"pc.c", 65, "main"})};
  f.wait_graph = {{"pipe", "pipe", "empty", {0}, {0}}, {"child", "child collector", "", {1}, {0}}};
  return f;
}

Finding forty() {
  Finding f;
  f.message = "child 1 of main (pool.c:31) waits on semaphore /start, which nobody will post; 40 more wait for ever with it.";
  f.count = 41;
  AwaitedObject semaphore{"semaphore", "semaphore /start", "value 0", {}, {}}, children{"child", "40 children", "", {40}, {}};
  for (int i = 0; i < 40; ++i) {
    f.processes.push_back(process(i + 2, "child " + std::to_string(i + 1) + " of main", "semaphore", "semaphore /start",
                                  "value 0", "sem_wait()", {"pool.c", 31, "worker"}));
    semaphore.waiting.push_back(i);
    children.woken_by.push_back(i);
  }
  f.processes.push_back(process(1, "main", "child", "40 children", "", "wait()", {"pool.c", 52, "main"}));
  for (int i = 0; i <= 40; ++i) semaphore.woken_by.push_back(i);
  f.wait_graph = {semaphore, children};
  return f;
}

Finding ring(int n) {
  Finding f;
  f.message = "a ring of locks";
  for (int i = 0; i < n; ++i) {
    f.processes.push_back(process(i + 1, "philosopher " + std::to_string(i + 1), "mutex", "mutex in shared memory", "",
                                  "pthread_mutex_lock()", {"table.c", 20, "eat"}));
    f.wait_graph.push_back({"mutex", "mutex in shared memory", "", {i}, {(i + 1) % n}});
  }
  return f;
}

/// Graphviz itself, where it is installed, must take the text; everywhere the quotes must pair.
void expect_well_formed(const std::string& text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') ++i;
    else if (text[i] == '"') quoted = !quoted;
    EXPECT_FALSE(quoted && static_cast<unsigned char>(text[i]) < 0x20) << "at " << i;
  }
  EXPECT_FALSE(quoted);
  EXPECT_TRUE(text.ends_with("}\n"));
  if (std::system("command -v dot >/dev/null 2>&1") != 0) return;
  std::string file = (std::filesystem::temp_directory_path() / "dot-report-test-XXXXXX").string();
  const int fd = ::mkstemp(file.data());
  ASSERT_GE(fd, 0);
  EXPECT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::close(fd);
  EXPECT_EQ(std::system(("dot -Tcanon " + file + " >/dev/null").c_str()), 0) << text;
  std::filesystem::remove(file);
}

TEST(DotReportTest, ParentAndChild) {
  const std::string text = dot_report(verdict_with(two()));
  expect_golden("deadlock_two.dot", text);
  expect_well_formed(text);
}

TEST(DotReportTest, FortyEqualProcessesAreOneNode) {
  const std::string text = dot_report(verdict_with(forty()));
  expect_golden("deadlock_forty.dot", text);
  expect_well_formed(text);
  EXPECT_EQ(wait_picture(forty()).nodes.size(), 3u);  // the workers, main, the semaphore
}

TEST(DotReportTest, ASmallRingIsDrawnAndALargeOneIsFolded) {
  const WaitPicture small = wait_picture(ring(3)), large = wait_picture(ring(40));
  EXPECT_EQ(small.nodes.size(), 6u);
  EXPECT_EQ(small.edges.size(), 6u);
  for (const PictureEdge& e : small.edges) EXPECT_TRUE(e.in_cycle);
  ASSERT_EQ(large.nodes.size(), 2u);
  EXPECT_EQ(large.nodes[0].members.size(), 40u);
  for (const PictureEdge& e : large.edges) EXPECT_TRUE(e.in_cycle);
  expect_golden("deadlock_ring.dot", dot_report(verdict_with(ring(3))));
}

TEST(DotReportTest, TheCycleIsMarkedAndWhoQueuesBehindItIsNot) {
  Finding f = ring(2);
  f.processes.push_back(process(3, "clerk 3", "mutex", "mutex in shared memory", "", "pthread_mutex_lock()", {"table.c", 20, "eat"}));
  f.wait_graph[0].waiting.push_back(2);
  const WaitPicture picture = wait_picture(f);
  ASSERT_EQ(picture.nodes.size(), 5u);
  EXPECT_TRUE(picture.nodes[0].in_cycle && picture.nodes[1].in_cycle);
  EXPECT_FALSE(picture.nodes[2].in_cycle);
}

TEST(DotReportTest, AVerdictWithoutAGraphStillShowsWhoWaitsForWhat) {
  Finding f = two();
  f.wait_graph.clear();
  const WaitPicture picture = wait_picture(f);
  EXPECT_EQ(picture.nodes.size(), 4u);
  EXPECT_EQ(picture.edges.size(), 2u);
  expect_well_formed(dot_report(verdict_with(f)));
}

TEST(DotReportTest, HostileNamesStayInsideTheirQuotes) {
  Finding f = two();
  for (const std::string& name : {std::string("\"]; evil [label=\"x"), std::string("a\\"), std::string("a\\\" -> b"),
                                  std::string("line\nline\r\t\x01\x1b[31m"), std::string("\xff\xfe\xc3("), std::string("<b>&lt;&quot;"),
                                  std::string("nul\0nul", 7), std::string(5000, '"'), std::string("\u202egnp.exe")}) {
    f.processes[0].name = f.message = name;
    f.processes[0].at.file = name;
    f.wait_graph[0].object = f.wait_graph[0].value = f.processes[0].waits_for->call = name;
    expect_well_formed(dot_report(verdict_with(f)));
  }
}

TEST(DotReportTest, WithoutADeadlockItSaysSo) {
  Verdict v;
  expect_well_formed(dot_report(v));
  EXPECT_NE(dot_report(v).find("No process waits for ever."), std::string::npos);
  expect_well_formed(dot_report(std::vector<Verdict>{v, verdict_with(two()), verdict_with(ring(3))}));
}

}  // namespace
}  // namespace grader
