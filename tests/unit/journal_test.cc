// journal_test.cc — the journal of a class after everything that can happen to a disk and a machine.
#include "grader/batch/journal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "grader/batch/grade_request.h"
#include "tests/needs.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSettings = R"({"task":"t","task_sha256":"aa","--seed":1})";

class JournalTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/grader-journal-test-XXXXXX";
    folder_ = ::mkdtemp(name);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path file() const { return folder_ / "sub/journal.jsonl"; }
  void write_two() {
    auto journal = Journal::create(file(), kSettings);
    ASSERT_TRUE(journal) << journal.error().text();
    for (const char* key : {"one", "two"})
      ASSERT_TRUE(journal.value().append({key, "same:" + std::string(key), R"({"verdict":"OK"})"}));
  }
  std::string text() const {
    std::ifstream in(file(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  void put(const std::string& bytes) { std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes; }
  /// The keys that are still there, and how many records are not; or why it cannot be gone on with.
  std::string resumed(const std::string& settings = kSettings) {
    std::string keys;
    auto continued = Journal::resume(file(), settings, [&](const JournalRecord& r, const JournalPlace&) { keys += r.key + " "; });
    if (!continued) return continued.error().text();
    return keys + std::to_string(continued.value().lost);
  }

  fs::path folder_;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(JournalTest, WhatIsFinishedIsThereAgain) {
  write_two();
  EXPECT_EQ(resumed(), "one two 0");
  auto continued = Journal::resume(file(), kSettings, [](const JournalRecord&, const JournalPlace&) {});
  ASSERT_TRUE(continued);
  const auto place = continued.value().journal.append({"three", "", R"({"verdict":"DL"})"});
  ASSERT_TRUE(place);
  EXPECT_EQ(continued.value().journal.read(place.value()).value().verdict, R"({"verdict":"DL"})");
}

// Loss of power, a full disk, kill -9: the last record may be cut anywhere, and only that one is lost.
TEST_F(JournalTest, ARecordCutAnywhereCostsItselfAlone) {
  write_two();
  const std::string whole = text();
  const std::size_t second = whole.find("\n", whole.find("\n") + 1) + 1;
  for (std::size_t cut = second + 1; cut < whole.size(); ++cut) {
    put(whole.substr(0, cut));
    EXPECT_EQ(resumed(), "one 1") << cut;
    EXPECT_EQ(text(), whole.substr(0, second)) << cut;  // the next record begins on a line of its own
  }
}

TEST_F(JournalTest, AJournalCutInItsFirstLineBeginsAnew) {
  write_two();
  const std::string head = text().substr(0, text().find('\n'));
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, head.size() / 2, head.size()}) {
    put(head.substr(0, cut));
    EXPECT_EQ(resumed(), "0") << cut;
  }
}

TEST_F(JournalTest, NonsenseInTheMiddleIsPassedOver) {
  write_two();
  std::string whole = text();
  const std::size_t first = whole.find('\n') + 1;
  put(whole.substr(0, first) + std::string(100, '\0') + "\n{}\n[1]\n{\"verdict\":{}}\n" + whole.substr(first));
  EXPECT_EQ(resumed(), "one two 4");
  EXPECT_EQ(resumed(), "one two 4");  // nothing that was whole is thrown away
}

TEST_F(JournalTest, ForeignNewerAndOtherJournalsAreRefusedWithTheReason) {
  write_two();
  const std::string whole = text();
  put("{\"schema\":\"grader/journal/2\",\"settings\":{}}\n");
  EXPECT_TRUE(contains(resumed(), "newer grader (grader/journal/2): resume with that one")) << resumed();
  put("{\"schema\":\"grader/journal/0\"}\n");
  EXPECT_TRUE(contains(resumed(), "older grader"));
  for (const char* foreign : {"hello\n", "[]\n", "{\"schema\":7}\n", "{\"schema\":\"grader/verdict/1\"}\n", "{\"schema\":\"grader/journal/x\"}\n"}) {
    put(foreign);
    EXPECT_TRUE(contains(resumed(), "is no journal")) << foreign;
    EXPECT_EQ(text(), foreign);
  }
  put(whole);
  EXPECT_TRUE(contains(resumed(R"({"task":"t","task_sha256":"aa","--seed":2})"), "--seed 1, and now it is 2"));
  EXPECT_TRUE(contains(resumed(R"({"task":"t","task_sha256":"bb","--seed":1})"), "another version of the task"));
  EXPECT_EQ(resumed(), "one two 0");
}

TEST_F(JournalTest, ANewJournalKeepsTheOldOne) {
  write_two();
  const std::string before = text();
  { ASSERT_TRUE(Journal::create(file(), kSettings)); }
  EXPECT_EQ(resumed(), "0");
  std::ifstream old(file().string() + ".previous");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(old), {}), before);
}

