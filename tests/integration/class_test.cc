// class_test.cc — a class as an instructor has it: archives, checkouts, names, and what students get wrong.
#include <gtest/gtest.h>

#include <map>

#include "tests/integration/command.h"
#include "tests/made_archive.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using tests::contains;
using tests::grader_command;
using tests::MadeArchive;
using tests::Ran;

class ClassTest : public tests::CommandTest {
 protected:
  /// Student → verdict, and student → why.
  std::map<std::string, std::string> verdicts_of(const Ran& ran) {
    std::map<std::string, std::string> verdicts;
    for (const json& v : json::parse(ran.out)) {
      const std::string student = v["submission"].value("student", "?");
      verdicts[student] = v["verdict"];
      because_[student] = v["compile"]["diagnostics"].empty() ? "" : v["compile"]["diagnostics"][0].value("message", "");
    }
    return verdicts;
  }
  Ran check(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"check", "mmap-mutex", folder_ / "class", "--class", "--format", "json", "--quiet"};
    words.insert(words.end(), more.begin(), more.end());
    return grader_command(words);
  }
  MadeArchive archive(const std::string& name) {
    fs::create_directories((folder_ / name).parent_path());
    return MadeArchive(folder_ / name);
  }

  std::map<std::string, std::string> because_;
};

using Verdicts = std::map<std::string, std::string>;

TEST_F(ClassTest, ArchivesFoldersAndFilesAreGradedAlike) {
  write("class/file.c", good());
  write("class/folder/main.c", good());
  write("class/nested/hw3/src/main.c", good());
  archive("class/zip.zip").file("main.c", good());
  archive("class/deep.tar.gz").file("deep-main/hw/main.c", good());
  archive("class/seven.7z").file("main.c", good());
  archive("class/inside/hw.zip").file("hw/main.c", good());
  write("class/inside/report.pdf", "%PDF");
  const Ran ran = check();
  EXPECT_EQ(verdicts_of(ran), (Verdicts{{"file", "OK"}, {"folder", "OK"}, {"nested", "OK"}, {"zip", "OK"}, {"deep", "OK"},
                                        {"seven", "OK"}, {"inside", "OK"}})) << ran.err;
  EXPECT_EQ(ran.status, 0);
}

TEST_F(ClassTest, HostileArchivesCostNobodyElseAVerdict) {
  write("class/good.c", good());
  archive("class/bomb.zip").file("main.c", std::string(70'000'000, ' '));
  archive("class/traversal.tar").file("../../evil.c", good());
  archive("class/absolute.tar").file("/tmp/grader-class-test-evil.c", good());
  archive("class/link.tar").symlink("main.c", "/etc/passwd");
  write("class/text.zip", "no zip");
  write("class/rar.rar", "Rar!");
  archive("class/twice.zip").file("a/main.c", good()).file("b/main.c", good());
  archive("class/two/old.zip").file("main.c", good());
  archive("class/two/new.zip").file("main.c", good());
  const Ran ran = check();
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_EQ(verdicts_of(ran), (Verdicts{{"good", "OK"}, {"bomb", "CE"}, {"traversal", "CE"}, {"absolute", "CE"}, {"link", "CE"},
                                        {"text", "CE"}, {"rar", "CE"}, {"twice", "CE"}, {"two", "CE"}}));
  EXPECT_TRUE(contains(because_["bomb"], "unpacks to more than 64 MB")) << because_["bomb"];
  EXPECT_TRUE(contains(because_["traversal"], "leads out of it")) << because_["traversal"];
  EXPECT_TRUE(contains(because_["absolute"], "absolute path")) << because_["absolute"];
  EXPECT_TRUE(contains(because_["link"], "symbolic link")) << because_["link"];
  EXPECT_TRUE(contains(because_["rar"], "pack it as zip")) << because_["rar"];
  EXPECT_TRUE(contains(because_["twice"], "two solutions, in a and in b")) << because_["twice"];
  EXPECT_TRUE(contains(because_["two"], "two archives, new.zip and old.zip")) << because_["two"];
  EXPECT_FALSE(fs::exists(folder_ / "evil.c"));
  EXPECT_FALSE(fs::exists("/tmp/grader-class-test-evil.c"));
}

