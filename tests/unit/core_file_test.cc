// core_file_test.cc — cores that a student has forged: bounded work, bounded results, nothing believed.
#include <elf.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/procfs.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "grader/diagnose/core_file.h"

namespace grader {
namespace {

template <class T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string note(std::uint32_t type, const std::string& content) {
  std::string bytes;
  append(bytes, Elf64_Nhdr{5, static_cast<Elf64_Word>(content.size()), type});
  bytes.append("CORE\0\0\0\0", 8);
  bytes += content;
  bytes.resize((bytes.size() + 3) & ~std::size_t{3});
  return bytes;
}

/// NT_FILE: `count` mappings of one page each, all of the same empty name.
std::string mappings(std::uint64_t count) {
  std::string content;
  append(content, count);
  append(content, std::uint64_t{4096});
  for (std::uint64_t i = 0; i < count; ++i) append(content, std::array<std::uint64_t, 3>{i << 12, (i + 1) << 12, 0});
  return content + std::string(count, '\0');
}

std::optional<CoreFile> read(const std::string& notes, std::uint16_t segments, std::uint32_t type) {
  Elf64_Ehdr elf{};
  std::memcpy(elf.e_ident, ELFMAG, SELFMAG);
  elf.e_ident[EI_CLASS] = ELFCLASS64, elf.e_type = ET_CORE, elf.e_phentsize = sizeof(Elf64_Phdr);
  elf.e_phoff = sizeof elf, elf.e_phnum = segments;
  const std::uint64_t notes_at = sizeof elf + std::size_t{segments} * sizeof(Elf64_Phdr);
  std::string bytes;
  append(bytes, elf);
  for (std::uint64_t i = 0; i < segments; ++i) {
    Elf64_Phdr header{};
    header.p_type = i == 0 ? PT_NOTE : type, header.p_flags = PF_X | PF_R;
    header.p_offset = notes_at, header.p_filesz = notes.size(), header.p_vaddr = i << 12;
    append(bytes, header);
  }
  bytes += notes;
  const sandbox::Fd fd(::memfd_create("core", MFD_CLOEXEC));
  EXPECT_EQ(::write(fd.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  ModuleFiles files;
  return read_core(fd, files, -1);
}

std::string status_note(pid_t pid, int signo) {
  prstatus_t status{};
  status.pr_pid = pid, status.pr_cursig = static_cast<short>(signo);
  status.pr_reg[16] = 0x1000;  // rip
  std::string content;
  append(content, status);
  return note(NT_PRSTATUS, content);
}

std::string process_note(pid_t pid) {
  prpsinfo_t info{};
  info.pr_pid = pid;
  std::string content;
  append(content, info);
  return note(NT_PRPSINFO, content);
}

TEST(CoreFileTest, TheFirstThreadIsTheOneThatCrashedAndItsProcessIsNamed) {
  const auto core = read(status_note(9, SIGSEGV) + process_note(7) + status_note(8, SIGBUS), 1, PT_NOTE);
  ASSERT_TRUE(core);
  EXPECT_EQ(core->box_pid, 7);
  EXPECT_EQ(core->signo, SIGSEGV);
}

// Each header was once compared with each mapping: 65,535 times 170,000.
TEST(CoreFileTest, AsManyMappingsAsFitMeetAsManyHeadersAsThereCanBe) {
  const auto core = read(status_note(7, SIGSEGV) + note(NT_FILE, mappings(160'000)), 65'535, PT_LOAD);
  ASSERT_TRUE(core);
  EXPECT_LE(core->stack.modules.size(), 256u);
}

// Each segment may be four megabytes of notes, and all may be the same ones.
TEST(CoreFileTest, AsManyNoteSegmentsAsThereCanBe) {
  std::string notes;
  while (notes.size() < (4 << 20) - 4096) notes += status_note(7, SIGSEGV);
  EXPECT_TRUE(read(notes, 65'535, PT_NOTE));
}

TEST(CoreFileTest, NotesThatLieAboutTheirSizeAreLeftOut) {
  for (const std::uint32_t size : {0u, 1u, 0x7fffffffu, 0xfffffffcu, 0xffffffffu}) {
    std::string bytes;
    append(bytes, Elf64_Nhdr{size, size, NT_FILE});
    append(bytes, Elf64_Nhdr{size, 8, NT_FILE});
    append(bytes, ~std::uint64_t{0});
    EXPECT_TRUE(read(bytes, 2, PT_NOTE)) << size;
  }
  std::string content;
  append(content, ~std::uint64_t{0});
  append(content, std::uint64_t{4096});
  EXPECT_TRUE(read(note(NT_FILE, content), 2, PT_LOAD)->stack.modules.empty());
}

}  // namespace
}  // namespace grader
