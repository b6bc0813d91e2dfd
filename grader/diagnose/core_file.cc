// core_file.cc — reads what a core file says about a crash.
#include "grader/diagnose/core_file.h"

#include <elf.h>
#include <signal.h>
#include <sys/procfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <string_view>

namespace grader {
namespace {

constexpr std::size_t kMaxNotes = 4 << 20, kMaxStack = 256 << 10, kMaxModules = 256;

template <class T>
bool read_at(const sandbox::Fd& fd, std::uint64_t offset, T* into, std::size_t count) {
  const std::size_t bytes = count * sizeof(T);
  return offset < (1ull << 40) && ::pread(fd.get(), into, bytes, static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes);
}

std::uint64_t word_at(std::string_view data, std::size_t offset) {
  std::uint64_t value = 0;
  if (offset + sizeof value <= data.size()) std::memcpy(&value, data.data() + offset, sizeof value);
  return value;
}

/// NT_FILE: count, page size, count × (start, end, offset in pages), then the names.
std::vector<Mapping> mapped_files(std::string_view note) {
  std::vector<Mapping> maps;
  const std::uint64_t count = word_at(note, 0), page = word_at(note, 8);
  if (count > note.size() / 24 || page == 0 || page > (1 << 21)) return maps;
  std::string_view names = note.substr(std::min<std::size_t>(note.size(), 16 + count * 24));
  for (std::uint64_t i = 0; i < count && !names.empty(); ++i) {
    Mapping m;
    m.start = word_at(note, 16 + i * 24), m.end = word_at(note, 24 + i * 24), m.offset = word_at(note, 32 + i * 24) * page;
    const auto end = names.find('\0');
    m.name = names.substr(0, end);
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
    maps.push_back(std::move(m));
  }
  return maps;
}

#ifdef __x86_64__
void take_registers(CoreFile& core, std::string_view note) {
  prstatus_t status;
  if (note.size() < sizeof status || core.stack.registers.pc()) return;  // the first is the thread that crashed
  std::memcpy(&status, note.data(), sizeof status);
  core.signo = status.pr_cursig;
  // user_regs_struct: r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp
  constexpr int kDwarf[] = {15, 14, 13, 12, 6, 3, 11, 10, 9, 8, 0, 2, 1, 4, 5, -1, 16, -1, -1, 7};
  for (std::size_t i = 0; i < std::size(kDwarf); ++i)
    if (kDwarf[i] >= 0) core.stack.registers.values[static_cast<std::size_t>(kDwarf[i])] = status.pr_reg[i];
}
#else
void take_registers(CoreFile&, std::string_view) {}
#endif

/// The registers' note has the thread's id, this one the process's.
void take_process(CoreFile& core, std::string_view note) {
  prpsinfo_t info;
  if (note.size() < sizeof info) return;
  std::memcpy(&info, note.data(), sizeof info);
  core.box_pid = info.pr_pid;
}

void take_signal(CoreFile& core, std::string_view note) {
  siginfo_t info;
  if (note.size() < sizeof info) return;
  std::memcpy(&info, note.data(), sizeof info);
  core.signo = info.si_signo;
  if (info.si_signo == SIGSYS) core.call = info.si_syscall;
  else if (info.si_code > 0) core.fault_address = reinterpret_cast<std::uint64_t>(info.si_addr);
}

std::vector<Mapping> take_notes(CoreFile& core, std::string_view notes) {
  std::vector<Mapping> maps;
  constexpr int kMost = 4096;  // some a thread
  for (int n = 0; n < kMost && notes.size() >= sizeof(Elf64_Nhdr); ++n) {
    Elf64_Nhdr header;
    std::memcpy(&header, notes.data(), sizeof header);
    const std::size_t name_at = sizeof header, data_at = name_at + ((std::size_t{header.n_namesz} + 3) & ~std::size_t{3});
    const std::size_t next = data_at + ((std::size_t{header.n_descsz} + 3) & ~std::size_t{3});
    if (data_at + header.n_descsz > notes.size()) break;
    const std::string_view data = notes.substr(data_at, header.n_descsz);
    if (header.n_type == NT_PRSTATUS) take_registers(core, data);
    if (header.n_type == NT_PRPSINFO) take_process(core, data);
    if (header.n_type == NT_SIGINFO) take_signal(core, data);
    if (header.n_type == NT_FILE && maps.empty()) maps = mapped_files(data);
    notes.remove_prefix(std::min(next, notes.size()));
  }
  return maps;
}

void take_stack(CoreFile& core, const sandbox::Fd& fd, const std::vector<Elf64_Phdr>& headers) {
  const std::uint64_t sp = core.stack.registers.sp().value_or(0);
  for (const Elf64_Phdr& h : headers) {
    if (h.p_type != PT_LOAD || sp < h.p_vaddr || sp - h.p_vaddr >= h.p_filesz) continue;
    core.stack.base = sp;
    core.stack.bytes.resize(std::min<std::uint64_t>(kMaxStack, h.p_filesz - (sp - h.p_vaddr)));
    if (!read_at(fd, h.p_offset + (sp - h.p_vaddr), core.stack.bytes.data(), core.stack.bytes.size())) core.stack.bytes.clear();
    return;
  }
}

}  // namespace

std::optional<CoreFile> read_core(const sandbox::Fd& fd, ModuleFiles& files, int root) {
  Elf64_Ehdr elf;
  if (!read_at(fd, 0, &elf, 1) || std::memcmp(elf.e_ident, ELFMAG, SELFMAG) != 0 || elf.e_type != ET_CORE ||
      elf.e_ident[EI_CLASS] != ELFCLASS64 || elf.e_phentsize != sizeof(Elf64_Phdr))
    return std::nullopt;
  std::vector<Elf64_Phdr> headers(elf.e_phnum);
  if (!read_at(fd, elf.e_phoff, headers.data(), headers.size())) return std::nullopt;
  CoreFile core;
  std::vector<Mapping> maps;
  // The kernel writes one; a forged core may claim 65,535 of them, each as long as is allowed.
  constexpr int kMaxNoteSegments = 2;
  int segments = 0;
  // The list of mappings does not say what is executable: the program headers do.
  std::set<std::uint64_t> code;
  for (const Elf64_Phdr& h : headers) {
    if (h.p_type == PT_LOAD && (h.p_flags & PF_X) != 0) code.insert(h.p_vaddr);
    if (h.p_type != PT_NOTE || h.p_filesz > kMaxNotes || segments++ >= kMaxNoteSegments) continue;
    std::string notes(h.p_filesz, '\0');
    if (read_at(fd, h.p_offset, notes.data(), notes.size())) maps = take_notes(core, notes);
  }
  std::erase_if(maps, [&](const Mapping& m) { return !code.contains(m.start); });
  maps.resize(std::min(maps.size(), kMaxModules));
  for (Mapping& m : maps) {
    auto file = files.by_path(root, m.name);
    core.stack.modules.push_back({std::move(m), std::move(file)});
  }
  take_stack(core, fd, headers);
  core.stack.pc_is_exact = core.signo != SIGABRT && core.signo != SIGSYS;
  return core;
}

}  // namespace grader
