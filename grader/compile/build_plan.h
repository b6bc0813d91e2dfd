// build_plan.h — which commands build a recipe's programs. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

/// The compilers that a build uses.
struct CompilerChoice {
  std::string c = "gcc", cxx = "g++";
  bool clang = false;
  bool json = true;  ///< GCC 9 to 15 can write its diagnostics as JSON; later ones and clang write text
};

/// How to build one program, in the folder that holds the sources.
struct ProgramPlan {
  std::string name;
  std::vector<std::vector<std::string>> commands;  ///< argv, one after the other
  std::string output;                              ///< path below the work folder
};

/// Where things are inside the box.
struct BuildFolders {
  std::string work;  ///< "/work": sources in src/, the task's harness in harness/
  std::string src() const { return work + "/src"; }
  std::string harness() const { return work + "/harness"; }
};

/// The files of a submission that a program's globs match, in the order of the globs, each once.
std::vector<std::string> match_sources(const ProgramRecipe& program, const std::vector<std::string>& paths);

/// "program.c" and the like.
bool is_c(const std::string& path);
bool is_cxx(const std::string& path);

/// The plan of the `index`-th program from `files`.
ProgramPlan plan_program(const BuildRecipe& recipe, const ProgramRecipe& program, std::size_t index,
                         const std::vector<std::string>& files, const CompilerChoice& compilers,
                         const BuildFolders& folders);

/// The plan for a student's own Makefile: make runs once, before the first program is taken.
ProgramPlan plan_make(const ProgramRecipe& program, bool first);

/// Flags that every compilation gets: debug information, diagnostics, neutral paths.
std::vector<std::string> common_flags(const CompilerChoice& compilers, const BuildFolders& folders);

/// Scripts for the compile box by which a Makefile's compilers get the common flags too: name and text.
struct Wrapper { std::string name, text; };
std::vector<Wrapper> compiler_wrappers(const CompilerChoice& compilers, const BuildFolders& folders);

}  // namespace grader
