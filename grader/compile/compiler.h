// compiler.h — builds a submission's programs inside a box of their own.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"
#include "grader/model/verdict.h"
#include "sandbox/box.h"

namespace grader {

/// A built program: an open, sealed file (memfd or unlinked) that cannot change any more.
struct Program {
  std::string name;
  std::shared_ptr<sandbox::Fd> file;
};

struct Build {
  CompileReport report;
  std::vector<Program> programs;  ///< empty unless report.status is kOk
  std::string compiler;           ///< "gcc 12.2.0"
};

struct CompileOptions {
  std::optional<std::filesystem::path> rootfs;
  std::optional<sandbox::Level> level;
  std::string c_compiler;    ///< "gcc" unless said
  std::string cxx_compiler;  ///< "g++"
  sandbox::Limits limits{.wall = std::chrono::seconds(60), .cpu = std::chrono::seconds(20),
                         .memory_bytes = 1ull << 30, .tasks = 64, .open_files = 512,
                         .file_size_bytes = 64ull << 20, .output_bytes = 4ull << 20,
                         .tmpfs_bytes = 256ull << 20, .tmpfs_inodes = 16384};
};

/// One file of a submission, by its path relative to the submission's folder.
struct SourceFile {
  std::string path;
  std::filesystem::path host;
};

/// Compiles the recipe's programs from `sources`. A student's error is data in the report (kError, with the
/// limit when one was hit). Errors: the grader's own faults only (no compiler, no box).
sandbox::Result<Build> compile(const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                               const std::filesystem::path& task_folder, const CompileOptions& options);

/// The same for trusted reference programs, from the content-addressed cache ($XDG_CACHE_HOME/grader);
/// safe with several graders at once.
sandbox::Result<Build> compile_cached(const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                                      const std::filesystem::path& task_folder, const CompileOptions& options);

/// Compiler diagnostics in GCC's JSON form or clang's text. Pure.
std::vector<Diagnostic> parse_gcc_json(const std::string& text);
std::vector<Diagnostic> parse_clang_text(const std::string& text);

/// The compilers of this machine (or of `rootfs`), with versions: for doctor. Errors: none found.
struct Toolchain { std::string command, version; };
std::vector<Toolchain> toolchains(const CompileOptions& options);

}  // namespace grader
