// module_file.cc — ELF files that boxed processes map, with their symbols, lines and unwind tables.
#include "grader/diagnose/module_file.h"

#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "grader/diagnose/proc_reader.h"

#include "grader/diagnose/system_files.h"

namespace grader {
namespace {

// The default would look for separate debug information on disk and over the network.
int no_debuginfo(Dwfl_Module*, void**, const char*, Dwarf_Addr, const char*, const char*, GElf_Word, char**) { return -1; }
int no_elf(Dwfl_Module*, void**, const char*, Dwarf_Addr, char**, Elf**) { return -1; }
constexpr Dwarf_Word kLongestLine = 100'000;  // bytes
const Dwfl_Callbacks kCallbacks = {no_elf, no_debuginfo, dwfl_offline_section_address, nullptr};

constexpr off_t kMaxElfBytes = 512 << 20;
constexpr std::size_t kMaxFiles = 512;  // each holds a descriptor

std::string demangled(const char* name) {
  int status = 0;
  char* text = name[0] == '_' && name[1] == 'Z' ? abi::__cxa_demangle(name, nullptr, nullptr, &status) : nullptr;
  std::string result = text ? text : name;
  std::free(text);
  return result;
}

// As the student knows it: relative to the folder where it was compiled.
std::string source_name(std::string name, const char* compiled_in) {
  if (compiled_in && name.starts_with(std::string(compiled_in) + "/")) name.erase(0, std::strlen(compiled_in) + 1);
  for (const char* prefix : {"/work/src/", "/work/", "./"})
    if (name.starts_with(prefix)) name.erase(0, std::strlen(prefix));
  return name;
}

/// The compilation unit that holds `address`; `bias` is what to subtract from it. clang writes no .debug_aranges, by
/// which libdw finds a unit at once: then all are asked.
Dwarf_Die* unit_of(Dwfl_Module* module, Dwarf_Addr address, Dwarf_Addr& bias) {
  if (Dwarf_Die* unit = dwfl_module_addrdie(module, address, &bias)) return unit;
  for (Dwarf_Die* unit = nullptr; (unit = dwfl_module_nextcu(module, unit, &bias)) != nullptr;)
    if (dwarf_haspc(unit, address - bias) == 1) return unit;
  return nullptr;
}

/// The folder in which the unit was compiled.
const char* folder_of(Dwarf_Die* unit) {
  Dwarf_Attribute folder;
  return dwarf_attr(unit, DW_AT_comp_dir, &folder) ? dwarf_formstring(&folder) : nullptr;
}

std::optional<std::uint64_t> number_of(Dwarf_Die* die, unsigned attribute) {
  Dwarf_Attribute found;
  Dwarf_Word value = 0;
  if (!dwarf_attr_integrate(die, attribute, &found) || dwarf_formudata(&found, &value) != 0) return std::nullopt;
  return value;
}

std::string function_name(Dwarf_Die* function) {
  Dwarf_Attribute linkage;
  const char* name = dwarf_attr_integrate(function, DW_AT_linkage_name, &linkage) ? dwarf_formstring(&linkage) : nullptr;
  if (!name) name = dwarf_diename(function);
  return name ? demangled(name) : "";
}

/// Where the compiler expanded the function.
Frame call_site(Dwarf_Die* inlined, Dwarf_Die* unit) {
  Frame frame;
  SourceLocation& at = frame.at;
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  const auto file = number_of(inlined, DW_AT_call_file), line = number_of(inlined, DW_AT_call_line);
  if (!file || !line || *line > 10'000'000 || dwarf_getsrcfiles(unit, &files, &count) != 0 || *file >= count) return frame;
  const char* name = dwarf_filesrc(files, *file, nullptr, nullptr);
  if (name) at.file = source_name(name, folder_of(unit)), at.line = static_cast<int>(*line);
  if (const auto column = number_of(inlined, DW_AT_call_column); column && *column < kLongestLine) frame.column = static_cast<int>(*column);
  return frame;
}

void add_inline_callers(Dwarf_Die* unit, Dwarf_Addr address, std::vector<Frame>& places) {
  constexpr int kMostScopes = 64;
  constexpr std::size_t kMostPlaces = 16;
  // From the first inlined function on, dwarf_getscopes() goes on with where that was defined, not with its callers.
  Dwarf_Die* found = nullptr;
  const bool known = dwarf_getscopes(unit, address, &found) > 0;
  const std::unique_ptr<Dwarf_Die, decltype(&std::free)> innermost(found, std::free);
  Dwarf_Die* outwards = nullptr;
  const int count = known ? std::min(dwarf_getscopes_die(innermost.get(), &outwards), kMostScopes) : 0;
  const std::unique_ptr<Dwarf_Die, decltype(&std::free)> scopes(outwards, std::free);
  const std::string outermost = places.front().at.function;  // as the symbol table calls it
  for (int i = 0; i < count && places.size() < kMostPlaces; ++i) {
    Dwarf_Die* scope = scopes.get() + i;
    if (dwarf_tag(scope) != DW_TAG_inlined_subroutine) continue;
    places.back().at.function = function_name(scope);
    places.push_back(call_site(scope, unit));
    places.back().at.function = outermost;
  }
}

}  // namespace

ModuleFile::ModuleFile(sandbox::Fd fd, std::string path, bool students)
    : fd_(std::move(fd)), path_(std::move(path)), students_(students) {}

ModuleFile::~ModuleFile() {
  if (dwfl_) dwfl_end(dwfl_);
}

Dwfl_Module* ModuleFile::module() {
  if (opened_) return module_;
  opened_ = true;
  dwfl_ = dwfl_begin(&kCallbacks);
  if (!dwfl_) return nullptr;
  dwfl_report_begin(dwfl_);
  const int copy = ::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 3);
  // Bias 0: addresses of the module are those in the file.
  module_ = dwfl_report_elf(dwfl_, path_.c_str(), path_.c_str(), copy, 0, true);
  if (!module_ && copy >= 0) ::close(copy);
  dwfl_report_end(dwfl_, nullptr, nullptr);
  return module_;
}

