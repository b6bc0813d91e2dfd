// core_file_fuzz.cc — core files, which a student's process may forge.
#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/procfs.h>
#include <unistd.h>

#include <cstring>

#include "grader/diagnose/core_file.h"
#include "tests/fuzz/fuzz.h"

namespace {

/// A core whose frame is sound and whose notes and segments are the input: bytes alone seldom get past the frame.
std::string framed(std::string_view input) {
  constexpr std::size_t kSegments = 2;
  Elf64_Ehdr head{};
  std::memcpy(head.e_ident, ELFMAG, SELFMAG);
  head.e_ident[EI_CLASS] = ELFCLASS64, head.e_type = ET_CORE;
  head.e_phoff = sizeof head, head.e_phentsize = sizeof(Elf64_Phdr), head.e_phnum = kSegments + 1;
  Elf64_Phdr segments[kSegments + 1] = {};
  std::memcpy(segments + 1, input.data(), std::min(input.size(), sizeof(Elf64_Phdr) * kSegments));
  input.remove_prefix(std::min(input.size(), sizeof(Elf64_Phdr) * kSegments));
  segments[0].p_type = PT_NOTE, segments[0].p_offset = sizeof head + sizeof segments, segments[0].p_filesz = input.size();
  std::string core(reinterpret_cast<const char*>(&head), sizeof head);
  core.append(reinterpret_cast<const char*>(segments), sizeof segments);
  return core.append(input);
}

void read(const std::string& core) {
  const int root = ::open("/proc/self/task", O_PATH | O_DIRECTORY | O_CLOEXEC);  // no ELF file is below it
  const sandbox::Fd folder(root), file(::memfd_create("core", MFD_CLOEXEC));
  fuzz::must(::write(file.get(), core.data(), core.size()) == static_cast<ssize_t>(core.size()));
  grader::ModuleFiles files;
  const auto seen = grader::read_core(file, files, folder.get());
  fuzz::must(!seen || seen->stack.bytes.size() <= core.size());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read(std::string(fuzz::text_of(data, size)));
  read(framed(fuzz::text_of(data, size)));
  return 0;
}
