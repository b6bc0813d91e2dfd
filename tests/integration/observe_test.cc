// observe_test.cc — real programs in real boxes: what the observer proves, records, and keeps silent about.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "grader/diagnose/observe.h"
#include "grader/diagnose/stack_capture.h"
#include "grader/scenario/player.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Lets main be seen in the read that a wait_blocked step waits for only after so many looks since it got there, each
/// long enough after the one before to count: for what has to grow old before the run may go on.
class SlowObserver : public Observer {
 public:
  SlowObserver(std::unique_ptr<Observer> inner, int looks) : inner_(std::move(inner)), looks_(looks) {}
  void started(const sandbox::Started& s, const std::string& role, bool students) override { inner_->started(s, role, students); }
  void reaped(const sandbox::BoxEvent& event) override { inner_->reaped(event); }
  sandbox::Reply rare_call(const sandbox::Notification& call) override { return inner_->rare_call(call); }
  std::vector<std::string> family_blocked_in(pid_t pid) override { return inner_->family_blocked_in(pid); }
  void time_is_up(const Outlook& outlook) override { inner_->time_is_up(outlook); }
  void before_kill(const std::string& reason) override { inner_->before_kill(reason); }
  void finish(Evidence& evidence) override { inner_->finish(evidence); }
  Look look(const Outlook& outlook) override {
    const Look seen = inner_->look(outlook);
    const auto now = std::chrono::steady_clock::now();
    if (there_ && now - counted_ >= 60ms) --looks_, counted_ = now;
    return seen;
  }
  std::vector<std::string> blocked_in(pid_t pid) override {
    std::vector<std::string> calls = inner_->blocked_in(pid);
    there_ = there_ || (!calls.empty() && calls.front() == "read");
    if (looks_ > 0) calls.clear();
    return calls;
  }

 private:
  std::unique_ptr<Observer> inner_;
  int looks_;
  std::chrono::steady_clock::time_point counted_;
  bool there_ = false;
};

// All levels will do: what is told apart here can be seen in every box.
class ObserveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "observe-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// `looks`: the scenario closes main's stdin when main has been seen reading it that often.
  Evidence run(const std::string& source, int looks = 0) {
    std::ofstream(folder_ / "main.c") << source;
    const std::string compile = "cd " + folder_.string() + " && cc -g -O0 -pthread -D_GNU_SOURCE main.c -o main";
    EXPECT_EQ(std::system(compile.c_str()), 0);
    ProgramSet programs;
    programs.students["main"] = std::make_shared<sandbox::Fd>(::open((folder_ / "main").c_str(), O_RDONLY | O_CLOEXEC));
    StartStep start;
    start.role = "main", start.program = "main";
    Scenario scenario;
    scenario.name = "test";
    scenario.steps = {start};
    if (looks > 0) {
      start.keep_stdin_open = true;
      scenario.steps = {start, WaitBlockedStep{"main", "read", 60s}, CloseStdinStep{"main"}};
    }
    auto evidence = play(scenario, programs, options_, [&](sandbox::Box& box) -> std::unique_ptr<Observer> {
      return std::make_unique<SlowObserver>(observe(box, observe_options_), looks);
    });
    EXPECT_TRUE(evidence) << (evidence ? "" : evidence.error().text());
    return evidence ? evidence.value() : Evidence{};
  }

  static const ProcessRecord* named(const Evidence& evidence, const std::string& name) {
    for (const ProcessRecord& p : evidence.processes)
      if (p.name == name) return &p;
    return nullptr;
  }

  fs::path folder_;
  PlayOptions options_;
  ObserveOptions observe_options_;
};

TEST_F(ObserveTest, ProvesThatParentAndChildWaitForEachOther) {
  const Evidence evidence = run(R"(#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
  int p[2];
  if (pipe(p)) return 1;
  if (fork() == 0) {
    char c;
    read(p[0], &c, 1);
    exit(0);
  }
  wait(0);
  return 0;
}
)");
  ASSERT_TRUE(evidence.stuck);
  EXPECT_LT(evidence.stuck->proved_ms - evidence.stuck->last_blocked_ms, 50);
  ASSERT_EQ(evidence.stuck->snapshot.tasks.size(), 2u);
  std::vector<int> lines;
  for (const TaskState& task : evidence.stuck->snapshot.tasks) lines.push_back(place_in_student_code(task.stack).line);
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, (std::vector<int>{9, 12}));
  const ProcessRecord* child = named(evidence, "child of main");
  ASSERT_TRUE(child);
  EXPECT_EQ(child->forked_at.line, 7);
  EXPECT_EQ(child->forked_at.function, "main");
  EXPECT_EQ(child->end.kind, ProcessEnd::Kind::kKilledByGrader);
}

