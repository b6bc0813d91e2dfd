// cli_test.cc — the real command as a user calls it: exit statuses, messages, tables, report files.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "grader/batch/pool.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/task_library.h"
#include "sandbox/fd.h"
#include "tests/integration/command.h"

namespace grader {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
using tests::Child;
using tests::contains;
using tests::grader_command;
using tests::Ran;

class CliTest : public tests::CommandTest {};

// Usage

TEST_F(CliTest, UsageErrorsExit64AndNameTheRemedy) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {}, {"frobnicate"}, {"check"}, {"check", "mmap-mutex"}, {"run"}, {"run", "--format", "xml", "a.c"},
           {"check", "mmap-mutex", "a.c", "--jobs", "0"}, {"check", "mmap-mutex", "a.c", "--timeout", "-1"},
           {"check", "mmap-mutex", "a.c", "--report", "json"}, {"schema", "schedule"}, {"task"}, {"task", "verify"}}) {
    const Ran ran = grader_command(words);
    EXPECT_EQ(ran.status, 64) << ran.err;
    EXPECT_EQ(ran.err.rfind("grader: ", 0), 0u) << ran.err;
    EXPECT_EQ(ran.out, "");
  }
}

TEST_F(CliTest, HelpOfEachCommandEndsWithAnExample) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {}, {"check"}, {"run"}, {"task"}, {"task", "list"}, {"task", "show"}, {"task", "new"}, {"task", "verify"},
           {"diff"}, {"doctor"}, {"schema"}}) {
    std::vector<std::string> with_help = words;
    with_help.push_back("--help");
    const Ran ran = grader_command(with_help);
    EXPECT_EQ(ran.status, 0);
    const std::size_t at = ran.out.rfind("Example:\n  grader ");
    ASSERT_NE(at, std::string::npos) << ran.out;
    const std::string example = ran.out.substr(at + 10, ran.out.find_last_not_of('\n') + 1 - at - 10);
    EXPECT_FALSE(contains(example, "\n")) << ran.out;
  }
}

