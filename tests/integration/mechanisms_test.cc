// mechanisms_test.cc — real programs in real boxes: each mechanism is seen, calls fail as a scenario wants it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "grader/native_run.h"
#include "tests/needs.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const char* const kUsesEverything = R"(
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>
static void *nothing(void *x) { return x; }
int main(void) {
  mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int p[2], sv[2], id;
  pipe(p);
  if (!fork()) { execl("/bin/true", "true", (char *)0); _exit(1); }
  wait(0);
  pthread_t thread;
  pthread_create(&thread, 0, nothing, 0);
  pthread_join(thread, 0);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, 10);
  mmap(0, 10, PROT_READ, MAP_PRIVATE, file, 0);
  shm_open("/x", O_CREAT | O_RDWR, 0600);
  shm_unlink("/x");
  sem_close(sem_open("/s", O_CREAT, 0600, 1));
  sem_unlink("/s");
  socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
  mkfifo("fifo", 0600);
  eventfd(0, 0);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  signalfd(-1, &set, 0);
  timerfd_create(CLOCK_MONOTONIC, 0);
  epoll_create1(0);
  sendfile(p[1], file, 0, 3);
  id = shmget(IPC_PRIVATE, 100, 0600);
  shmat(id, 0, 0);
  shmctl(id, IPC_RMID, 0);
  semctl(semget(IPC_PRIVATE, 1, 0600), 0, IPC_RMID);
  msgctl(msgget(IPC_PRIVATE, 0600), IPC_RMID, 0);
  mq_open("/q", O_CREAT | O_RDWR, 0600, 0);
  mq_unlink("/q");
  union sigval value = {1};
  sigqueue(getpid(), SIGUSR1, value);
  kill(getpid(), SIGUSR1);
  unlink("fifo");
  unlink("file");
  return 0;
}
)";

class MechanismsTest : public ::testing::TestWithParam<sandbox::Level> {
 protected:
  void SetUp() override {
    if (GetParam() == sandbox::Level::kFull) GRADER_NEEDS_LEVEL_FULL();
    std::string name = (fs::temp_directory_path() / "mechanisms-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    options_.level = GetParam();
  }
  void TearDown() override { fs::remove_all(folder_); }

  JudgedRun run(const std::string& source, Scenario scenario, const std::string& flags = "") {
    std::ofstream(folder_ / "main.c") << source;
    const std::string compile = "cd " + folder_.string() + " && cc -g -O0 -pthread -D_GNU_SOURCE " + flags + " main.c -o main";
    EXPECT_EQ(std::system(compile.c_str()), 0);
    ProgramSet programs;
    programs.students["main"] = std::make_shared<sandbox::Fd>(::open((folder_ / "main").c_str(), O_RDONLY | O_CLOEXEC));
    scenario.name = "test";
    if (scenario.steps.empty()) {
      StartStep start;
      start.role = "main", start.program = "main";
      scenario.steps = {start, WaitStep{"main", 0, std::nullopt, std::nullopt}};
    }
    auto judged = observed_run(scenario, programs, options_, {folder_});
    EXPECT_TRUE(judged) << (judged ? "" : judged.error().text());
    return judged ? std::move(judged.value()) : JudgedRun{};
  }

  static Scenario wants_everything() {
    Scenario scenario;
    for (const Mechanism mechanism : all_mechanisms()) scenario.required.push_back({mechanism, "", 1, 1});
    return scenario;
  }

  static std::set<std::string> used(const Evidence& evidence) {
    std::set<std::string> names;
    for (const MechanismUse& use : evidence.mechanisms) names.emplace(to_string(use.mechanism));
    return names;
  }

  fs::path folder_;
  PlayOptions options_;
};

TEST_P(MechanismsTest, EachIsSeenOfDynamicAndStaticPrograms) {
  for (const std::string flags : {"", "-static"}) {
    const JudgedRun judged = run(kUsesEverything, wants_everything(), flags);
    EXPECT_TRUE(judged.evidence.mechanisms_watched);
    EXPECT_EQ(used(judged.evidence).size(), all_mechanisms().size()) << flags;
    for (const Finding& finding : judged.findings) ADD_FAILURE() << flags << " " << finding.message;
  }
}

TEST_P(MechanismsTest, NoneIsSeenOfAProgramThatUsesNone) {
  const JudgedRun judged = run("#include <stdio.h>\nint main(void) { puts(\"x\"); return 0; }\n", wants_everything());
  EXPECT_EQ(used(judged.evidence), std::set<std::string>{});
  EXPECT_EQ(judged.findings.size(), all_mechanisms().size());
}

// What another process has made is used by opening it, without O_CREAT.
TEST_P(MechanismsTest, OpenersCountAsWell) {
  const JudgedRun judged = run(R"(#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int go[2];
  char c = 0;
  pipe(go);
  if (fork() == 0) {  // made first: it inherits nothing of what follows
    read(go[0], &c, 1);
    int object = shm_open("/o", O_RDWR, 0);
    sem_t *sem = sem_open("/p", 0);
    int fifo = open("fifo", O_RDONLY | O_NONBLOCK);
    _exit(object < 0 || sem == SEM_FAILED || fifo < 0);
  }
  shm_open("/o", O_CREAT | O_RDWR, 0600);
  sem_open("/p", O_CREAT, 0600, 1);
  mkfifo("fifo", 0600);
  write(go[1], &c, 1);
  int status = 0;
  wait(&status);
  shm_unlink("/o");
  sem_unlink("/p");
  unlink("fifo");
  return status != 0;
}
)", [] {
    Scenario scenario;
    for (const Mechanism mechanism : {Mechanism::kShm, Mechanism::kNamedSemaphore, Mechanism::kFifo})
      scenario.required.push_back({mechanism, "", 2, 2});
    return scenario;
  }());
  for (const Finding& finding : judged.findings) ADD_FAILURE() << finding.message;
}