std::optional<std::uint64_t> ModuleFile::address_at(std::uint64_t offset) {
  GElf_Addr bias = 0;
  Elf* elf = module() ? dwfl_module_getelf(module_, &bias) : nullptr;
  std::size_t count = 0;
  if (!elf || elf_getphdrnum(elf, &count) != 0) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr header;
    if (!gelf_getphdr(elf, static_cast<int>(i), &header) || header.p_type != PT_LOAD) continue;
    if (header.p_offset <= offset && offset - header.p_offset < header.p_filesz)
      return offset - header.p_offset + header.p_vaddr;
  }
  return std::nullopt;
}

std::vector<Frame> ModuleFile::frames(std::uint64_t address) {
  std::vector<Frame> places(1);
  SourceLocation& at = places.front().at;
  if (!module()) return places;
  GElf_Off offset = 0;
  GElf_Sym symbol;
  if (const char* name = dwfl_module_addrinfo(module_, address, &offset, &symbol, nullptr, nullptr, nullptr))
    at.function = demangled(name);
  Dwarf_Addr bias = 0;
  Dwarf_Die* unit = unit_of(module_, address, bias);
  Dwarf_Line* line = unit ? dwarf_getsrc_die(unit, address - bias) : nullptr;
  int number = 0;
  if (const char* file = line && dwarf_lineno(line, &number) == 0 ? dwarf_linesrc(line, nullptr, nullptr) : nullptr)
    at.file = source_name(file, folder_of(unit)), at.line = number;
  if (line) dwarf_linecol(line, &places.front().column);
  if (unit) add_inline_callers(unit, address - bias, places);
  return places;
}


std::optional<std::uint64_t> ModuleFile::function_start(std::uint64_t address) {
  GElf_Off offset = 0;
  GElf_Sym symbol;
  if (!module() || !dwfl_module_addrinfo(module_, address, &offset, &symbol, nullptr, nullptr, nullptr)) return std::nullopt;
  return address - offset;
}

std::optional<ModuleFile::CallBefore> ModuleFile::call_before(std::uint64_t file_offset) {
  constexpr std::size_t kLongest = 7;
  std::array<std::uint8_t, kLongest> code{};
  if (file_offset < kLongest || ::pread(fd_.get(), code.data(), kLongest, static_cast<off_t>(file_offset - kLongest)) !=
                                    static_cast<ssize_t>(kLongest))
    return std::nullopt;
  if (code[2] == 0xe8) {  // call rel32
    std::int32_t relative = 0;
    std::memcpy(&relative, &code[3], sizeof relative);
    const auto here = address_at(file_offset);
    if (here) return CallBefore{5, *here + static_cast<std::uint64_t>(static_cast<std::int64_t>(relative))};
    return CallBefore{5, std::nullopt};
  }
  // call r/m64: FF /2 with 0 to 4 bytes of displacement, and an optional prefix.
  for (const std::size_t at : {5u, 4u, 3u, 1u})
    if (code[at] == 0xff && (code[at + 1] >> 3 & 7) == 2) return CallBefore{static_cast<int>(kLongest - at), std::nullopt};
  return std::nullopt;
}

std::shared_ptr<ModuleFile> ModuleFiles::add(sandbox::Fd fd, const std::string& path, std::uint64_t inode) {
  struct stat st{};
  if (::fstat(fd.get(), &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > kMaxElfBytes) return nullptr;
  const auto file = std::make_shared<ModuleFile>(std::move(fd), path, !of_system(path));
  files_[{path, inode}] = file;
  return file;
}

std::shared_ptr<ModuleFile> ModuleFiles::of_process(pid_t pid, const Mapping& mapping) {
  if (!mapping.name.starts_with('/')) return nullptr;
  if (const auto it = files_.find({mapping.name, mapping.inode}); it != files_.end()) return it->second;
  if (files_.size() >= kMaxFiles) return nullptr;
  auto fd = open_as_seen_by(pid, mapping.name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  struct stat st{};
  if (!fd || ::fstat(fd->get(), &st) != 0 || st.st_ino != mapping.inode) {
    // Removed or replaced since: the executable itself is still reachable.
    fd = sandbox::Fd(::open(proc_path(pid, "exe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!*fd || ::fstat(fd->get(), &st) != 0 || st.st_ino != mapping.inode) return nullptr;
  }
  return add(std::move(*fd), mapping.name, mapping.inode);
}

std::shared_ptr<ModuleFile> ModuleFiles::by_path(int root, const std::string& path) {
  for (const auto& [key, file] : files_)
    if (key.first == path) return file;
  if (files_.size() >= kMaxFiles) return nullptr;
  auto fd = open_in_root(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  return fd ? add(std::move(*fd), path, 0) : nullptr;
}

}  // namespace grader