TEST_F(ClassTest, TwoProgramsInOneFolderAreToldAsTwoSolutions) {
  write("class/s01/main.c", good());
  write("class/s01/old.c", good());
  const Ran ran = check();
  EXPECT_EQ(verdicts_of(ran), (Verdicts{{"s01", "CE"}}));
  EXPECT_TRUE(contains(because_["s01"], "main.c and old.c both define main")) << because_["s01"];
}

TEST_F(ClassTest, CheckoutsAreGradedInTheirSubfolder) {
  write("class/s01/hw3/main.c", good());
  write("class/s01/hw2/main.c", "int main(void) {");
  write("class/s02/hw2/main.c", good());
  archive("class/s03.zip").file("s03-main/hw3/main.c", good());
  fs::create_directories(folder_ / "class/s04");
  fs::create_directory_symlink(folder_ / "class/s01/hw3", folder_ / "class/s04/hw3");
  write("class/s05.c", good());
  const Ran ran = check({"--subfolder", "hw3"});
  EXPECT_EQ(verdicts_of(ran), (Verdicts{{"s01", "OK"}, {"s02", "CE"}, {"s03", "OK"}, {"s04", "CE"}, {"s05", "CE"}})) << ran.err;
  EXPECT_TRUE(contains(because_["s02"], "no folder hw3")) << because_["s02"];
  for (const char* out : {"../x", "/etc", "a/../../b", "."}) EXPECT_EQ(check({"--subfolder", out}).status, 64) << out;
}

TEST_F(ClassTest, TheMapNamesStudents) {
  write("class/12345.c", good());
  write("class/67890/main.c", good());
  write("class/stranger.c", good());
  const auto map = write("map.csv", "submission,student\n12345.c,\"Ада, графиня Лавлейс\"\n67890,Alan Turing\n11111.zip,Nobody Yet\n");
  const Ran ran = check({"--map", map});
  EXPECT_EQ(verdicts_of(ran), (Verdicts{{"Ада, графиня Лавлейс", "OK"}, {"Alan Turing", "OK"}, {"stranger", "OK"}})) << ran.err;
  EXPECT_TRUE(contains(ran.err, "Nobody Yet")) << ran.err;
  EXPECT_TRUE(contains(ran.err, "stranger")) << ran.err;
  for (const char* bad : {"a,b,c\n", "a\n", "a,b\na,c\n", "a,\n", "\"a,b\n"}) {
    const Ran refused = check({"--map", write("bad.csv", bad)});
    EXPECT_EQ(refused.status, 64) << bad;
    EXPECT_TRUE(contains(refused.err, "line ")) << refused.err;
  }
  EXPECT_EQ(check({"--map", folder_ / "nowhere.csv"}).status, 64);
  EXPECT_TRUE(contains(check({"--map", write("bad.csv", "student,submission\nA,12345\n")}).err, "the other way round"));
  EXPECT_TRUE(contains(check({"--map", write("two.csv", "12345.c,Ada\n12345,Alan\n")}).err, "gives 12345.c to two students"));
}

TEST_F(ClassTest, AFolderWhoseSourceIsALinkIsNotCalledEmpty) {
  fs::create_directories(folder_ / "class/s01");
  fs::create_symlink(write("elsewhere.c", good()), folder_ / "class/s01/main.c");
  EXPECT_EQ(verdicts_of(check()), (Verdicts{{"s01", "CE"}}));
  EXPECT_TRUE(contains(because_["s01"], "symbolic link")) << because_["s01"];
}

TEST_F(ClassTest, NamesOfOtherEncodingsStayApart) {
  write("class/M\xfcller.c", good());
  write("class/M\xf6ller.c", good());
  write("class/Müller.c", good());
  EXPECT_EQ(verdicts_of(check()), (Verdicts{{"M\\xfcller", "OK"}, {"M\\xf6ller", "OK"}, {"Müller", "OK"}}));
}

TEST_F(ClassTest, OneStudentTwiceIsSaid) {
  write("class/s01.c", good());
  write("class/s01/main.c", good());
  const Ran ran = check();
  EXPECT_TRUE(contains(ran.err, "2 submissions, s01 and s01.c")) << ran.err;
  EXPECT_EQ(verdicts_of(ran).size(), 2u);
}

}  // namespace
}  // namespace grader
