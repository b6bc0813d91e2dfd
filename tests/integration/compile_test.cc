// compile_test.cc — submissions of every kind, honest and hostile, go through the compile box.
#include "grader/compile/compiler.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "tests/needs.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Status = CompileReport::Status;

class CompileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "compile-test-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(folder_);
  }

  /// A submission of these files: path → text.
  std::vector<SourceFile> submission(const std::map<std::string, std::string>& files) {
    std::vector<SourceFile> sources;
    for (const auto& [path, text] : files) sources.push_back({path, write("submission/" + path, text)});
    return sources;
  }
  fs::path write(const std::string& path, const std::string& text) {
    const fs::path file = folder_ / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  Build build(const BuildRecipe& recipe, const std::vector<SourceFile>& sources) {
    auto result = compile(recipe, sources, folder_ / "task", options_);
    if (!result) ADD_FAILURE() << result.error().text();
    return result ? std::move(result.value()) : Build{};
  }

  fs::path folder_;
  CompileOptions options_;
};

BuildRecipe one_program(std::vector<std::string> sources = {"*.c", "*.cc", "*.cpp"}) {
  BuildRecipe recipe;
  recipe.programs.push_back({.name = "main", .sources = std::move(sources), .flags = {"-Wall", "-pthread"}});
  return recipe;
}

std::string bytes_of(const Program& program) {
  struct stat about = {};
  EXPECT_EQ(::fstat(program.file->get(), &about), 0);
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  EXPECT_EQ(::pread(program.file->get(), bytes.data(), bytes.size(), 0), about.st_size);
  return bytes;
}

bool says(const Build& build, const std::string& text) {
  return std::any_of(build.report.diagnostics.begin(), build.report.diagnostics.end(),
                     [&](const Diagnostic& d) { return d.message.find(text) != std::string::npos; });
}

std::string all_of(const Build& build) {
  std::string text;
  for (const Diagnostic& d : build.report.diagnostics)
    text += d.file + ":" + std::to_string(d.line) + ": " + d.severity + ": " + d.message.substr(0, 300) + "\n";
  return text;
}

TEST_F(CompileTest, OneFileOfAnyNameBecomesASealedProgram) {
  const Build built = build(one_program({"server.c"}), submission({{"ivanov.c", "int main(void) { return 0; }\n"}}));
  ASSERT_EQ(built.report.status, Status::kOk) << all_of(built);
  ASSERT_EQ(built.programs.size(), 1u);
  EXPECT_EQ(built.programs[0].name, "main");
  EXPECT_TRUE(bytes_of(built.programs[0]).starts_with("\x7f" "ELF"));
  EXPECT_NE(::fcntl(built.programs[0].file->get(), F_GET_SEALS) & F_SEAL_WRITE, 0);
  EXPECT_TRUE(built.compiler.starts_with("gcc ")) << built.compiler;
  EXPECT_GT(built.report.wall_ms, 0);
}

TEST_F(CompileTest, DebugInformationNamesFilesAsTheStudentDoes) {
  const Build built = build(one_program({"src/*.c"}), submission({{"src/a.c", "int main(void) { return 0; }\n"},
                                                                  {"src/b.c", "int b;\n"}}));
  ASSERT_EQ(built.report.status, Status::kOk) << all_of(built);
  const std::string bytes = bytes_of(built.programs[0]);
  EXPECT_NE(bytes.find("src/a.c"), std::string::npos);
  EXPECT_EQ(bytes.find("/work/src"), std::string::npos);
  EXPECT_EQ(bytes.find(folder_.string()), std::string::npos);
}

TEST_F(CompileTest, FoldersHeadersMixedLanguagesAndAHarnessAreBuilt) {
  write("task/check/harness.c", "#include \"harness.h\"\nint answer(void);\nint main(void) { return answer() - ANSWER; }\n");
  write("task/check/harness.h", "#define ANSWER 42\n");
  BuildRecipe recipe = one_program({"*.cc"});
  recipe.programs[0].harness = {"check/harness.c", "check/harness.h"};
  const Build built = build(recipe, submission({{"a.cc", "#include \"inc/answer.h\"\nint answer() { return the_answer; }\n"},
                                                {"inc/answer.h", "extern \"C\" int answer();\nconstexpr int the_answer = 42;\n"}}));
  EXPECT_EQ(built.report.status, Status::kOk) << all_of(built);
}