// Another process may make the FIFO between the look at the call and the call itself.
TEST_P(MechanismsTest, WhatIsNotThereYetMayBecomeAFifo) {
  Scenario scenario;
  scenario.required = {{Mechanism::kFifo, "", 1, 1}};
  const JudgedRun judged = run("#include <fcntl.h>\nint main(void) { return open(\"not-yet\", O_WRONLY) >= 0; }\n", scenario);
  for (const Finding& finding : judged.findings) ADD_FAILURE() << finding.message;
}

TEST_P(MechanismsTest, WhoWasForkedBeforeTheMappingDoesNotShareIt) {
  const JudgedRun judged = run(R"(#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int go[2];
  char c = 0;
  pipe(go);
  if (fork() == 0) { read(go[0], &c, 1); _exit(0); }
  mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) _exit(0);
  write(go[1], &c, 1);
  while (wait(0) > 0) {}
  return 0;
}
)", [] {
    Scenario scenario;
    scenario.required = {{Mechanism::kSharedMemory, "", 3, 1}};
    return scenario;
  }());
  ASSERT_EQ(judged.findings.size(), 1u);
  EXPECT_NE(judged.findings[0].message.find("only 2 used"), std::string::npos) << judged.findings[0].message;
}

TEST_P(MechanismsTest, CallsFailWhenAndAsOftenAsWanted) {
  const std::string source = R"(#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 5; i++) {
    errno = 0;
    pid_t child = fork();
    if (child == 0) _exit(0);
    printf("%d ", child < 0 ? errno : 0);
  }
  while (wait(0) > 0) {}
  int p[2];
  printf("%d ", pipe(p) < 0 ? errno : 0);
  printf("%d ", pipe(p) < 0 ? errno : 0);
  for (int i = 0; i < 3; i++) printf("%d ", mmap(0, 1, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0);
  return 0;
}
)";
  Scenario scenario;
  using Call = Fault::Call;
  scenario.faults = {{.call = Call::kFork, .after = 1, .times = 2, .error = EAGAIN},
                     {.call = Call::kPipe, .error = EMFILE},
                     {.call = Call::kMmapShared, .times = 0, .error = ENOMEM}};
  const JudgedRun judged = run(source, scenario);
  ASSERT_EQ(judged.evidence.outputs.size(), 1u);
  EXPECT_EQ(judged.evidence.outputs[0].stdout_bytes, "0 11 11 0 0 24 0 12 12 12 ");
  EXPECT_EQ(judged.evidence.faults.size(), 6u);
}

/// pidfd_getfd(2) of a process of another user.
bool may_take_descriptors() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (::syscall(SYS_capget, &header, data) != 0) return false;
  return ::geteuid() != 0 || (data[0].effective >> CAP_SYS_PTRACE & 1) != 0;
}

TEST_P(MechanismsTest, SendfileTransfersLessWhereItCan) {
  GRADER_NEEDS(may_take_descriptors(), "descriptors of the student's processes: CAP_SYS_PTRACE");
  const std::string source = R"(#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <unistd.h>
int main(void) {
  int in = open("in", O_CREAT | O_RDWR, 0600), out = open("out", O_CREAT | O_RDWR, 0600), p[2];
  write(in, "0123456789", 10);
  off_t at = 2;
  printf("%zd ", sendfile(out, in, &at, 8));
  printf("%ld ", (long)at);
  lseek(in, 0, SEEK_SET);
  printf("%zd ", sendfile(out, in, 0, 10));
  printf("%zd ", sendfile(out, in, 0, 10));
  char text[20] = {0};
  pread(out, text, 19, 0);
  pipe(p);
  printf("%s ", text);
  printf("%zd ", sendfile(p[1], in, 0, 10));
  printf("%zd", read(p[0], text, 19));
  unlink("in"), unlink("out");
  return 0;
}
)";
  Scenario scenario;
  scenario.faults = {{.call = Fault::Call::kSendfile, .times = 0, .short_bytes = 3}};
  const JudgedRun judged = run(source, scenario);
  ASSERT_EQ(judged.evidence.outputs.size(), 1u);
  EXPECT_EQ(judged.evidence.outputs[0].stdout_bytes, "3 5 3 3 234012345 3 3");
}

TEST_P(MechanismsTest, WaitsUntilSoManyOfAFamilyAreBlocked) {
  StartStep start;
  start.role = "main", start.program = "main", start.keep_stdin_open = true;
  Scenario scenario;
  WaitBlockedStep three{"main", "read", std::nullopt, 3};
  scenario.steps = {start, three, CloseStdinStep{"main"}, WaitStep{"main", 0, std::nullopt, std::nullopt}};
  const JudgedRun judged = run(R"(#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  char c;
  for (int i = 0; i < 3; i++)
    if (fork() == 0) _exit((int)read(0, &c, 1));
  int status, bad = 0;
  while (wait(&status) > 0) bad |= status;
  return bad;
}
)", scenario);
  for (const Finding& finding : judged.findings) ADD_FAILURE() << finding.message;
}

INSTANTIATE_TEST_SUITE_P(Levels, MechanismsTest, testing::Values(sandbox::Level::kFull, sandbox::Level::kPlain),
                         [](const auto& info) { return info.param == sandbox::Level::kFull ? "Full" : "Plain"; });

}  // namespace
}  // namespace grader
