// box_test.cc — the box from outside: what it starts, reports, limits, hides, and that nothing of it is ever left.
#include "sandbox/box.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "sandbox/cgroup.h"
#include "tests/needs.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

BoxConfig config_of(Level level) {
  BoxConfig config;
  config.level = level;
  return config;
}

/// Starts a process and lets every rare call go until it was reaped.
struct Ran {
  std::string output;
  std::map<pid_t, BoxEvent> reaped;  ///< by host pid
  BoxEvent own{};
  int notifications = 0;
};

class Runner {
 public:
  explicit Runner(Box& box) : box_(box) {}

  /// Ends when `argv` was reaped and `more` other processes, too.
  Ran run(std::vector<std::string> argv, std::size_t more = 0) {
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const Fd out(ends[0]);
    Fd in(ends[1]);
    SpawnRequest request;
    request.argv = std::move(argv);
    request.env = {"PATH=/usr/bin:/bin"};
    request.stdout_fd = request.stderr_fd = in.get();
    auto started = box_.spawn(request);
    in.reset();
    Ran ran;
    if (!started) {
      ADD_FAILURE() << started.error().text();
      return ran;
    }
    const auto give_up = Clock::now() + 20s;
    while ((!ran.reaped.contains(started.value().pid) || ran.reaped.size() < more + 1) && Clock::now() < give_up)
      step(out, ran);
    while (read_some(out, ran)) continue;
    EXPECT_TRUE(ran.reaped.contains(started.value().pid));
    ran.own = ran.reaped[started.value().pid];
    return ran;
  }
  Ran shell(const std::string& script, std::size_t more = 0) { return run({"sh", "-c", script}, more); }