TEST_F(CompileTest, ErrorsHavePlaceAndTheStudentsPath) {
  const Build built = build(one_program(), submission({{"pool.c", "int main(void) {\n  return missing;\n}\n"}}));
  ASSERT_EQ(built.report.status, Status::kError);
  ASSERT_FALSE(built.report.diagnostics.empty());
  const Diagnostic& first = built.report.diagnostics[0];
  EXPECT_EQ(first.file, "pool.c");
  EXPECT_EQ(first.line, 2);
  EXPECT_EQ(first.column, 10);
  EXPECT_EQ(first.severity, "error");
  EXPECT_TRUE(built.programs.empty());
  EXPECT_FALSE(built.report.limit);
}

// GCC 12 stops at -fmax-errors without writing its JSON: the errors were lost.
TEST_F(CompileTest, MoreErrorsThanAreShownStillGiveTheFirst) {
  std::string text = "int main(void) {\n";
  for (int i = 0; i < 80; ++i) text += "missing" + std::to_string(i) + ";\n";
  const Build built = build(one_program(), submission({{"pool.c", text + "}\n"}}));
  ASSERT_EQ(built.report.status, Status::kError);
  ASSERT_GE(built.report.diagnostics.size(), 50u);
  EXPECT_EQ(built.report.diagnostics[0].file, "pool.c");
  EXPECT_EQ(built.report.diagnostics[0].line, 2);
}

TEST_F(CompileTest, WarningsAreKeptWithTheProgram) {
  const Build built = build(one_program(), submission({{"pool.c", "int main(void) { int x; return 0; }\n"}}));
  EXPECT_EQ(built.report.status, Status::kOk);
  EXPECT_TRUE(says(built, "unused variable")) << all_of(built);
}

TEST_F(CompileTest, LinkerErrorsNameTheLine) {
  const Build built = build(one_program(), submission({{"pool.c", "int f(void);\nint main(void) {\n  return f();\n}\n"}}));
  ASSERT_EQ(built.report.status, Status::kError);
  ASSERT_FALSE(built.report.diagnostics.empty());
  EXPECT_EQ(built.report.diagnostics[0].file, "pool.c");
  EXPECT_EQ(built.report.diagnostics[0].line, 3);
  EXPECT_TRUE(says(built, "undefined reference to `f'")) << all_of(built);
}

TEST_F(CompileTest, MissingSourcesAreNamedWithWhatWasFound) {
  const Build built = build(one_program({"server.c", "server.cc"}), submission({{"main.c", ""}, {"util.h", ""}}));
  EXPECT_EQ(built.report.status, Status::kError);
  EXPECT_TRUE(says(built, "no source file matches server.c, server.cc")) << all_of(built);
  EXPECT_TRUE(says(built, "found main.c, util.h")) << all_of(built);
}

TEST_F(CompileTest, AnEmptySubmissionIsAnErrorOfTheStudent) {
  const Build built = build(one_program(), {});
  EXPECT_EQ(built.report.status, Status::kError);
  EXPECT_TRUE(says(built, "found nothing")) << all_of(built);
}

TEST_F(CompileTest, ABinaryAsSourceIsAnErrorOfTheStudent) {
  const Build built = build(one_program(), submission({{"a.c", std::string("\x7f" "ELF\0\1\2\xff\xfe\0\0", 11)}}));
  EXPECT_EQ(built.report.status, Status::kError);
  EXPECT_FALSE(built.report.diagnostics.empty());
}

TEST_F(CompileTest, NamesThatLookLikeOptionsOrAreNoTextAreFiles) {
  const Build built = build(one_program(), submission({{"-o x.c", "int main(void) { return 0; }\n"},
                                                       {"@a\nb\xff.c", "int y;\n"}}));
  EXPECT_EQ(built.report.status, Status::kOk) << all_of(built);
}

TEST_F(CompileTest, TheStudentsMakefileIsRunAndItsProgramHasDebugInformation) {
  BuildRecipe recipe = one_program();
  recipe.makefile = true;
  const auto sources = submission({{"Makefile", "main: a.c\n\tgcc -o main a.c\n"}, {"a.c", "int main(void) { return 0; }\n"}});
  const Build built = build(recipe, sources);
  ASSERT_EQ(built.report.status, Status::kOk) << all_of(built);
  EXPECT_NE(bytes_of(built.programs[0]).find(".debug_info"), std::string::npos);
}

