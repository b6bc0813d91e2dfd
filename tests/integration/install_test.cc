// install_test.cc — an installed grader needs nothing of the source tree: its tasks and references come along.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int status = -1;
  std::string output;
};

class InstallTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "install-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    prefix_ = name;
    const Ran ran = shell("'" CMAKE_PROGRAM "' --install '" BINARY_DIR "' --prefix '" + prefix_.string() + "'");
    ASSERT_EQ(ran.status, 0) << ran.output;
    keep_one_task_under_a_new_name();
  }
  void TearDown() override { fs::remove_all(prefix_); }

  /// The source tree stays where it is while the tests run. A task that only the prefix has tells where tasks,
  /// and the reference of its name, were found.
  void keep_one_task_under_a_new_name() {
    const fs::path share = prefix_ / "share/grader";
    for (const char* kind : {"tasks", "reference"}) {
      fs::rename(share / kind / "fifo-server", share / "kept");
      fs::remove_all(share / kind);
      fs::create_directory(share / kind);
      fs::rename(share / "kept", share / kind / "only-installed");
    }
    const fs::path file = share / "tasks/only-installed/task.json";
    std::ifstream in(file);
    std::string text(std::istreambuf_iterator<char>(in), {});
    const std::string old_id = "\"fifo-server\"";
    const auto at = text.find(old_id);
    ASSERT_NE(at, std::string::npos);
    std::ofstream(file) << text.replace(at, old_id.size(), "\"only-installed\"");
  }

  static Ran shell(const std::string& command) {
    Ran ran;
    std::FILE* pipe = ::popen(("unset GRADER_TASKS; cd / && " + command + " 2>&1").c_str(), "r");
    if (!pipe) return ran;
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) ran.output.append(buffer, n);
    ran.status = WEXITSTATUS(::pclose(pipe));
    return ran;
  }
  Ran grader(const std::string& arguments) { return shell("'" + (prefix_ / "bin/grader").string() + "' " + arguments); }

  fs::path prefix_;
};

TEST_F(InstallTest, ListsChecksAndVerifiesWhatIsUnderThePrefix) {
  const Ran list = grader("task list");
  EXPECT_EQ(list.status, 0);
  EXPECT_NE(list.output.find("only-installed"), std::string::npos) << list.output;
  EXPECT_EQ(list.output.find("mmap-mutex"), std::string::npos) << list.output;

  const fs::path submissions = prefix_ / "share/grader/tasks/only-installed/submissions/accepted";
  const Ran check = grader("check only-installed '" + submissions.string() + "'/*");
  EXPECT_EQ(check.status, 0) << check.output;

  const Ran verify = grader("task verify only-installed --quick");
  EXPECT_EQ(verify.status, 0) << verify.output;
}

TEST_F(InstallTest, BringsManualPagesCompletionAndSchemas) {
  const fs::path share = prefix_ / "share";
  for (const char* file : {"man/man1/grader.1", "man/man1/grader-check.1", "bash-completion/completions/grader", "zsh/vendor-completions/_grader",
                           "fish/vendor_completions.d/grader.fish", "grader/schemas/task.schema.json", "grader/schemas/verdict.schema.json"}) {
    ASSERT_TRUE(fs::exists(share / file)) << file;
    EXPECT_GT(fs::file_size(share / file), 0u) << file;
  }
  const Ran version = grader("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_NE(version.output.find("\nlibseccomp "), std::string::npos) << version.output;
}

TEST_F(InstallTest, BecomesAPackageWithItsDependencies) {
  const std::string place = (prefix_ / "package").string();
  const Ran made = shell("cd '" BINARY_DIR "' && cpack -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip -B '" + place + "'");
  ASSERT_EQ(made.status, 0) << made.output;
  const Ran told = shell("dpkg-deb --field '" + place + "'/grader_*.deb Depends");
  for (const char* needed : {"gcc", "g++", "make", "libc6", "libseccomp2", "libarchive13", "libdw1"})
    EXPECT_NE(told.output.find(needed), std::string::npos) << needed << ": " << told.output;
  const Ran listed = shell("dpkg-deb --contents '" + place + "'/grader_*.deb");
  for (const char* file : {"./usr/bin/grader\n", "./usr/share/grader/tasks/sem-named/task.json\n", "./usr/share/man/man1/grader-check.1\n"})
    EXPECT_NE(listed.output.find(file), std::string::npos) << file;
}

TEST_F(InstallTest, GoesWhereItIsMovedTo) {
  const fs::path moved = prefix_.string() + "-moved";
  fs::rename(prefix_, moved);
  prefix_ = moved;
  const Ran list = grader("task list");
  EXPECT_EQ(list.status, 0);
  EXPECT_NE(list.output.find("only-installed"), std::string::npos) << list.output;
}

}  // namespace
}  // namespace grader
