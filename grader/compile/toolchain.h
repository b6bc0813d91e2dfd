// toolchain.h — which compilers there are, and their versions.
#pragma once

#include <string>

#include "grader/compile/build_plan.h"
#include "grader/compile/compiler.h"

namespace grader {

/// The compilers of a build with what `--version` said.
struct Toolset {
  CompilerChoice choice;
  std::string name;         ///< "gcc 12.2.0"
  std::string identity;     ///< both whole version lines: part of a cache key
};

/// Errors: a compiler is missing; the sentence names the remedy.
sandbox::Result<Toolset> find_toolset(const CompileOptions& options);

/// "gcc (Debian 12.2.0-14) 12.2.0" → "12.2.0"; "Debian clang version 14.0.6" → "14.0.6". Pure.
std::string version_number(const std::string& version_line);

/// "gcc not found in PATH: run 'apt install gcc'".
sandbox::Error missing_program(const std::string& command, const CompileOptions& options);

}  // namespace grader