TEST_F(CompileTest, AMakefileThatLeavesNoProgramOrALinkIsAnErrorOfTheStudent) {
  BuildRecipe recipe = one_program();
  recipe.makefile = true;
  for (const char* rule : {"true", "ln -s /etc/passwd main", "mkfifo main", "mkdir main", "ln -s /proc/self/exe main"}) {
    const Build built = build(recipe, submission({{"Makefile", std::string("all:\n\t") + rule + "\n"}}));
    EXPECT_EQ(built.report.status, Status::kError) << rule;
    EXPECT_TRUE(says(built, "left no program 'main'")) << rule << all_of(built);
  }
}

TEST_F(CompileTest, AMissingCompilerIsTheGradersFaultWithARemedy) {
  options_.c_compiler = "gcc-99";
  const auto result = compile(one_program(), submission({{"a.c", ""}}), folder_, options_);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().text(), "gcc-99 not found in PATH: run 'apt install gcc-99'");
}

TEST_F(CompileTest, ClangBuildsToo) {
  if (::access("/usr/bin/clang", X_OK) != 0) GTEST_SKIP() << "clang is not installed (it is optional)";
  options_.c_compiler = "clang";
  options_.cxx_compiler = "clang++";
  const Build good = build(one_program(), submission({{"a.c", "int main(void) { return 0; }\n"}}));
  EXPECT_EQ(good.report.status, Status::kOk) << all_of(good);
  const Build bad = build(one_program(), submission({{"a.c", "int main(void) {\n  return missing;\n}\n"}}));
  ASSERT_EQ(bad.report.status, Status::kError);
  EXPECT_EQ(bad.report.diagnostics[0].file, "a.c");
  EXPECT_EQ(bad.report.diagnostics[0].line, 2);
}

/// Sources made to exhaust a compiler. Each ends within the limits, as an error.
TEST_F(CompileTest, AbuseEndsWithinItsLimits) {
  options_.limits.wall = std::chrono::seconds(10);
  options_.limits.cpu = std::chrono::seconds(4);
  options_.limits.memory_bytes = 512ull << 20;
  const std::map<std::string, std::string> abuses{
      {"device.c", "#include \"/dev/zero\"\nint main(void) { return 0; }\n"},
      {"stdin.c", "#include \"/dev/stdin\"\nint main(void) { return not_there; }\n"},
      {"self.c", "#include \"self.c\"\n#include \"self.c\"\nint main(void) { return 0; }\n"},
      {"array.c", "static char a[1 << 30] = {1};\nint main(void) { return a[5]; }\n"},
      {"template.cc", "template <int N, int M> struct B { static const long v = B<N - 1, M * 2>::v + B<N - 1, M * 2 + 1>::v; };\n"
                      "template <int M> struct B<0, M> { static const long v = M; };\nint main() { return B<26, 1>::v; }\n"},
      {"macro.c", "#define A x x x x x x x x\n#define B A A A A A A A A\n#define C B B B B B B B B\n#define D C C C C C C C C\n"
                  "#define E D D D D D D D D\n#define F E E E E E E E E\n#define G F F F F F F F F\n#define H G G G G G G G G\n"
                  "int main(void) { H H H H }\n"},
      {"flood.c", "#define W _Pragma(\"GCC warning \\\"a long warning text that is written again and again\\\"\")\n#define X W W W W W W W W W W\n"
                  "#define Y X X X X X X X X X X\n#define Z Y Y Y Y Y Y Y Y Y Y\nZ Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z Z\n"
                  "int main(void) { return no; }\n"},
  };
  for (const auto& [name, text] : abuses) {
    const auto started = std::chrono::steady_clock::now();
    const Build built = build(one_program(), submission({{name, text}}));
    const auto wall = std::chrono::steady_clock::now() - started;
    EXPECT_EQ(built.report.status, Status::kError) << name;
    EXPECT_FALSE(built.report.diagnostics.empty()) << name;
    EXPECT_LE(built.report.diagnostics.size(), 400u) << name;
    RecordProperty(name, std::to_string(std::chrono::duration<double, std::milli>(wall).count()) + " ms, limit " +
                             (built.report.limit ? built.report.limit->name : "none"));
    fs::remove_all(folder_ / "submission");
  }
}

