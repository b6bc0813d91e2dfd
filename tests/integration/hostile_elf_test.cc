// hostile_elf_test.cc — programs whose debug information is broken on purpose: it costs line numbers, never a verdict.
#include <elf.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "grader/diagnose/observe.h"
#include "grader/diagnose/proc_reader.h"
#include "grader/diagnose/resolved_stacks.h"
#include "grader/scenario/player.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSource = R"(#include <unistd.h>
static int wait_for(int fd) {
  char c;
  return (int)read(fd, &c, 1);
}
int main(void) {
  int p[2];
  if (pipe(p)) return 1;
  write(1, "ready", 5);
  return wait_for(p[0]);
}
)";

struct Range {
  std::size_t begin = 0, size = 0;
};

class HostileElfTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "hostile-elf-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::ofstream(folder_ / "main.c") << kSource;
    ASSERT_EQ(std::system(("cd " + name + " && cc -g -O0 -w main.c -o main").c_str()), 0);
    std::ifstream in(folder_ / "main", std::ios::binary);
    good_.assign(std::istreambuf_iterator<char>(in), {});
    find_ranges();
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// What the kernel and the loader do not read: sections of debug information, unwind tables, section headers.
  void find_ranges() {
    Elf64_Ehdr elf;
    std::memcpy(&elf, good_.data(), sizeof elf);
    std::vector<Elf64_Shdr> sections(elf.e_shnum);
    std::memcpy(sections.data(), &good_[elf.e_shoff], sections.size() * sizeof(Elf64_Shdr));
    for (const Elf64_Shdr& section : sections) {
      const std::string name = &good_[sections[elf.e_shstrndx].sh_offset + section.sh_name];
      if (name.starts_with(".debug_") || name.starts_with(".eh_frame") || name == ".symtab" || name == ".strtab")
        ranges_.push_back({section.sh_offset, section.sh_size});
    }
    ranges_.push_back({elf.e_shoff, sections.size() * sizeof(Elf64_Shdr)});
    ASSERT_GE(ranges_.size(), 7u);
  }

  std::string broken(std::mt19937& random) const {
    std::string bytes = good_;
    const Range& range = ranges_[random() % ranges_.size()];
    const unsigned count = 1u << random() % 8;
    for (unsigned n = 0; n < count; ++n) {
      static constexpr unsigned char kEdges[] = {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
      const auto value = random() % 2 == 0 ? static_cast<unsigned char>(random()) : kEdges[random() % 6];
      bytes[range.begin + random() % range.size] = static_cast<char>(value);
    }
    return bytes;
  }

  static std::shared_ptr<sandbox::Fd> file_of(const std::string& bytes) {
    auto fd = std::make_shared<sandbox::Fd>(::memfd_create("program", MFD_CLOEXEC));
    EXPECT_EQ(::write(fd->get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    return fd;
  }

  /// The stack of the program where it waits.
  StackCapture capture_waiting() {
    int out[2], in[2];
    EXPECT_EQ(::pipe2(out, O_CLOEXEC) | ::pipe2(in, O_CLOEXEC), 0);
    const std::string program = folder_ / "main";
    const pid_t pid = ::fork();
    if (pid == 0) {
      ::dup2(out[1], 1);
      ::execl(program.c_str(), "main", nullptr);
      ::_exit(127);
    }
    char ready[5];
    EXPECT_EQ(::read(out[0], ready, sizeof ready), 5);
    ModuleFiles files;
    std::optional<StackCapture> stack;
    for (int tries = 0; tries < 10'000 && !stack; ++tries) {
      const auto line = syscall_of(pid, pid);
      if (line && line->nr == 0) stack = capture_stopped(files, pid);
      else ::sched_yield();
    }
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    for (const int fd : {out[0], out[1], in[0], in[1]}) ::close(fd);
    EXPECT_TRUE(stack);
    return stack.value_or(StackCapture{});
  }

  fs::path folder_;
  std::string good_;
  std::vector<Range> ranges_;
};

TEST_F(HostileElfTest, LinesOfAGoodProgramAreFound) {
  const StackCapture capture = capture_waiting();
  ResolvedStacks stacks;
  stacks.want(capture);
  stacks.resolve();
  EXPECT_EQ(place_in_student_code(stacks.of(capture)), (SourceLocation{"main.c", 4, "wait_for"}));
}

TEST_F(HostileElfTest, BrokenDebugInformationCostsOnlyLines) {
  const StackCapture capture = capture_waiting();
  std::mt19937 random(20);
  for (int round = 0; round < 300; ++round) {
    const auto file = file_of(broken(random));
    StackCapture hostile = capture;
    for (MappedModule& m : hostile.modules)
      if (m.file && m.file->students())
        m.file = std::make_shared<ModuleFile>(sandbox::Fd(::dup(file->get())), m.file->path(), true);
    // The second stack knows of no hostile file: whatever the first does to the helper, it must come out whole.
    StackCapture other = capture;
    std::erase_if(other.modules, [](const MappedModule& m) { return m.file && m.file->students(); });
    ResolvedStacks stacks;
    stacks.want(hostile);
    stacks.want(other);
    stacks.resolve();
    EXPECT_FALSE(stacks.of(hostile).empty()) << round;
    ASSERT_FALSE(stacks.of(other).empty()) << round;
    EXPECT_EQ(stacks.of(other)[0].at.function, stacks.of(hostile)[0].at.function) << round;
  }
}

TEST_F(HostileElfTest, ADeadlockIsProvedWhateverTheDebugInformationSays) {
  std::mt19937 random(4);
  for (int round = 0; round < 15; ++round) {
    ProgramSet programs;
    programs.students["main"] = file_of(broken(random));
    StartStep start;
    start.role = "main", start.program = "main";
    Scenario scenario;
    scenario.name = "test";
    scenario.steps = {start};
    const auto evidence = play(scenario, programs, {}, [](sandbox::Box& box) { return observe(box, {}); });
    ASSERT_TRUE(evidence) << evidence.error().text();
    EXPECT_TRUE(evidence.value().stuck) << round;
  }
}

}  // namespace
}  // namespace grader
