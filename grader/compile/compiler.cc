// compiler.cc — from a submission's files to sealed programs, by commands run in a compile box.
#include "grader/compile/compiler.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "grader/compile/build_plan.h"
#include "grader/compile/compile_box.h"
#include "grader/compile/toolchain.h"

namespace grader {
namespace {

using sandbox::Fd;
using sandbox::Result;

void fail(Build& build, std::string message) {
  build.report.status = CompileReport::Status::kError;
  build.report.diagnostics.push_back({.severity = "error", .message = std::move(message)});
}

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
  return text.empty() ? "nothing" : text;
}

std::vector<std::string> paths_of(const std::vector<SourceFile>& sources) {
  std::vector<std::string> paths;
  for (const SourceFile& source : sources) paths.push_back(source.path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<Fd> open_source(const std::filesystem::path& host) {
  Fd file(sandbox::retry_eintr([&] { return ::open(host.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  struct stat about = {};
  if (!file || ::fstat(file.get(), &about) != 0) return sandbox::last_error("read " + host.string());
  if (!S_ISREG(about.st_mode)) return sandbox::fault(host.string() + " is not a regular file");
  return file;
}

/// Whether the submission fits into the compile box's work folder with room to build.
bool fits(const std::vector<SourceFile>& sources, const CompileOptions& options, Build& build) {
  std::uint64_t bytes = 0;
  for (const SourceFile& source : sources) {
    std::error_code failed;
    const std::uint64_t size = std::filesystem::file_size(source.host, failed);
    if (!failed) bytes += size;
  }
  const std::uint64_t most = options.limits.tmpfs_bytes / 2;
  if (bytes > most)
    fail(build, "the submission is " + std::to_string(bytes >> 20) + " MiB: at most " + std::to_string(most >> 20) +
                    " MiB can be compiled");
  else if (sources.size() > options.limits.tmpfs_inodes / 4)
    fail(build, "the submission has " + std::to_string(sources.size()) + " files: at most " +
                    std::to_string(options.limits.tmpfs_inodes / 4) + " can be compiled");
  return build.report.status != CompileReport::Status::kError;
}

/// The commands for every program; diagnostics in `build` when sources are missing.
std::vector<ProgramPlan> plan(const BuildRecipe& recipe, const std::vector<std::string>& paths, const Toolset& tools,
                              const BuildFolders& folders, Build& build) {
  std::vector<ProgramPlan> plans;
  const bool single = paths.size() == 1 && (is_c(paths[0]) || is_cxx(paths[0]));
  for (std::size_t i = 0; i < recipe.programs.size(); ++i) {
    const ProgramRecipe& program = recipe.programs[i];
    if (recipe.makefile) {
      plans.push_back(plan_make(program, i == 0));
      continue;
    }
    const auto files = single && i == 0 ? paths : match_sources(program, paths);
    if (files.empty())
      fail(build, "no source file matches " + joined(program.sources) + " for the program '" + program.name +
                      "': found " + joined(paths));
    else
      plans.push_back(plan_program(recipe, program, i, files, tools.choice, folders));
  }
  const auto is_makefile = [](const std::string& p) { return p == "Makefile" || p == "makefile" || p == "GNUmakefile"; };
  if (recipe.makefile && std::none_of(paths.begin(), paths.end(), is_makefile))
    fail(build, "no Makefile in the submission: found " + joined(paths));
  return plans;
}

Result<void> put_files(CompileBox& box, const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                       const std::filesystem::path& task_folder, const Toolset& tools) {
  for (const SourceFile& source : sources) {
    auto file = open_source(source.host);
    if (!file) return file.error();
    if (auto put = box.put("src/" + source.path, file.value()); !put) return put.error();
  }
  for (const ProgramRecipe& program : recipe.programs)
    for (const std::string& path : program.harness) {
      auto file = open_source(task_folder / path);
      if (!file) return file.error();
      if (auto put = box.put("harness/" + path, file.value()); !put) return put.error();
    }
  if (recipe.makefile)
    for (const Wrapper& wrapper : compiler_wrappers(tools.choice, BuildFolders{box.work()}))
      if (auto put = box.put_text("tools/" + wrapper.name, wrapper.text, true); !put) return put.error();
  return sandbox::outcome::success();
}

/// Paths as the student knows them.
void neutral_path(std::string& file, const BuildFolders& folders) {
  const auto cut = [&](const std::string& prefix, const std::string& with) {
    if (file.starts_with(prefix)) file.replace(0, prefix.size(), with);
  };
  cut(folders.src() + "/", "");
  cut(folders.harness() + "/", "harness/");
  cut("../harness/", "harness/");
  cut("./", "");
}

void neutral_text(std::string& text, const BuildFolders& folders) {
  for (std::size_t at = 0; (at = text.find(folders.src() + "/", at)) != std::string::npos;)
    text.erase(at, folders.src().size() + 1);
}

void add_diagnostics(Build& build, const CommandResult& result, bool json, const BuildFolders& folders) {
  auto diagnostics = json ? parse_gcc_json(result.errors) : parse_clang_text(result.errors);
  for (Diagnostic& diagnostic : diagnostics) {
    neutral_path(diagnostic.file, folders);
    neutral_text(diagnostic.message, folders);
    // A line without a form is an error only where the command failed.
    if (result.ok() && diagnostic.file.empty() && diagnostic.severity == "error") diagnostic.severity = "note";
    build.report.diagnostics.push_back(std::move(diagnostic));
  }
}

std::string sentence(const LimitHit& limit) {
  return "the compiler was stopped at the " + limit.name + " limit of " + std::to_string(limit.value) + " " + limit.unit;
}

void say_why(Build& build, const std::string& command, const CommandResult& result) {
  build.report.limit = result.limit;
  const auto is_error = [](const Diagnostic& d) { return d.severity.find("error") != std::string::npos; };
  const auto& diagnostics = build.report.diagnostics;
  if (result.limit) return fail(build, sentence(*result.limit));
  build.report.status = CompileReport::Status::kError;
  if (std::any_of(diagnostics.begin(), diagnostics.end(), is_error)) return;
  fail(build, command + (result.status.signaled() ? " was ended by signal " + std::to_string(result.status.signal)
                                                  : " ended with status " + std::to_string(result.status.code)));
}

bool no_such_program(const sandbox::Error& error) { return error.code == std::errc::no_such_file_or_directory; }

// GCC gives no JSON at all when it stops at -fmax-errors (12 says why, 14 says nothing): such a command runs again,
// to say it as text.
Result<CommandResult> run_one(CompileBox& box, std::vector<std::string> argv, bool& json) {
  auto result = box.run(argv, "src");
  if (!json || !result || result.value().ok() || result.value().limit ||
      (!result.value().errors.empty() && result.value().errors.find("due to -fmax-errors") == std::string::npos))
    return result;
  json = false;
  std::erase(argv, "-fdiagnostics-format=json");
  return box.run(argv, "src");
}

/// Runs all commands; stops at the first program that fails, after all its files had their diagnostics.
Result<void> run_plans(CompileBox& box, const std::vector<ProgramPlan>& plans, const Toolset& tools,
                       const CompileOptions& options, Build& build) {
  const BuildFolders folders{box.work()};
  for (const ProgramPlan& plan : plans)
    for (const auto& argv : plan.commands) {
      bool json = tools.choice.json && argv[0] != "make";
      auto result = run_one(box, argv, json);
      if (!result) return no_such_program(result.error()) ? missing_program(argv[0], options) : result.error();
      add_diagnostics(build, result.value(), json, folders);
      if (result.value().ok()) continue;
      say_why(build, argv[0], result.value());
      return sandbox::outcome::success();
    }
  return sandbox::outcome::success();
}

Result<void> take_programs(CompileBox& box, const std::vector<ProgramPlan>& plans, Build& build) {
  for (const ProgramPlan& plan : plans) {
    auto file = box.take(plan.output);
    if (!file) return file.error();
    if (!file.value()) {
      build.programs.clear();
      fail(build, "the build left no program '" + plan.name + "'");
      return sandbox::outcome::success();
    }
    build.programs.push_back({plan.name, std::make_shared<Fd>(std::move(*file.value()))});
  }
  build.report.status = CompileReport::Status::kOk;
  return sandbox::outcome::success();
}

Result<void> build_in_box(CompileBox& box, const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                          const std::filesystem::path& task_folder, const CompileOptions& options,
                          const Toolset& tools, Build& build) {
  const auto plans = plan(recipe, paths_of(sources), tools, BuildFolders{box.work()}, build);
  if (build.report.status == CompileReport::Status::kError) return sandbox::outcome::success();
  if (auto put = put_files(box, recipe, sources, task_folder, tools); !put) return put.error();
  if (auto ran = run_plans(box, plans, tools, options, build); !ran) return ran.error();
  // Nothing may change the programs while they are taken.
  if (auto sealed = box.seal(); !sealed) return sealed.error();
  if (build.report.status == CompileReport::Status::kError) return sandbox::outcome::success();
  return take_programs(box, plans, build);
}

}  // namespace

Result<Build> compile(const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                      const std::filesystem::path& task_folder, const CompileOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  auto tools = find_toolset(options);
  if (!tools) return tools.error();
  Build build;
  build.compiler = tools.value().name;
  if (fits(sources, options, build)) {
    auto box = CompileBox::create(options);
    if (!box) return box.error();
    auto built = build_in_box(box.value(), recipe, sources, task_folder, options, tools.value(), build);
    if (!built) return built.error();
  }
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started;
  build.report.wall_ms = wall.count();
  return build;
}

}  // namespace grader