TEST_F(JournalTest, TwoGradersDoNotShareOne) {
  auto mine = Journal::create(file(), kSettings);
  ASSERT_TRUE(mine);
  const pid_t other = ::fork();
  if (other == 0) ::_exit(Journal::create(file(), kSettings) || Journal::resume(file(), kSettings, [](const JournalRecord&, const JournalPlace&) {}) ? 1 : 0);
  int status = 0;
  ::waitpid(other, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(mine.value().append({"one", "", "{}"}));
}

TEST_F(JournalTest, AFolderThatCannotBeWrittenIsAnError) {
  std::ofstream(folder_ / "file") << "x";
  EXPECT_FALSE(Journal::create(folder_ / "file/journal.jsonl", kSettings));
  EXPECT_FALSE(Journal::create("/proc/nowhere/journal.jsonl", kSettings));
}

/// In a process with a file system of 256 KiB of its own at `folder`.
template <class Act>
int on_a_small_disk(const fs::path& folder, Act act) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("small", folder.c_str(), "tmpfs", 0, "size=256k") != 0)
      ::_exit(77);
    ::_exit(act());
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 200;
}

// Two promises: space that was reserved is there, and a record for which there is none leaves the others alone.
TEST_F(JournalTest, AFullDiskLosesNoRecordAndLeavesNoHalfOne) {
  const int status = on_a_small_disk(folder_, [&] {
    auto journal = Journal::create(file(), kSettings);
    if (!journal || !journal.value().reserve(100'000)) return 1;
    std::ofstream filler(folder_ / "filler");
    filler << std::string(1'000'000, 'x') << std::flush;  // takes all that is left
    if (filler) return 2;
    const std::string verdict = "{\"verdict\":\"" + std::string(20'000, 'v') + "\"}";
    if (!journal.value().append({"one", "", verdict}) || !journal.value().append({"two", "", verdict})) return 3;
    if (journal.value().reserve(200'000)) return 4;
    const std::string large = "{\"verdict\":\"" + std::string(300'000, 'v') + "\"}";
    if (journal.value().append({"three", "", large})) return 5;
    { Journal closed = std::move(journal.value()); }
    return resumed() == "one two 0" ? 0 : 6;
  });
  GRADER_NEEDS(status != 77, "a mount namespace");
  EXPECT_EQ(status, 0);
}

TEST(GradeRequestTest, AnyBytesSurvive) {
  GradeRequest request;
  request.submission = "class/\xff%41 \n\"\\\x01ä.c";
  request.task_folder = "/t";
  request.subfolder = "a b";
  request.seed = ~0ull;
  request.repeat = 5;
  request.timeout = std::chrono::milliseconds(1500);
  request.level = "plain";
  request.kind = GradeRequest::Kind::kFingerprint;
  const std::string text = to_text(request);
  EXPECT_EQ(text.find('\n'), text.npos);
  EXPECT_EQ(request_from(text), request);
  for (const char* none : {"", "{}", "[]", "{\"schema\":\"grader/request/2\"}"}) EXPECT_FALSE(request_from(none)) << none;
}

}  // namespace
}  // namespace grader