TEST_F(ObserveTest, FindsTheMutexThatItsOwnerLocksAgain) {
  const Evidence evidence = run(R"(#include <pthread.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void twice(void) {
  pthread_mutex_lock(&m);
  pthread_mutex_lock(&m);
}
int main(void) { twice(); return 0; }
)");
  ASSERT_TRUE(evidence.stuck);
  ASSERT_EQ(evidence.stuck->snapshot.tasks.size(), 1u);
  const TaskState& task = evidence.stuck->snapshot.tasks[0];
  EXPECT_EQ(place_in_student_code(task.stack), (SourceLocation{"main.c", 5, "twice"}));
  ASSERT_TRUE(task.call && task.call->futex_object);
  EXPECT_EQ(task.call->futex_object->kind, "futex-private");
}

TEST_F(ObserveTest, AlarmEndsAWaitThatLooksEndless) {
  const Evidence evidence = run(R"(#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
static void on_alarm(int s) { (void)s; _exit(7); }
int main(void) { signal(SIGALRM, on_alarm); alarm(1); pause(); return 0; }
)");
  EXPECT_FALSE(evidence.stuck);
  ASSERT_EQ(evidence.processes.size(), 1u);
  EXPECT_EQ(evidence.processes[0].end.code, 7);
}

TEST_F(ObserveTest, ChildrenNobodyWaitsFor) {
  const Evidence evidence = run(R"(#include <unistd.h>
int main(void) {
  int p[2];
  char c;
  if (pipe(p)) return 1;
  if (fork() == 0) { close(p[0]); _exit(3); }
  close(p[1]);
  read(p[0], &c, 1);
  return 0;
}
)");
  ASSERT_EQ(evidence.unwaited.size(), 1u);
  const ProcessRecord* child = named(evidence, "child of main");
  ASSERT_TRUE(child);
  EXPECT_EQ(evidence.unwaited[0].child, child->id);
  EXPECT_EQ(child->end.kind, ProcessEnd::Kind::kExited);
  EXPECT_EQ(child->end.code, 3);
}

TEST_F(ObserveTest, ReapedChildHasItsStatus) {
  const Evidence evidence = run(R"(#include <stdlib.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
int main(void) {
  for (int i = 0; i < 2; ++i)
    if (fork() == 0) { if (i == 1) raise(SIGKILL); exit(5); }
  wait(0);
  wait(0);
  return 0;
}
)");
  EXPECT_TRUE(evidence.unwaited.empty());
  EXPECT_FALSE(evidence.stuck);
  ASSERT_TRUE(named(evidence, "child 1 of main") && named(evidence, "child 2 of main"));
  EXPECT_EQ(named(evidence, "child 1 of main")->end.code, 5);
}

TEST_F(ObserveTest, ZombieOfALivingParent) {
  observe_options_.zombie_grace = 200ms, observe_options_.strict_zombies = true;
  const Evidence evidence = run(R"(#include <unistd.h>
#include <sys/wait.h>
int main(void) {
  char c;
  siginfo_t ended;
  if (fork() == 0) _exit(0);
  waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT);
  read(0, &c, 1);
  wait(0);
  return 0;
}
)", 12);
  EXPECT_TRUE(evidence.step_failures.empty());
  ASSERT_EQ(evidence.zombies.size(), 1u);
  EXPECT_GE(evidence.zombies[0].for_ms, 200);
}

TEST_F(ObserveTest, ObjectsLeftWithTheirMakers) {
  const Evidence evidence = run(R"(#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/stat.h>
static void make(void) {
  shm_open("/mem", O_CREAT | O_RDWR, 0600);
  sem_open("/s42", O_CREAT, 0600, 1);
  mkfifo("/tmp/pipe", 0600);
  mq_open("/queue", O_CREAT | O_RDWR, 0600, 0);
  msgget(0x1234, IPC_CREAT | 0600);
  open("out.txt", O_CREAT | O_WRONLY, 0644);
}
int main(void) { make(); return 0; }
)");
  std::vector<std::string> found;
  for (const IpcObject& o : evidence.objects_left)
    if (o.created_at.known())
      found.push_back(o.kind + " " + o.name + " " + o.created_at.file + ":" + std::to_string(o.created_at.line));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"fifo /tmp/pipe main.c:10", "file out.txt main.c:13", "mq /queue main.c:11",
                                             "sem /s42 main.c:9", "shm /mem main.c:8", "sysv-msg key 0x1234 main.c:12"}));
}

