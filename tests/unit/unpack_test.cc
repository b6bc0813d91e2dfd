// unpack_test.cc — students' archives: what is unpacked, what is refused, and that nothing else is ever touched.
#include "grader/batch/unpack.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <set>

#include "grader/batch/archive_name.h"
#include "grader/batch/unpack_confine.h"
#include "tests/made_archive.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using tests::MadeArchive;

class UnpackTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/grader-unpack-test-XXXXXX";
    folder_ = ::mkdtemp(name);
    fs::create_directories(into());
  }
  void TearDown() override {
    // Whatever came in, nothing came out.
    std::set<std::string> around;
    for (const auto& entry : fs::directory_iterator(folder_)) around.insert(entry.path().filename());
    around.erase("into");
    for (const std::string& name : around) EXPECT_TRUE(name.starts_with("a.")) << name;
    fs::remove_all(folder_);
  }
  fs::path into() const { return folder_ / "into"; }
  fs::path at(const std::string& name) const { return folder_ / name; }

  std::string wrong_with(const std::string& name, const UnpackLimits& limits = {}) {
    const auto wrong = unpack(at(name), into(), limits);
    if (!wrong) return "error: " + wrong.error().text();
    return wrong.value();
  }
  std::string text_of(const fs::path& name) const {
    std::ifstream in(into() / name, std::ios::binary);
    return in ? std::string(std::istreambuf_iterator<char>(in), {}) : "(missing)";
  }
  void write(const std::string& name, const std::string& bytes) { std::ofstream(at(name), std::ios::binary) << bytes; }

  fs::path folder_;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(UnpackTest, EveryKindIsUnpackedAlike) {
  for (const std::string kind : {"zip", "tar", "tar.gz", "tgz", "tar.xz", "tar.bz2", "tar.zst", "7z"}) {
    MadeArchive(at("a." + kind)).folder("hw").file("hw/main.c", "int main;\n").file("hw/sub/list.h", std::string(300'000, 'x'));
    EXPECT_EQ(wrong_with("a." + kind), "") << kind;
    EXPECT_EQ(text_of("hw/main.c"), "int main;\n") << kind;
    EXPECT_EQ(text_of("hw/sub/list.h").size(), 300'000u) << kind;
    EXPECT_EQ(fs::status(into() / "hw/main.c").permissions(), fs::perms(0644)) << kind;
    fs::remove_all(into() / "hw");
    EXPECT_NE(archive_suffix("a." + kind), "") << kind;
  }
}

TEST_F(UnpackTest, NamesInAnyEncodingAreUnpacked) {
  for (const std::string kind : {"zip", "tar"}) {
    MadeArchive(at("a." + kind)).file("\xd0\xb4\xd0\xb7.c", "1").file("\xe4\xe7\xff.c", "2").file("new\nline\x1b[31m.c", "3");
    EXPECT_EQ(wrong_with("a." + kind), "") << kind;
    EXPECT_EQ(text_of("\xd0\xb4\xd0\xb7.c"), "1") << kind;
    EXPECT_EQ(std::distance(fs::directory_iterator(into()), {}), 3) << kind;
    fs::remove_all(into());
    fs::create_directories(into());
  }
}

TEST_F(UnpackTest, HiddenFilesAreLeftOut) {
  MadeArchive(at("a.zip")).file(".git/config", "x").file("__MACOSX/main.c", "x").file(".DS_Store", "x").file("main.c", "y").symlink(".git/l", "/");
  EXPECT_EQ(wrong_with("a.zip"), "");
  EXPECT_EQ(std::distance(fs::recursive_directory_iterator(into()), {}), 1);
}

TEST_F(UnpackTest, PathsThatLeadOutAreRefused) {
  for (const std::string kind : {"zip", "tar", "7z"}) {
    for (const std::string name : {"../a.evil.c", "x/../../evil.c", "x/..", ".."}) {
      MadeArchive(at("a." + kind)).file(name, "evil");
      EXPECT_TRUE(contains(wrong_with("a." + kind), "leads out")) << kind << " " << name;
    }
    MadeArchive(at("a." + kind)).file("/tmp/grader-unpack-evil.c", "evil");
    EXPECT_TRUE(contains(wrong_with("a." + kind), "absolute path")) << kind;
    EXPECT_FALSE(fs::exists("/tmp/grader-unpack-evil.c"));
  }
}

TEST_F(UnpackTest, LinksAreRefused) {
  // The classic: a link to a folder outside, then a file "below" it.
  MadeArchive(at("a.tar")).symlink("x", "/tmp").file("x/grader-unpack-evil.c", "evil");
  EXPECT_TRUE(contains(wrong_with("a.tar"), "symbolic link, 'x'")) << wrong_with("a.tar");
  EXPECT_FALSE(fs::exists("/tmp/grader-unpack-evil.c"));
  MadeArchive(at("a.2.tar")).file("main.c", "").hardlink("passwd", "/etc/passwd");
  EXPECT_TRUE(contains(wrong_with("a.2.tar"), "hard link"));
  MadeArchive(at("a.zip")).symlink("main.c", "/etc/passwd");
  EXPECT_TRUE(contains(wrong_with("a.zip"), "symbolic link"));
}

TEST_F(UnpackTest, DevicesAndFifosAreRefused) {
  for (const unsigned type : {AE_IFCHR, AE_IFBLK, AE_IFIFO}) {
    MadeArchive(at("a.tar")).special("zero", type);
    EXPECT_TRUE(contains(wrong_with("a.tar"), "device, FIFO or socket")) << wrong_with("a.tar");
    EXPECT_TRUE(fs::is_empty(into()));
  }
}

TEST_F(UnpackTest, BombsStopAtTheLimit) {
  for (const std::string kind : {"zip", "tar.gz", "tar.xz", "7z"}) {
    MadeArchive(at("a." + kind)).file("main.c", std::string(5'000'000, '\0'));
    EXPECT_LT(fs::file_size(at("a." + kind)), 20'000u);
    EXPECT_TRUE(contains(wrong_with("a." + kind, {.bytes = 3 << 20}), "unpacks to more than 3 MB")) << kind << wrong_with("a." + kind);
    fs::remove_all(into());
    fs::create_directories(into());
  }
}

TEST_F(UnpackTest, SparseFilesAreAsLargeAsTheyReach) {
  // pax: one byte at the end of 100 GB.
  {
    archive* a = ::archive_write_new();
    ::archive_write_set_format_pax(a);
    ::archive_write_open_filename(a, at("a.tar").c_str());
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, "hole");
    ::archive_entry_set_filetype(entry, AE_IFREG);
    ::archive_entry_set_size(entry, 100'000'000'000);
    ::archive_entry_sparse_add_entry(entry, 99'999'999'999, 1);
    ::archive_write_header(a, entry);
    ::archive_write_data(a, "x", 1);
    ::archive_entry_free(entry);
    ::archive_write_free(a);
  }
  EXPECT_NE(wrong_with("a.tar"), "");
  for (const auto& entry : fs::directory_iterator(into())) EXPECT_LT(fs::file_size(entry), 70'000'000u);
}

TEST_F(UnpackTest, AHundredThousandFilesAreTooMany) {
  {
    MadeArchive many(at("a.tar.gz"));
    for (int i = 0; i < 100'000; ++i) many.file("." + std::to_string(i), "");
  }
  EXPECT_TRUE(contains(wrong_with("a.tar.gz"), "more than 20000 entries"));
  {
    MadeArchive many(at("a.zip"));
    for (int i = 0; i < 3'000; ++i) many.file(std::to_string(i) + ".c", "");
  }
  EXPECT_TRUE(contains(wrong_with("a.zip"), "more than 2000 files"));
  EXPECT_LE(std::distance(fs::directory_iterator(into()), {}), 2000);
}

TEST_F(UnpackTest, FoldersAreMadeForFilesAndCounted) {
  {
    MadeArchive many(at("a.tar"));
    for (int i = 0; i < 19'000; ++i) many.folder("f" + std::to_string(i));
    many.file("src/main.c", "");
  }
  EXPECT_EQ(wrong_with("a.tar"), "");
  EXPECT_EQ(std::distance(fs::directory_iterator(into()), {}), 1);
  {
    MadeArchive many(at("a.zip"));
    for (int i = 0; i < 50; ++i) many.file("f" + std::to_string(i) + "/g/main.c", "");
  }
  EXPECT_TRUE(contains(wrong_with("a.zip", {.folders = 99}), "more than 99 folders"));
}

TEST_F(UnpackTest, DeepAndLongNamesAreRefused) {
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "d/";
  MadeArchive(at("a.tar")).file(deep + "main.c", "");
  EXPECT_TRUE(contains(wrong_with("a.tar"), "deep"));
  MadeArchive(at("a.zip")).file(std::string(300, 'n') + ".c", "");
  EXPECT_TRUE(contains(wrong_with("a.zip"), "name of 302 bytes"));
}

TEST_F(UnpackTest, OneNameTwiceIsRefused) {
  MadeArchive(at("a.zip")).file("main.c", "1").file("main.c", "2");
  EXPECT_TRUE(contains(wrong_with("a.zip"), "'main.c' twice"));
  EXPECT_EQ(text_of("main.c"), "1");
  fs::remove(into() / "main.c");
  MadeArchive(at("a.tar")).file("x", "1").file("x/main.c", "2");
  EXPECT_TRUE(contains(wrong_with("a.tar"), "both as a file and as a folder"));
}

TEST_F(UnpackTest, DamagedEmptyAndForeignFilesAreToldApart) {
  MadeArchive(at("a.zip")).file("main.c", std::string(5000, 'q') + "int main(void) { return 0; }");
  std::ifstream in(at("a.zip"), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  std::string flipped = whole;
  flipped[60] = static_cast<char>(flipped[60] ^ 0x55);
  write("a.flipped.zip", flipped);
  EXPECT_TRUE(contains(wrong_with("a.flipped.zip"), "damaged")) << wrong_with("a.flipped.zip");
  write("a.text.zip", "this is no archive at all, whatever its name says");
  EXPECT_TRUE(contains(wrong_with("a.text.zip"), "no zip, tar or 7z archive")) << wrong_with("a.text.zip");
  write("a.empty.zip", "");
  EXPECT_TRUE(contains(wrong_with("a.empty.zip"), "holds no file")) << wrong_with("a.empty.zip");
  fs::remove_all(into());
  fs::create_directories(into());
  MadeArchive(at("a.tar.gz")).file("main.c", std::string(100'000, 'q'));
  fs::resize_file(at("a.tar.gz"), fs::file_size(at("a.tar.gz")) / 2);
  EXPECT_TRUE(contains(wrong_with("a.tar.gz"), "damaged")) << wrong_with("a.tar.gz");
}

/// `value` in `bytes` bytes, the lowest first.
std::string le(std::size_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xff);
  return text;
}

TEST_F(UnpackTest, EncryptedArchivesSaySo) {
  // A zip written by hand: one stored entry, with the bit "encrypted" in both its headers.
  const std::string middle = le(1, 2) + le(0, 2 + 2 + 2) + le(0, 4) + le(16, 4) + le(4, 4) + le(6, 2) + le(0, 2);
  const std::string entry = "PK\3\4" + le(20, 2) + middle + "main.c" + "0123456789abcdef";
  const std::string directory = "PK\1\2" + le(20, 2) + le(20, 2) + middle + le(0, 2 + 2 + 2) + le(0, 4) + le(0, 4) + "main.c";
  const std::string zip = entry + directory + "PK\5\6" + le(0, 4) + le(1, 2) + le(1, 2) + le(directory.size(), 4) + le(entry.size(), 4) + le(0, 2);
  write("a.zip", zip);
  EXPECT_TRUE(contains(wrong_with("a.zip"), "encrypted")) << wrong_with("a.zip");
}

TEST_F(UnpackTest, AMissingArchiveIsOurFault) {
  EXPECT_TRUE(wrong_with("a.zip").starts_with("error: "));
  ASSERT_EQ(::mkfifo(at("a.zip").c_str(), 0600), 0);
  EXPECT_TRUE(wrong_with("a.zip").starts_with("error: "));
}

/// Runs `act` in a confined process; the number of attempts that succeeded.
template <class Act>
int confined(const fs::path& folder, Act act) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
    if (!confine_to_unpacking(fd, {})) ::_exit(100);
    ::_exit(act());
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 200;
}

// Should the library that decodes be taken over, this is all that is left to it.
TEST_F(UnpackTest, TheHelperCanDoNothingElse) {
  EXPECT_EQ(confined(into(), [] {
    int done = 0;
    done += ::open("/etc/passwd", O_RDONLY) >= 0;
    // As root the folder is the root, and ".." leads nowhere else: TearDown looks.
    (void)!::open("../evil", O_CREAT | O_WRONLY, 0600);
    done += ::open("/tmp/grader-unpack-evil", O_CREAT | O_WRONLY, 0600) >= 0;
    done += ::socket(AF_INET, SOCK_STREAM, 0) >= 0;
    done += ::fork() >= 0;
    char* const argv[] = {nullptr};
    done += ::execve("/bin/true", argv, argv) == 0;
    done += ::unlink("a") == 0;
    done += ::symlink("/", "link") == 0;
    return done;
  }), 0);
}

TEST(ArchiveNameTest, SuffixesAreKnownWhateverTheirCase) {
  EXPECT_EQ(archive_suffix("Ivanov.ZIP"), ".ZIP");
  EXPECT_EQ(archive_suffix("ivanov.tar.gz"), ".tar.gz");
  for (const char* none : {"zip", ".zip", "main.c", "ivanov", "notes.gzip"}) EXPECT_EQ(archive_suffix(none), "") << none;
  EXPECT_EQ(unread_archive_suffix("ivanov.rar"), ".rar");
  EXPECT_EQ(unread_archive_suffix("ivanov.c.gz"), ".gz");
  EXPECT_EQ(unread_archive_suffix("ivanov.tar.gz"), "");
}

}  // namespace
}  // namespace grader