TEST_F(CliTest, VersionIsPrinted) {
  const Ran ran = grader_command({"--version"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out.rfind("grader ", 0), 0u);
}

// Run

// A whole shell line is one program to the student; the files that it names lived outside the box and nothing ran.
TEST_F(CliTest, RunTakesTheFilesThatAShellLineNamesIntoTheBox) {
  fs::permissions(write("hello.sh", "#!/bin/sh\necho \"$(cat data/in.txt) from $0\"\n"), fs::perms::owner_all);
  write("data/in.txt", "forty two\n");
  Child child({"run", "--", "sh", "-c", "./hello.sh; true"}, "", folder_);
  const Ran missing = child.finish();
  EXPECT_TRUE(contains(missing.err, "data/in.txt")) << missing.err;  // not named, so not there
  const Ran ran = Child({"run", "--", "sh", "-c", "./hello.sh < data/in.txt"}, "", folder_).finish();
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(contains(ran.out, "forty two from ./hello.sh")) << ran.out;
}

// Tasks

TEST_F(CliTest, RunTakesAlongWhatTheSourceIncludes) {
  write("sub/part.h", "#include \"table.inc\"\n");
  write("sub/table.inc", "#define STATUS 0\n");
  const fs::path source = write("program.c", "#include \"sub/part.h\"\nint main(void) { return STATUS; }\n");
  const Ran ran = grader_command({"run", source});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
}

TEST_F(CliTest, UnknownTaskNamesTheNearest) {
  const Ran ran = grader_command({"check", "mmap-mutx", write("a.c", good())});
  EXPECT_EQ(ran.status, 64);
  EXPECT_TRUE(contains(ran.err, "mmap-mutex")) << ran.err;
}

TEST_F(CliTest, TaskListKnowsEveryTask) {
  const Ran ran = grader_command({"task", "list", "--format", "json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(json::parse(ran.out).size(), task_ids(SOURCE_DIR "/tasks").size());
}

TEST_F(CliTest, TaskShowSpeaksRussian) {
  const Ran ran = grader_command({"task", "show", "mmap-mutex", "--lang", "ru"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_TRUE(contains(ran.out, "Напишите")) << ran.out;
  EXPECT_TRUE(contains(ran.out, "10 баллов")) << ran.out;
  EXPECT_TRUE(contains(ran.out, "стандарт языка  C: gnu17, C++: gnu++20")) << ran.out;
}

TEST_F(CliTest, TaskStartLaysOutEveryFileOnceAndNamesAllPrograms) {
  const Ran header = grader_command({"task", "start", "sem-queue", folder_ / "queue"});
  ASSERT_EQ(header.status, 0) << header.err;
  EXPECT_TRUE(fs::exists(folder_ / "queue/queue.h"));
  EXPECT_FALSE(fs::exists(folder_ / "queue/starter"));
  const Ran pair = grader_command({"task", "start", "shm-workers", folder_ / "pair"});
  EXPECT_TRUE(contains(pair.out, "create.c") && contains(pair.out, "work.c") && contains(pair.out, "remove.c")) << pair.out;
}

TEST_F(CliTest, BrokenTaskIsRefusedWithPlaceAndExpectation) {
  write("t/task.json", "{\n  \"schema\": \"grader/task/1\",\n  \"id\": 7\n}\n");
  const Ran ran = grader_command({"check", folder_ / "t", write("a.c", good())});
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(contains(ran.err, "task.json:")) << ran.err;
  EXPECT_TRUE(contains(ran.err, "/id")) << ran.err;
}

TEST_F(CliTest, CallThatNoTaskCanForbidIsNamedWhenTheTaskIsRead) {
  ASSERT_EQ(grader_command({"task", "new", "my-task", folder_}).status, 0);
  std::string text = *read_file(folder_ / "my-task/task.json");
  text.insert(text.find("\"limits\""), "\"forbidden\": [\"fcntl\"], ");
  write("my-task/task.json", text);
  const Ran ran = grader_command({"check", folder_ / "my-task", write("a.c", good())});
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(contains(ran.err, "fcntl") && contains(ran.err, "the box itself needs it")) << ran.err;
}

TEST_F(CliTest, NewTaskVerifiesItself) {
  ASSERT_EQ(grader_command({"task", "new", "my-task", folder_}).status, 0);
  const Ran ran = grader_command({"task", "verify", folder_ / "my-task", "--quick", "--strict"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_TRUE(contains(ran.out, "each as filed")) << ran.out;
}

TEST_F(CliTest, StudentsFolderIsMadeOnceAndNotAccepted) {
  ASSERT_EQ(grader_command({"task", "new", "my-task", folder_}).status, 0);
  const Ran ran = grader_command({"task", "start", folder_ / "my-task", folder_ / "hw"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(contains(ran.out, "grader check")) << ran.out;
  EXPECT_TRUE(std::filesystem::exists(folder_ / "hw/main.c"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "hw/statement.ru.md"));
  EXPECT_EQ(grader_command({"check", folder_ / "my-task", folder_ / "hw"}).status, 1);
  const Ran again = grader_command({"task", "start", folder_ / "my-task", folder_ / "hw"});
  EXPECT_EQ(again.status, 64);
  EXPECT_TRUE(contains(again.err, "exists already")) << again.err;
}

TEST_F(CliTest, StudentsFolderWithAHarnessIsOneSubmission) {
  ASSERT_EQ(grader_command({"task", "start", "mmap-spinlock", folder_ / "hw"}).status, 0);
  const Ran ran = grader_command({"check", "mmap-spinlock", folder_ / "hw"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_FALSE(contains(ran.out, "harness")) << ran.out;
}

TEST_F(CliTest, SolutionFiledUnderTheWrongVerdictFailsVerify) {
  ASSERT_EQ(grader_command({"task", "new", "my-task", folder_}).status, 0);
  write("my-task/submissions/LK/really-good.c", *read_file(folder_ / "my-task/submissions/accepted/good.c"));
  const Ran ran = grader_command({"task", "verify", folder_ / "my-task", "--quick", "--format", "json"});
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  const json document = json::parse(ran.out);
  EXPECT_EQ(document["ok"], false);
  EXPECT_EQ(document["tasks"][0]["complaints"][0]["subject"], "LK/really-good.c");
}

TEST_F(CliTest, SchemasAreJson) {
  for (const std::string name : {"task", "verdict"}) {
    const Ran ran = grader_command({"schema", name});
    EXPECT_EQ(ran.status, 0);
    EXPECT_TRUE(json::accept(ran.out));
  }
}

TEST_F(CliTest, DoctorNamesEveryProtectionAndExitsZero) {
  const Ran ran = grader_command({"doctor", "--format", "json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const json document = json::parse(ran.out);
  EXPECT_FALSE(document["protections"].empty());
  for (const char* list : {"protections", "detectors", "compilers", "tasks"})
    for (const json& item : document[list]) EXPECT_NE(item["detail"], "") << item;
}

// Check

TEST_F(CliTest, SampleClassGetsTheVerdictsOfItsNames) {
  const Ran ran = grader_command({"check", "mmap-mutex", SOURCE_DIR "/docs/examples/class", "--format", "json", "--quiet"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_EQ(ran.err, "");
  const json verdicts = json::parse(ran.out);
  ASSERT_EQ(verdicts.size(), 4u);  // sorted by name
  EXPECT_EQ(verdicts[0]["verdict"], "CE");
  EXPECT_EQ(verdicts[1]["verdict"], "DL");
  EXPECT_EQ(verdicts[2]["verdict"], "OK");
  EXPECT_EQ(verdicts[3]["verdict"], "LK");
}

TEST_F(CliTest, GoodSubmissionExitsZero) {
  const Ran ran = grader_command({"check", "mmap-mutex", SOURCE_DIR "/docs/examples/class/good.c"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_TRUE(contains(ran.out, "OK")) << ran.out;
}

TEST_F(CliTest, StrangeNamesAreShownEscapedAndGraded) {
  write("class/has space.c", good());
  write("class/has\nnewline.c", good());
  write("class/not\xff utf8.c", good());
  write("class/" + std::string(240, 'x') + ".c", "int main(void) {");
  const Ran ran = grader_command({"check", "mmap-mutex", folder_ / "class", "--report", "json=" + (folder_ / "v.json").string()});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_FALSE(contains(ran.out, "has\nnewline"));
  EXPECT_FALSE(contains(ran.out, "\xff"));
  EXPECT_TRUE(contains(ran.out, "…")) << ran.out;
  EXPECT_EQ(json::parse(*read_file(folder_ / "v.json")).size(), 4u);
}

TEST_F(CliTest, ClassOfOddSubmissionsCostsNobodyAVerdict) {
  write("class/binary.c", std::string("\x7f" "ELF\0\1\2\3", 8));
  write("class/empty.c", "");
  fs::create_directories(folder_ / "class/empty-folder");
  write("class/good.c", good());
  const Ran ran = grader_command({"check", "mmap-mutex", folder_ / "class", "--class", "--format", "json"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  const json verdicts = json::parse(ran.out);
  ASSERT_EQ(verdicts.size(), 4u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(verdicts[i]["verdict"], "CE") << verdicts[i]["submission"];
  EXPECT_EQ(verdicts[3]["verdict"], "OK");
}

TEST_F(CliTest, MissingOrEmptySubmissionIsAUsageError) {
  fs::create_directories(folder_ / "empty");
  const Ran empty = grader_command({"check", "mmap-mutex", folder_ / "empty"});
  EXPECT_EQ(empty.status, 64);
  EXPECT_TRUE(contains(empty.err, "holds no submission")) << empty.err;
  EXPECT_EQ(grader_command({"check", "mmap-mutex", folder_ / "nowhere"}).status, 64);
}

TEST_F(CliTest, NothingIsReadThroughLineDirectives) {
  const fs::path file = write("evil.c", "#line 1 \"/etc/passwd\"\nint main(void) { return x; }\n");
  const Ran ran = grader_command({"check", "mmap-mutex", file});
  EXPECT_EQ(ran.status, 1);
  EXPECT_FALSE(contains(ran.out, "root:")) << ran.out;
}

// Report files

// What is no file at all must neither hang the grader nor be its fault, and the others get their verdicts.
TEST_F(CliTest, LinksToNowhereFifosSocketsAndDevicesAreNobodyElsesLoss) {
  write("class/good.c", good());
  fs::create_symlink("nowhere", folder_ / "class/dangling.c");
  fs::create_symlink("loop.c", folder_ / "class/loop.c");
  fs::create_symlink("/dev/zero", folder_ / "class/endless.c");
  ASSERT_EQ(::mkfifo((folder_ / "class/fifo.c").c_str(), 0600), 0);
  ASSERT_EQ(::mknod((folder_ / "class/socket.c").c_str(), S_IFSOCK | 0600, 0), 0);
  const Ran ran = grader_command({"check", "mmap-mutex", folder_ / "class", "--class", "--format", "json"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  std::map<std::string, std::string> verdicts;
  for (const auto& verdict : nlohmann::json::parse(ran.out))
    verdicts[fs::path(verdict.at("submission").at("path").get<std::string>()).filename()] = verdict.at("verdict");
  EXPECT_EQ(verdicts, (std::map<std::string, std::string>{{"good.c", "OK"}, {"dangling.c", "CE"}, {"loop.c", "CE"},
                                                          {"endless.c", "CE"}, {"fifo.c", "CE"}, {"socket.c", "CE"}}));
  for (const char* name : {"class/fifo.c", "class/socket.c", "class/endless.c", "class/loop.c"}) {
    EXPECT_EQ(grader_command({"check", "mmap-mutex", folder_ / name}).status, 64) << name;
    EXPECT_EQ(grader_command({"run", folder_ / name}).status, 64) << name;
  }
}

TEST_F(CliTest, AReportIntoAFifoThatNobodyReadsIsAUsageError) {
  ASSERT_EQ(::mkfifo((folder_ / "report").c_str(), 0600), 0);
  const Ran ran = grader_command({"check", "mmap-mutex", write("a.c", good()), "--report", "json=" + (folder_ / "report").string()});
  EXPECT_EQ(ran.status, 64);
  EXPECT_TRUE(contains(ran.err, "choose another FILE")) << ran.err;
}

TEST_F(CliTest, UnwritableReportIsKnownBeforeGrading) {
  const Ran ran = grader_command({"check", "mmap-mutex", SOURCE_DIR "/docs/examples/class", "--report",
                                  "json=" + (folder_ / "no/such/place.json").string()});
  EXPECT_EQ(ran.status, 64);
  EXPECT_EQ(ran.out, "");
  EXPECT_FALSE(contains(ran.err, "good OK"));
}

TEST_F(CliTest, FullDiskGivesAMessageAndStatus2) {
  const Ran report = grader_command({"check", "mmap-mutex", write("a.c", good()), "--report", "json=/dev/full"});
  EXPECT_EQ(report.status, 2);
  EXPECT_TRUE(contains(report.err, "No space left")) << report.err;
  const Ran out = Child({"task", "list"}, "/dev/full").finish();
  EXPECT_EQ(out.status, 2);
  EXPECT_TRUE(contains(out.err, "No space left")) << out.err;
}

TEST_F(CliTest, ReportsLeaveNoTemporaryFile) {
  ASSERT_EQ(grader_command({"check", "mmap-mutex", write("s/a.c", good()), "--report", "text=" + (folder_ / "r/../v.txt").string()}).status, 64);
  ASSERT_EQ(grader_command({"check", "mmap-mutex", folder_ / "s/a.c", "--report", "text=" + (folder_ / "v.txt").string()}).status, 0);
  int entries = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) entries += entry.exists() ? 1 : 0;
  EXPECT_EQ(entries, 2);  // s, v.txt
  EXPECT_TRUE(contains(*read_file(folder_ / "v.txt"), "OK"));
}

// Run

TEST_F(CliTest, RunRelaysOutputAndStatus) {
  const fs::path file = write("hello.c", "#include <stdio.h>\nint main(int c, char **v) { puts(c > 1 ? v[1] : \"none\"); return 0; }\n");
  const Ran ran = grader_command({"run", file, "--", "--help"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.out.rfind("--help\n", 0), 0u) << ran.out;
  const Ran as_json = grader_command({"run", "--format", "json", file});
  EXPECT_EQ(as_json.status, 0);
  EXPECT_EQ(json::parse(as_json.out)["verdict"], "OK");
}

TEST_F(CliTest, RunFindsACrashAndShowsTheLine) {
  const fs::path file = write("crash.c", "int main(void) {\n  volatile int *p = 0;\n  *p = 1;\n  return 0;\n}\n");
  const Ran ran = grader_command({"run", file});
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  EXPECT_TRUE(contains(ran.out, "*p = 1;")) << ran.out;
}

TEST_F(CliTest, RunOfAMissingFileIsAUsageError) {
  EXPECT_EQ(grader_command({"run", folder_ / "nowhere"}).status, 64);
  EXPECT_EQ(grader_command({"run", "--", "no-such-program-anywhere"}).status, 64);
  EXPECT_EQ(grader_command({"run", folder_ / "nowhere.c"}).status, 64);
}

// Interrupted

TEST_F(CliTest, InterruptShowsWhatIsDoneAndExits130) {
  write("class/a.c", "int main(void) {");
  for (const char* name : {"b", "c", "d"})
    write(std::string("class/") + name + ".c", "#include <unistd.h>\nint main(void) { for (;;) sleep(1); }\n");
  Child child({"check", "mmap-mutex", folder_ / "class", "--jobs", "1", "--timeout", "60"});
  child.wait_for("a CE");
  const auto begun = std::chrono::steady_clock::now();
  ::kill(child.pid(), SIGINT);
  const Ran ran = child.finish();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
  EXPECT_EQ(ran.status, 130);
  EXPECT_TRUE(contains(ran.out, " a  ")) << ran.out;
  EXPECT_TRUE(contains(ran.out, "3 not graded")) << ran.out;
}

// Parts

TEST(PoolTest, DeathOfAWorkerCostsOnlyItsOwnJob) {
  std::vector<std::string> results(3);
  const auto signal = run_pool(
      3, {.jobs = 2},
      [](std::size_t job, const auto&) -> std::string {
        if (job == 1) {
          ::signal(SIGSEGV, SIG_DFL);
          ::raise(SIGSEGV);
        }
        return "job " + std::to_string(job);
      },
      [&](JobResult r) { results[r.job] = r.died.empty() ? r.payload : r.died; }, [](const PoolState&) {});
  ASSERT_TRUE(signal);
  EXPECT_EQ(signal.value(), 0);
  EXPECT_EQ(results, (std::vector<std::string>{"job 0", "died with SIGSEGV", "job 2"}));
}

// A fault of the grader's is most often one of the moment: the job gets a second chance, and only one.
TEST(PoolTest, AResultThatIsToBeTriedAgainIsTriedOnceMore) {
  char counter[] = "/tmp/pool_test.XXXXXX";
  const sandbox::Fd file(::mkstemp(counter));
  ::unlink(counter);
  std::map<std::size_t, std::string> results;
  const Work work = [&](std::size_t job, const std::function<bool()>&) {
    // Its place in the file tells how often the job was begun: the workers share nothing else.
    char begun = 0;
    (void)!::pread(file.get(), &begun, 1, static_cast<off_t>(job));
    ++begun;
    (void)!::pwrite(file.get(), &begun, 1, static_cast<off_t>(job));
    return std::string(job == 1 || begun == 1 ? "bad " : "good ") + std::to_string(begun);
  };
  PoolOptions options;
  options.jobs = 2;
  options.try_again = [](const std::string& payload) { return payload.starts_with("bad"); };
  ASSERT_TRUE(run_pool(2, options, work, [&](JobResult r) { results[r.job] = r.payload; }, [](const PoolState&) {}));
  EXPECT_EQ(results[0], "good 2");
  EXPECT_EQ(results[1], "bad 2");
}

TEST(PoolTest, LargeResultsArriveWhole) {
  std::size_t size = 0;
  const auto signal = run_pool(
      1, {}, [](std::size_t, const auto&) { return std::string(5'000'000, 'x'); },
      [&](JobResult r) { size = r.payload.size(); }, [](const PoolState&) {});
  ASSERT_TRUE(signal);
  EXPECT_EQ(size, 5'000'000u);
}

TEST(ProgressTest, LineHasBarShareAndTimeLeft) {
  const std::string line = progress_line({37, 120, 2}, std::chrono::seconds(18), 80);
  EXPECT_TRUE(contains(line, "37/120")) << line;
  EXPECT_TRUE(contains(line, "31 %")) << line;
  EXPECT_TRUE(contains(line, "about 40 s left")) << line;
}

TEST(NearestNamesTest, TyposAreRecognisedAndStrangersAreNot) {
  const std::vector<std::string> names{"fifo-server", "mmap-mutex", "pipeline", "sem-named"};
  EXPECT_EQ(nearest_names("semnamed", names), std::vector<std::string>{"sem-named"});
  EXPECT_EQ(nearest_names("mutex", names), std::vector<std::string>{"mmap-mutex"});
  EXPECT_TRUE(nearest_names("zzzzzzzz", names).empty());
}

TEST(ShortenedTest, CutsByCharactersAndEscapes) {
  EXPECT_EQ(shortened("abc", 5), "abc");
  EXPECT_EQ(shortened("abcdef", 4), "abc…");
  EXPECT_EQ(shortened("абвгде", 4), "абв…");
  EXPECT_FALSE(contains(shortened("\x1b[31m", 20), "\x1b"));
}

}  // namespace
}  // namespace grader