TEST_F(ObserveTest, CrashWithItsLine) {
  const Evidence evidence = run(R"(#include <stddef.h>
static int peek(int *p) {
  return *p;
}
int main(void) { return peek(NULL); }
)");
  ASSERT_EQ(evidence.crashes.size(), 1u);
  EXPECT_EQ(evidence.crashes[0].signal, SIGSEGV);
  if (evidence.processes[0].end.signal == SIGSEGV && !evidence.crashes[0].stack.empty()) {
    EXPECT_EQ(evidence.crashes[0].stack[0].at, (SourceLocation{"main.c", 3, "peek"}));
  }
  for (const IpcObject& o : evidence.objects_left) EXPECT_NE(o.name.substr(0, 4), "core");
}

// A parent in vfork() does not stop for a tracer. Left half traced it would, once dead, be the tracer's to reap: its
// own parent (in a box, init) would wait for it for ever.
TEST_F(ObserveTest, AStackThatCannotBeTakenLeavesTheTaskToItsParent) {
  int pids[2];
  ASSERT_EQ(::pipe2(pids, O_CLOEXEC), 0);
  const pid_t grandparent = ::fork();
  if (grandparent == 0) {
    const pid_t parent = ::fork();
    if (parent == 0) {
      const pid_t self = ::getpid();
      if (::vfork() == 0) {
        const pid_t both[] = {self, ::getpid()};
        (void)!::write(pids[1], both, sizeof both);
        ::pause();
        ::_exit(0);
      }
      ::_exit(0);
    }
    ::waitpid(parent, nullptr, 0);
    ::_exit(0);
  }
  pid_t told[2];
  ASSERT_EQ(::read(pids[0], told, sizeof told), static_cast<ssize_t>(sizeof told));
  ModuleFiles files;
  (void)capture_stopped(files, told[0]);
  ::kill(told[0], SIGKILL);
  ::kill(told[1], SIGKILL);
  int status = -1;
  EXPECT_EQ(::waitpid(grandparent, &status, 0), grandparent);
  EXPECT_EQ(status, 0);
  ::close(pids[0]);
  ::close(pids[1]);
}

TEST_F(ObserveTest, SpinningLoopIsSampled) {
  options_.limits.wall = 2000ms;
  const Evidence evidence = run(R"(static volatile int flag;
static void spin(void) {
  while (!flag) {
  }
}
int main(void) { spin(); return 0; }
)");
  EXPECT_FALSE(evidence.stuck);
  ASSERT_EQ(evidence.busy.size(), 1u);
  ASSERT_FALSE(evidence.busy[0].stacks.empty());
  EXPECT_EQ(evidence.busy[0].stacks[0][0].at.function, "spin");
}

TEST_F(ObserveTest, KeepsATimelineWhenAskedTo) {
  const std::string source = R"(#include <unistd.h>
#include <sys/wait.h>
int main(void) {
  int fd[2];
  char c;
  if (pipe(fd) != 0) return 1;
  if (fork() == 0) return read(fd[0], &c, 1) == 1;
  return wait(0) < 0;
}
)";
  EXPECT_FALSE(run(source).timeline);
  observe_options_.timeline = true;
  const Evidence evidence = run(source);
  ASSERT_TRUE(evidence.timeline);
  ASSERT_TRUE(evidence.stuck);
  EXPECT_FALSE(evidence.timeline->truncated);
  std::map<int, TimelineSlice> last;  // of each process
  for (const TimelineSlice& slice : evidence.timeline->slices) {
    EXPECT_LE(slice.start_ms, slice.end_ms);
    EXPECT_EQ(slice.thread, 0);
    last[slice.process] = slice;
  }
  ASSERT_EQ(last.size(), 2u);
  EXPECT_EQ(last[1].call, "wait4");
  EXPECT_EQ(last[1].object, "any child");
  EXPECT_EQ(last[2].call, "read");
  EXPECT_EQ(last[2].object, "pipe 1");
  EXPECT_EQ(last[2].state, "blocked");
}

}  // namespace
}  // namespace grader
