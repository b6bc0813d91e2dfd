// build_plan.cc — chooses sources and writes command lines.
#include "grader/compile/build_plan.h"

#include <fnmatch.h>

#include <algorithm>

#include "grader/model/source_name.h"

namespace grader {
namespace {

bool ends_with_any(const std::string& path, std::initializer_list<const char*> suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(), [&](const char* s) { return path.ends_with(s); });
}

// A name may begin with '-' (an option) or '@' (a response file).
std::string as_argument(const std::string& path) {
  return path.starts_with('-') || path.starts_with('@') ? "./" + path : path;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::string standard_of(const BuildRecipe& recipe, bool cxx) {
  return "-std=" + (cxx ? recipe.cxx_standard : recipe.c_standard);
}

std::vector<std::string> start_of_command(const BuildRecipe& recipe, const ProgramRecipe& program, bool cxx,
                                          const CompilerChoice& compilers, const BuildFolders& folders) {
  std::vector<std::string> argv{cxx ? compilers.cxx : compilers.c};
  append(argv, common_flags(compilers, folders));
  argv.push_back(standard_of(recipe, cxx));
  if (!program.harness.empty()) argv.push_back("-I" + folders.harness());
  append(argv, program.flags);
  return argv;
}

std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

bool is_c(const std::string& path) { return is_c_name(path); }
bool is_cxx(const std::string& path) { return is_cxx_name(path); }

std::vector<std::string> match_sources(const ProgramRecipe& program, const std::vector<std::string>& paths) {
  std::vector<std::string> matched;
  const auto fits = [](const std::string& glob, const std::string& path) {
    return ::fnmatch(glob.c_str(), path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0;
  };
  for (const std::string& glob : program.sources)
    for (const std::string& path : paths)
      if ((is_c(path) || is_cxx(path)) && (fits(glob, path) || fits(glob, with_usual_suffix(path))) &&
          std::find(matched.begin(), matched.end(), path) == matched.end())
        matched.push_back(path);
  return matched;
}

std::vector<std::string> common_flags(const CompilerChoice& compilers, const BuildFolders& folders) {
  // The debug information names files as the student knows them: relative to the submission.
  std::vector<std::string> flags{"-g", "-fdiagnostics-color=never", "-ffile-prefix-map=" + folders.src() + "=.",
                                 "-ffile-prefix-map=" + folders.harness() + "=harness",
                                 "-ffile-prefix-map=../harness=harness", "-ffile-prefix-map=../harness/harness=harness"};
  if (compilers.clang) {
    append(flags, {"-ferror-limit=50", "-fno-caret-diagnostics"});
  } else {
    append(flags, {"-fmax-errors=50", "-fno-diagnostics-show-caret"});
    if (compilers.json) flags.emplace_back("-fdiagnostics-format=json");
  }
  return flags;
}

ProgramPlan plan_program(const BuildRecipe& recipe, const ProgramRecipe& program, std::size_t index,
                         const std::vector<std::string>& files, const CompilerChoice& compilers,
                         const BuildFolders& folders) {
  ProgramPlan plan{.name = program.name, .output = "program-" + std::to_string(index)};
  std::vector<std::string> inputs;
  for (const std::string& file : files) inputs.push_back(as_argument(file));
  std::vector<std::string> ready;  // objects and archives of the harness
  for (const std::string& file : program.harness) {
    if (is_c(file) || is_cxx(file)) inputs.push_back("../harness/" + file);
    else if (ends_with_any(file, {".o", ".a"})) ready.push_back("../harness/" + file);
  }
  const bool any_cxx = std::any_of(inputs.begin(), inputs.end(), is_cxx);
  const bool any_c = std::any_of(inputs.begin(), inputs.end(), is_c);

  // g++ would compile a .c file as C++: a mixed program is compiled file by file.
  if (any_c && any_cxx) {
    for (std::string& input : inputs) {
      const std::string object =
          "../object-" + std::to_string(index) + "-" + std::to_string(plan.commands.size()) + ".o";
      std::vector<std::string> argv = start_of_command(recipe, program, is_cxx(input), compilers, folders);
      append(argv, {"-c", input, "-o", object});
      plan.commands.push_back(std::move(argv));
      input = object;
    }
  }
  std::vector<std::string> argv = start_of_command(recipe, program, any_cxx, compilers, folders);
  append(argv, inputs);
  append(argv, ready);
  append(argv, {"-o", "../" + plan.output});
  append(argv, program.libraries);
  plan.commands.push_back(std::move(argv));
  return plan;
}

ProgramPlan plan_make(const ProgramRecipe& program, bool first) {
  ProgramPlan plan{.name = program.name, .output = "src/" + program.name};
  if (first) plan.commands.push_back({"make", "--no-print-directory", "HARNESS=../harness"});
  return plan;
}

std::vector<Wrapper> compiler_wrappers(const CompilerChoice& compilers, const BuildFolders& folders) {
  std::vector<Wrapper> wrappers;
  const auto add = [&](const std::string& name, const std::string& real, bool clang) {
    CompilerChoice text_form = compilers;
    text_form.clang = clang;
    text_form.json = false;
    std::string script = "#!/bin/sh\nexec " + (real.starts_with('/') ? real : "/usr/bin/" + real) + " \"$@\"";
    for (const std::string& flag : common_flags(text_form, folders)) script += " " + shell_quoted(flag);
    wrappers.push_back({name, script + "\n"});
  };
  add("cc", compilers.c, compilers.clang);
  add("c++", compilers.cxx, compilers.clang);
  add("gcc", compilers.clang ? "gcc" : compilers.c, false);
  add("g++", compilers.clang ? "g++" : compilers.cxx, false);
  add("clang", compilers.clang ? compilers.c : "clang", true);
  add("clang++", compilers.clang ? compilers.cxx : "clang++", true);
  return wrappers;
}

}  // namespace grader