 private:
  static bool read_some(const Fd& out, Ran& ran) {
    pollfd ready{out.get(), POLLIN, 0};
    char buffer[4096];
    if (::poll(&ready, 1, 0) < 1) return false;
    const ssize_t bytes = ::read(out.get(), buffer, sizeof buffer);
    if (bytes > 0) ran.output.append(buffer, static_cast<std::size_t>(bytes));
    return bytes > 0;
  }
  void step(const Fd& out, Ran& ran) {
    pollfd sources[] = {{box_.channel_fd(), POLLIN, 0}, {box_.notify_fd(), POLLIN, 0}, {out.get(), POLLIN, 0}};
    // A pipe at its end is readable for ever: it is looked at only together with something else.
    ::poll(sources, ran.output.size() > 60'000 ? 3 : 2, 50);
    (void)read_some(out, ran);
    for (;;) {
      auto call = box_.receive_notification();
      ASSERT_TRUE(call);
      if (!call.value()) break;
      ++ran.notifications;
      box_.let_go(*call.value());
    }
    auto events = box_.read_events();
    ASSERT_TRUE(events);
    for (const BoxEvent& event : events.value()) ran.reaped[event.pid] = event;
  }
  Box& box_;
};

class BoxTest : public testing::TestWithParam<Level> {
 protected:
  void SetUp() override { make(config_of(GetParam())); }
  void make(const BoxConfig& config) {
    box_.reset();
    auto made = Box::create(config);
    if (GetParam() == Level::kFull) GRADER_NEEDS(made, "level full: " + made.error().text());
    ASSERT_TRUE(made) << made.error().text();
    box_ = std::move(made).value();
  }
  bool active(const std::string& name) const {
    for (const Protection& each : box_->protections().items)
      if (each.name == name) return each.active;
    return false;
  }
  std::unique_ptr<Box> box_;
};

INSTANTIATE_TEST_SUITE_P(Levels, BoxTest, testing::Values(Level::kFull, Level::kPlain),
                         [](const auto& info) { return name_of(info.param); });

TEST_P(BoxTest, ReportsHowAProcessEnded) {
  Runner runner(*box_);
  EXPECT_EQ(runner.shell("exit 7").own.status, (ExitStatus{7, 0, false}));
  EXPECT_EQ(runner.shell("kill -KILL $$").own.status.signal, SIGKILL);
  EXPECT_EQ(runner.shell("pwd").output, box_->work_dir() + "\n");
}

TEST_P(BoxTest, AFileThatIsNotThereIsAnEventAndNoError) {
  const Ran ran = Runner(*box_).run({"/no/such/file"});
  EXPECT_EQ(ran.own.kind, BoxEvent::Kind::kSpawnFailed);
  EXPECT_EQ(ran.own.error, ENOENT);
}

TEST_P(BoxTest, OrphansFallToInitAndAreReported) {
  const Ran ran = Runner(*box_).shell("(read x; exit 3) < /dev/zero & (exit 0) & kill $!; kill -9 $! 2>/dev/null; "
                                      "(setsid sh -c 'exit 5' &) ; exit 0", 1);
  EXPECT_EQ(ran.own.status.code, 0);
  EXPECT_GE(ran.reaped.size(), 2u);
  EXPECT_FALSE(ran.reaped.contains(0)) << "an orphan's host pid is not known";
  EXPECT_TRUE(box_->kill_all());
}

TEST_P(BoxTest, StudentsHoldOnlyTheirStandardDescriptors) {
  EXPECT_EQ(Runner(*box_).run({"sh", "-c", "for f in /proc/self/fd/*; do [ -e $f ] && echo ${f##*/}; done"}).output,
            "0\n1\n2\n");
}

TEST_P(BoxTest, StudentsHaveNoPrivileges) {
  const std::string status = Runner(*box_).run({"grep", "-E", "^(CapEff|CapPrm|CapBnd|NoNewPrivs|Seccomp|Groups):",
                                                "/proc/self/status"}).output;
  for (const char* line : {"CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"})
    EXPECT_NE(status.find(line), std::string::npos) << status;
  if (::geteuid() == 0) {
    EXPECT_NE(box_->student_uid(), 0u);
    EXPECT_EQ(Runner(*box_).run({"id", "-u"}).output, std::to_string(box_->student_uid()) + "\n");
    EXPECT_NE(status.find("CapBnd:\t0000000000000000"), std::string::npos) << status;
  }
}

TEST_P(BoxTest, KillAllLeavesNothingAndTheBoxCanGoOn) {
  Runner runner(*box_);
  runner.shell("for i in 1 2 3 4 5; do setsid sh -c 'trap \"\" TERM INT HUP; while :; do sleep 100; done' & done");
  ASSERT_TRUE(box_->kill_all());
  EXPECT_EQ(box_->usage().value().tasks, 0u);
  EXPECT_EQ(runner.shell("exit 4").own.status.code, 4);
}

TEST_P(BoxTest, RareCallsOfOthersSurviveASpawn) {
  GRADER_NEEDS(box_->notify_fd() >= 0, "a seccomp listener, at either level");
  SpawnRequest first;
  first.argv = {"sh", "-c", "exit 9"};
  first.env = {"PATH=/usr/bin:/bin"};
  const auto started = box_->spawn(first);
  ASSERT_TRUE(started);
  pollfd waits{box_->notify_fd(), POLLIN, 0};
  ASSERT_EQ(::poll(&waits, 1, 10'000), 1);  // its exit_group waits
  const Ran second = Runner(*box_).shell("exit 2");
  EXPECT_EQ(second.own.status.code, 2);
  if (second.reaped.contains(started.value().pid)) return;
  const Ran third = Runner(*box_).shell("exit 1", 1);
  EXPECT_TRUE(third.reaped.contains(started.value().pid));
}

TEST_P(BoxTest, PutsFilesForTheStudent) {
  const Fd content(::open("/bin/true", O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(box_->put_file("/work/deep/down/prog", content, true));
  EXPECT_EQ(Runner(*box_).run({box_->work_dir() + "/deep/down/prog"}).own.status.code, 0);
  Runner(*box_).shell("rm -rf deep; ln -s /etc deep");
  EXPECT_FALSE(box_->put_file("/work/deep/down", content, true)) << "followed a student's link";
}

TEST_P(BoxTest, LargeArgumentsArrive) {
  EXPECT_EQ(Runner(*box_).run({"sh", "-c", "echo ${#1}", "x", std::string(100'000, 'a')}).output, "100000\n");
}

// Nothing of it is in the box's folders, so nobody there can read it or put another in its place.
TEST_P(BoxTest, RunsAProgramThatIsOnlyADescriptor) {
  const Fd program(::open("/bin/cat", O_RDONLY | O_CLOEXEC));
  const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const Fd out(ends[0]);
  Fd in(ends[1]);
  SpawnRequest request;
  request.argv = {"no-such-file", "/proc/self/comm"};
  request.stdin_fd = request.stderr_fd = null.get();
  request.stdout_fd = in.get();
  request.program_fd = program.get();
  const auto started = box_->spawn(request);
  ASSERT_TRUE(started) << started.error().text();
  in.reset();
  Runner(*box_).shell("true", 1);
  char text[64];
  EXPECT_GT(::read(out.get(), text, sizeof text), 0);
}

TEST_P(BoxTest, ListsSystemVObjects) {
  Runner(*box_).shell("ipcmk -M 4096 >/dev/null; ipcmk -S 3 >/dev/null; ipcmk -Q > /dev/null");
  const auto objects = box_->sysv_objects();
  ASSERT_TRUE(objects);
  ASSERT_EQ(objects.value().size(), 3u);
  EXPECT_EQ(objects.value()[0].size_bytes, 4096u);
  EXPECT_EQ(objects.value()[1].values.size(), 3u);
  // At level plain with the caller's own uid nothing tells them from the caller's other objects: they would stay.
  Runner(*box_).shell(fmt::format("ipcrm -m {} -s {} -q {}", objects.value()[0].id, objects.value()[1].id,
                                  objects.value()[2].id));
  EXPECT_TRUE(box_->sysv_objects().value().empty());
}

// By the kernel where there is a memory controller; else by what was seen, at the latest when it was reaped.
TEST_P(BoxTest, MemoryLimitSaysSo) {
  BoxConfig config = config_of(GetParam());
  config.limits.memory_bytes = 256u << 20;  // an init with a sanitizer needs a good part of it
  make(config);
  Runner(*box_).run({"perl", "-e", "$x = 'a' x (1 << 29); $y = $x . $x;"});
  EXPECT_TRUE(box_->usage().value().memory_limit_hit);
}

TEST_P(BoxTest, TasksLimitRefusesAndSaysSo) {
  GRADER_NEEDS(active("tasks-limit"), "a limit of tasks: a pids cgroup, or at level plain a uid of its own");
  BoxConfig config = config_of(GetParam());
  config.limits.tasks = 8;
  make(config);
  const Ran ran = Runner(*box_).shell("i=0; while [ $i -lt 20 ]; do sleep 100 & i=$((i+1)); done");
  EXPECT_NE(ran.own.status.code, 0) << ran.output;
  ASSERT_TRUE(box_->kill_all());
}

TEST_P(BoxTest, SignalsOnlyItsOwn) {
  EXPECT_FALSE(box_->signal(::getpid(), 0));
  EXPECT_FALSE(box_->signal(1, 0));
}

TEST_P(BoxTest, TellsThatInitDied) {
  ASSERT_EQ(::kill(box_->init_pid(), SIGKILL), 0);
  pollfd waits{box_->channel_fd(), POLLIN, 0};
  ASSERT_EQ(::poll(&waits, 1, 10'000), 1);
  const auto events = box_->read_events();
  ASSERT_TRUE(events);
  ASSERT_EQ(events.value().size(), 1u);
  EXPECT_EQ(events.value()[0].kind, BoxEvent::Kind::kBoxDied);
}

TEST(FullBoxTest, HidesTheHost) {
  auto made = Box::create(config_of(Level::kFull));
  GRADER_NEEDS(made, "level full: " + made.error().text());
  Runner runner(*made.value());
  EXPECT_EQ(runner.shell("echo $$").output, "2\n");
  EXPECT_EQ(runner.shell("hostname").output, "box\n");
  EXPECT_NE(runner.shell("touch /usr/x").own.status.code, 0);
  EXPECT_EQ(runner.shell("ls / | tr '\\n' ' '").output.find("home"), std::string::npos);
  EXPECT_EQ(runner.shell("cut -d: -f3 /proc/self/cgroup | sort -u").output, "/\n");
  EXPECT_EQ(runner.shell("ls -A /work /tmp /dev/shm /dev/mqueue | grep -v :").output, "\n\n\n");
  EXPECT_EQ(runner.shell("grep -c sys/fs /proc/self/mountinfo").output, "0\n");
}

// Init is a fork of the supervisor: its command line and environment are for no student to read.
TEST_P(BoxTest, InitTellsNothingOfItsOrigin) {
  const std::string init = GetParam() == Level::kFull ? "1" : std::to_string(box_->init_pid());
  const Ran ran = Runner(*box_).shell(
      "cd /proc/" + init + "; tr -d '\\0' < cmdline; echo; cat comm; cat environ maps smaps auxv 2>/dev/null; "
      "ls fd map_files 2>/dev/null; readlink exe cwd root; cat status | grep ^Name; echo end");
  const std::string title = "grader-init\n";
  // Without a user of its own the student is who the supervisor is; init itself is not dumpable at any level.
  EXPECT_EQ(ran.output, title + title + "Name:\t" + title + "end\n");
  const std::string environment = "/proc/" + std::to_string(box_->init_pid()) + "/environ";
  std::ifstream file(environment);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text.find('='), std::string::npos);
}

// The janitor makes networks ahead: each box still has one that nobody else has or had, with lo up.
TEST(FullBoxTest, EachBoxHasItsOwnNetwork) {
  std::set<std::string> seen{fs::read_symlink("/proc/self/ns/net").string() + "\n"};
  std::vector<std::unique_ptr<Box>> boxes;  // all kept: the number of a network that is gone may come again
  for (std::size_t i = 0; i < 4; ++i) {
    auto made = Box::create(config_of(Level::kFull));
    GRADER_NEEDS(made, "level full: " + made.error().text());
    boxes.push_back(std::move(made).value());
    Runner runner(*boxes.back());
    EXPECT_TRUE(seen.insert(runner.shell("readlink /proc/self/ns/net").output).second);
    // One process: a shell's fork that is held and meets its SIGCHLD before we have taken the call ends with EINTR.
    EXPECT_EQ(runner.run({"awk", "-F:", "NR > 2 { gsub(/ /, \"\", $1); print $1 }", "/proc/net/dev"}).output, "lo\n");
    EXPECT_NE(runner.shell("cat /proc/net/fib_trie").output.find("127.0.0.1"), std::string::npos) << "lo is not up";
  }
}

// An installed task and its answers lie below /usr, of which a box has all else.
TEST(FullBoxTest, HiddenFoldersAreEmpty) {
  ASSERT_FALSE(fs::is_empty("/usr/include"));
  hide_from_boxes("/usr/include");
  auto made = Box::create(config_of(Level::kFull));
  GRADER_NEEDS(made, "level full: " + made.error().text());
  EXPECT_EQ(Runner(*made.value()).shell("ls -A /usr/include 2>/dev/null; test -x /usr/bin/env && echo rest").output.substr(0, 4), "rest");
  EXPECT_NE(Runner(*made.value()).shell("umount /usr/include").own.status.code, 0);
}

TEST(FullBoxTest, BindsAreReadOnlyUnlessAsked) {
  char folder[] = "/tmp/box-test-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  ::chmod(folder, 0777);
  BoxConfig config = config_of(Level::kFull);
  config.binds = {{folder, "/data/ro", false}, {folder, "/work/rw", true}};
  auto made = Box::create(config);
  if (made) {
    Runner runner(*made.value());
    EXPECT_NE(runner.shell("touch /data/ro/a").own.status.code, 0);
    EXPECT_EQ(runner.shell("touch /work/rw/a && ls /data/ro").output, "a\n");
  }
  fs::remove_all(folder);
  GRADER_NEEDS(made, "level full: " + made.error().text());
}

TEST(CgroupTest, FindsTheHierarchiesOfAHybridMachine) {
  const CgroupParents parents = find_cgroup_parents(
      "30 24 0:26 / /nowhere/memory rw - cgroup cgroup rw,memory\n"
      "31 24 0:27 / /nowhere/pids rw,relatime shared:5 - cgroup cgroup rw,pids\n"
      "32 24 0:28 / /nowhere/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
      "33 24 0:29 / /nowhere/unified rw - cgroup2 cgroup2 rw\n",
      "8:pids:/\n4:memory:/job\n2:cpu,cpuacct:/\n0::/\n");
  EXPECT_EQ(parents.v1_memory, "/nowhere/memory");
  EXPECT_EQ(parents.v1_pids, "/nowhere/pids");
  EXPECT_EQ(parents.v1_cpuacct, "/nowhere/cpu");
  EXPECT_EQ(parents.v2, "/nowhere/unified");
}

TEST(CgroupTest, WithoutHierarchiesSaysWhy) {
  const Cgroup group = Cgroup::create({}, Limits{}, "box");
  EXPECT_TRUE(group.abilities().memory.empty());
  EXPECT_FALSE(group.abilities().why.empty());
}

// --- kill -9 of the supervisor ---

/// Empty when the process behind the file died meanwhile.
std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<pid_t> processes_marked(const std::string& mark) {
  std::set<pid_t> found;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc", code)) {
    const pid_t pid = static_cast<pid_t>(std::atol(entry.path().filename().c_str()));
    if (pid <= 0) continue;
    if (read_text(entry.path() / "cmdline").find(mark) != std::string::npos) found.insert(pid);
  }
  return found;
}

std::set<std::string> folders_of(pid_t supervisor) {
  std::set<std::string> found;
  const CgroupParents parents = find_cgroup_parents();
  std::error_code code;
  for (const auto& parent : {parents.v2, parents.v1_memory, parents.v1_pids, parents.v1_cpuacct}) {
    if (!parent) continue;
    for (const fs::directory_entry& entry : fs::directory_iterator(*parent, code))
      if (entry.path().filename().string().starts_with("grader-" + std::to_string(supervisor) + "-"))
        found.insert(entry.path().string());
  }
  return found;
}

/// A zombie is gone as far as the box is concerned: some machines' init takes seconds to collect it.
bool exists_process(pid_t pid) {
  const std::string stat = read_text("/proc/" + std::to_string(pid) + "/stat");
  return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

struct Told {
  pid_t init = 0;
  uid_t uid = 0;
  char folder[256] = {};
};

[[noreturn]] void be_supervisor(Level level, const std::string& mark, int tell) {
  auto box = Box::create(config_of(level));
  if (!box) ::_exit(3);
  Told told{box.value()->init_pid(), box.value()->student_uid(), {}};
  std::snprintf(told.folder, sizeof told.folder, "%s", box.value()->work_dir().c_str());
  // With the caller's own uid nothing tells shared objects from the caller's others: only a uid of its own is cleaned.
  const std::string objects = ::geteuid() == 0 ? "ipcmk -M 8192; echo x > /dev/shm/" + mark + "; mkfifo /tmp/" + mark + "; " : "";
  Runner(*box.value()).shell(objects + "for i in 1 2 3; do setsid sh -c 'trap \"\" TERM HUP; sh -c \"sleep 1000; : " +
                             mark + "\" & sleep 1000; : " + mark + "' </dev/null >/dev/null 2>&1 & done");
  (void)!::write(tell, &told, sizeof told);
  for (;;) ::pause();
}

void kill_one_supervisor(Level level, const std::string& mark) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const pid_t supervisor = ::fork();
  if (supervisor == 0) be_supervisor(level, mark, ends[1]);
  ::close(ends[1]);
  Told told;
  const ssize_t bytes = ::read(ends[0], &told, sizeof told);
  ::close(ends[0]);
  ::kill(supervisor, SIGKILL);
  ASSERT_EQ(::waitpid(supervisor, nullptr, 0), supervisor);
  if (level == Level::kFull) GRADER_NEEDS(bytes == sizeof told, "level full: " + tests::why_not_level_full());
  ASSERT_EQ(bytes, static_cast<ssize_t>(sizeof told));
  const bool private_folder = level == Level::kPlain;
  const auto left = [&] {
    return !processes_marked(mark).empty() || !folders_of(supervisor).empty() || exists_process(told.init) ||
           (private_folder && fs::exists(told.folder)) || (::geteuid() == 0 && fs::exists("/dev/shm/" + mark)) ||
           (::geteuid() == 0 && fs::exists("/tmp/" + mark));
  };
  const auto give_up = Clock::now() + 20s;
  while (left() && Clock::now() < give_up) (void)::poll(nullptr, 0, 2);
  EXPECT_TRUE(processes_marked(mark).empty());
  EXPECT_TRUE(folders_of(supervisor).empty());
  EXPECT_FALSE(exists_process(told.init));
  EXPECT_FALSE(private_folder && fs::exists(told.folder));
  if (::geteuid() == 0) {
    EXPECT_FALSE(fs::exists("/dev/shm/" + mark));
    EXPECT_FALSE(fs::exists("/tmp/" + mark));
    EXPECT_EQ(read_text("/proc/sysvipc/shm").find(" " + std::to_string(told.uid) + " "), std::string::npos);
  }
}

class KilledSupervisorTest : public testing::TestWithParam<Level> {};
INSTANTIATE_TEST_SUITE_P(Levels, KilledSupervisorTest, testing::Values(Level::kFull, Level::kPlain),
                         [](const auto& info) { return name_of(info.param); });

TEST_P(KilledSupervisorTest, LeavesNothingBehindFiftyTimes) {
  for (int round = 0; round < 50 && !HasFailure() && !IsSkipped(); ++round)
    kill_one_supervisor(GetParam(), "boxmark" + std::to_string(::getpid()) + "r" + std::to_string(round));
}

}  // namespace
}  // namespace sandbox
