// module_file.h — ELF files that boxed processes map, kept open, with their symbols, lines and unwind tables.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/diagnose/proc_maps.h"
#include "grader/model/location.h"
#include "sandbox/fd.h"

struct Dwfl;
struct Dwfl_Module;

namespace grader {

/// One ELF file. Opened at capture, since the student may remove it later; parsed only when asked.
/// The file may be the student's own: whatever cannot be parsed is simply not known.
class ModuleFile {
 public:
  ModuleFile(sandbox::Fd fd, std::string path, bool students);
  ~ModuleFile();

  const std::string& path() const { return path_; }
  bool students() const { return students_; }
  /// The module's own address of the byte at `offset` of the file.
  std::optional<std::uint64_t> address_at(std::uint64_t offset);
  /// Where `address` is, and, if that function was expanded inline, where it was called, and so on outwards.
  std::vector<Frame> frames(std::uint64_t address);
  /// Start of the function that holds `address`.
  std::optional<std::uint64_t> function_start(std::uint64_t address);
  /// The call instruction's length if one ends right before `address`; its target if it is a direct one.
  struct CallBefore { int length = 0; std::optional<std::uint64_t> target; };
  std::optional<CallBefore> call_before(std::uint64_t file_offset);
  Dwfl_Module* module();
  /// From now on nothing of it is known but its name.
  void leave_unread() { opened_ = true, module_ = nullptr; }

 private:
  sandbox::Fd fd_;
  std::string path_;
  bool students_;
  bool opened_ = false;
  Dwfl* dwfl_ = nullptr;
  Dwfl_Module* module_ = nullptr;
};

/// Every module seen in a run, opened once for each file.
class ModuleFiles {
 public:
  /// The file behind `mapping` of `pid`; absent when it cannot be opened.
  std::shared_ptr<ModuleFile> of_process(pid_t pid, const Mapping& mapping);
  /// The file last seen under `path`, else the one below the folder `root`.
  std::shared_ptr<ModuleFile> by_path(int root, const std::string& path);

 private:
  std::shared_ptr<ModuleFile> add(sandbox::Fd fd, const std::string& path, std::uint64_t inode);
  std::map<std::pair<std::string, std::uint64_t>, std::shared_ptr<ModuleFile>> files_;  ///< by path and inode
};

}  // namespace grader