TEST_F(CompileTest, AMakefileThatNeverEndsMeetsTheWallLimit) {
  options_.limits.wall = std::chrono::milliseconds(300);
  BuildRecipe recipe = one_program();
  recipe.makefile = true;
  const Build built = build(recipe, submission({{"Makefile", "all:\n\tsleep 1000 & sleep 1000\n"}}));
  EXPECT_EQ(built.report.status, Status::kError);
  ASSERT_TRUE(built.report.limit);
  EXPECT_EQ(built.report.limit->name, "wall");
  EXPECT_EQ(built.report.limit->value, 300u);
}

TEST_F(CompileTest, AFloodOfMessagesMeetsTheOutputLimit) {
  options_.limits.output_bytes = 100000;
  BuildRecipe recipe = one_program();
  recipe.makefile = true;
  const Build built = build(recipe, submission({{"Makefile", "all:\n\tyes no >&2\n"}}));
  ASSERT_TRUE(built.report.limit);
  EXPECT_EQ(built.report.limit->name, "output");
}

TEST_F(CompileTest, NothingOfTheTaskOrTheHostIsInTheCompileBox) {
  GRADER_NEEDS_LEVEL_FULL();  // at level plain the student's uid reads what everybody may read
  write("task/secret.h", "#define SECRET 1\n");
  const Build built = build(one_program(), submission({{"a.c", "#include \"" + (folder_ / "task/secret.h").string() +
                                                                   "\"\nint main(void) { return SECRET; }\n"}}));
  EXPECT_EQ(built.report.status, Status::kError);
}

TEST_F(CompileTest, TheCacheGivesTheSameProgramAndAnotherForOtherContent) {
  const auto sources = submission({{"a.c", "int main(void) { return 0; }\n"}});
  const auto cold = compile_cached(one_program(), sources, folder_, options_);
  const auto warm = compile_cached(one_program(), sources, folder_, options_);
  ASSERT_TRUE(cold && warm);
  ASSERT_EQ(warm.value().report.status, Status::kOk);
  EXPECT_EQ(bytes_of(cold.value().programs[0]), bytes_of(warm.value().programs[0]));
  EXPECT_EQ(cold.value().compiler, warm.value().compiler);
  EXPECT_LT(warm.value().report.wall_ms, cold.value().report.wall_ms);
  write("submission/a.c", "int main(void) { return 1; }\n");
  const auto other = compile_cached(one_program(), sources, folder_, options_);
  ASSERT_TRUE(other);
  EXPECT_NE(bytes_of(cold.value().programs[0]), bytes_of(other.value().programs[0]));
}

TEST_F(CompileTest, ADamagedCacheEntryIsBuiltAgain) {
  const auto sources = submission({{"a.c", "int main(void) { return 0; }\n"}});
  ASSERT_TRUE(compile_cached(one_program(), sources, folder_, options_));
  int entries = 0;
  for (const auto& entry : fs::directory_iterator(folder_ / "cache" / "grader")) {
    fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    ++entries;
  }
  EXPECT_EQ(entries, 1);
  const auto again = compile_cached(one_program(), sources, folder_, options_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again.value().report.status, Status::kOk);
}

TEST_F(CompileTest, CounterpartsAreBuiltForTheReference) {
  BuildRecipe recipe = one_program({"server.c"});
  recipe.counterparts.push_back({.name = "client", .sources = {"client.c"}});
  const auto built = compile_cached(recipe, submission({{"server.c", "int main(void) { return 0; }\n"},
                                                        {"client.c", "int main(void) { return 1; }\n"}}), folder_, options_);
  ASSERT_TRUE(built);
  ASSERT_EQ(built.value().programs.size(), 2u);
  EXPECT_EQ(built.value().programs[1].name, "client");
}

TEST_F(CompileTest, ToolchainsHaveVersions) {
  const auto found = toolchains(options_);
  ASSERT_FALSE(found.empty());
  for (const Toolchain& tool : found) EXPECT_NE(tool.version.find('.'), std::string::npos) << tool.command;
}

}  // namespace
}  // namespace grader
