// run_plan.cc — from what `grader run` was given to a scenario: sources, a notebook header, or a command.
#include "grader/run_plan.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <regex>

#include "grader/command_files.h"
#include "grader/model/sha256.h"
#include "grader/notebook.h"
#include "grader/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using sandbox::Fd;
using sandbox::Result;

/// A source of the command line: its text and the name under which it is compiled.
struct Source {
  fs::path host;
  std::string name;
  std::string text;
  NotebookHeader header;
};

Allowance allow_leak_of(const std::string& kind) { return {Rule::kLeak, kind, ""}; }

/// Nobody told `run` what the program should leave in its folders; objects in memory are another matter.
Scenario empty_scenario() {
  Scenario scenario;
  scenario.name = "run";
  scenario.points = 0;
  scenario.allow = {allow_leak_of("file"), allow_leak_of("folder")};
  return scenario;
}

/// Starts the one process of a plain run. A program may well end with another status than 0 on purpose.
Scenario main_scenario(const std::string& program, ProgramSource source, const std::vector<std::string>& args,
                       bool relay_stdin) {
  Scenario scenario = empty_scenario();
  StartStep start;
  start.role = "main";
  start.source = source;
  start.program = program;
  start.args = args;
  start.keep_stdin_open = relay_stdin;
  scenario.steps.emplace_back(start);
  scenario.steps.emplace_back(WaitStep{"main", 0, std::nullopt, std::nullopt});
  scenario.warnings = {Rule::kExitStatus};
  return scenario;
}

Result<std::vector<Source>> read_sources(const std::vector<fs::path>& paths) {
  std::vector<Source> sources;
  for (const fs::path& path : paths) {
    auto text = read_text(path);
    if (!text) return text.error();
    Source source{path, path.filename().string(), std::move(text.value()), {}};
    source.header = notebook_header(source.text);
    sources.push_back(std::move(source));
  }
  return sources;
}

/// The program's name: the first file's, without its suffix.
std::string program_name(const Source& source) {
  const std::string stem = fs::path(source.name).stem().string();
  return stem.empty() || stem[0] == '.' ? "main" : stem;
}

std::vector<std::string> quoted_includes(const std::string& text) {
  static const std::regex kInclude(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*"([^"\n]{1,200})")re");
  std::vector<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) names.push_back((*it)[1]);
  return names;
}

/// What the sources include with quotes, and what that includes, so that it works as it does where the student
/// compiles: any name, below the folder of the first who includes it.
void add_included(const Source& source, std::vector<SourceFile>& files) {
  constexpr std::size_t kMostFiles = 200;
  const fs::path folder = source.host.has_parent_path() ? source.host.parent_path() : fs::path(".");
  std::vector<std::pair<fs::path, std::string>> ahead{{fs::path(), source.text}};
  while (!ahead.empty()) {
    const auto [from, text] = ahead.back();
    ahead.pop_back();
    for (const std::string& name : quoted_includes(text)) {
      const fs::path path = (from / name).lexically_normal();
      std::error_code failed;
      if (path.is_absolute() || *path.begin() == ".." || !fs::is_regular_file(folder / path, failed)) continue;
      const bool known = std::any_of(files.begin(), files.end(), [&](const SourceFile& f) { return f.path == path.string(); });
      const auto content = known ? Result<std::string>(std::string()) : read_text(folder / path);
      if (known || !content || files.size() >= kMostFiles) continue;
      files.push_back({path.string(), folder / path});
      ahead.emplace_back(path.parent_path(), content.value());
    }
  }
}

Result<RunPlan> plan_of_sources(const std::vector<Source>& sources, const RunTarget& target,
                             const GradeOptions& options) {
  ProgramRecipe program;
  program.name = program_name(sources.front());
  program.flags = {"-Wall", "-pthread"};
  program.libraries = {"-lrt", "-lm"};
  std::vector<SourceFile> files;
  for (const Source& source : sources) {
    program.sources.push_back(glob_of(source.name));
    files.push_back({source.name, source.host});
  }
  for (const Source& source : sources) add_included(source, files);
  BuildRecipe recipe;
  recipe.programs = {program};
  recipe.cxx_standard = "gnu++23";
  auto build = compile(recipe, files, sources.front().host.parent_path(), options.compile);
  if (!build) return build.error();
  RunPlan plan;
  plan.compile = build.value().report;
  plan.compiler = build.value().compiler;
  for (const Program& built : build.value().programs) plan.programs.students[built.name] = built.file;
  plan.scenario = main_scenario(program.name, ProgramSource::kStudent, target.args, options.relay_output);
  return plan;
}

/// "gcc -O2 x.c && ./a.out" as "gcc -g -O2 x.c && ./a.out": findings shall name lines.
std::string with_debug_information(const std::string& command) {
  static const std::regex kCompiler("(^|[;&|(]\\s*)((?:gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+)(?:-[0-9]+)?)(?=\\s)");
  constexpr std::size_t kLongest = 4096;  // std::regex recurses
  if (command.size() > kLongest) return command;
  return std::regex_replace(command, kCompiler, "$1$2 -g");
}

/// Notebook headers: the sources under their names, then one shell for each command, one after another.
RunPlan plan_of_notebook(const std::vector<Source>& sources) {
  RunPlan plan;
  plan.scenario = empty_scenario();
  for (const Source& source : sources)
    plan.scenario.steps.emplace_back(PutFileStep{source.header.name.value_or(source.name), source.text});
  int number = 0;
  for (const Source& source : sources) {
    for (const std::string& command : source.header.commands) {
      StartStep start;
      start.role = "command " + std::to_string(++number);
      start.source = ProgramSource::kSystem;
      start.program = "/bin/sh";
      start.args = {"-c", with_debug_information(command)};
      plan.scenario.steps.emplace_back(start);
      plan.scenario.steps.emplace_back(WaitStep{start.role, 0, std::nullopt, std::nullopt});
    }
  }
  return plan;
}

/// Where a name without '/' is found: the PATH that programs in the box have.
std::string find_system_program(const std::string& name) {
  for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"})
    if (::access((folder + name).c_str(), X_OK) == 0) return folder + name;
  return "";
}

bool in_system_folder(const fs::path& path) {
  const std::string text = fs::weakly_canonical(path).string();
  return text.starts_with("/usr/") || text.starts_with("/bin/") || text.starts_with("/lib");
}

void put_first(Scenario& scenario, std::vector<PutFileStep> files) {
  scenario.steps.insert(scenario.steps.begin(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
}

Result<RunPlan> plan_of_command(const std::vector<std::string>& command, bool relay_stdin) {
  const std::vector<std::string> args(command.begin() + 1, command.end());
  RunPlan plan;
  std::string file = command.front();
  if (file.find('/') == file.npos) {
    const std::string found = find_system_program(file);
    if (found.empty() && !fs::exists(file))
      return sandbox::fault("there is no program '" + file + "', neither here nor in /usr/bin");
    if (!found.empty()) file = found;
  }
  if (in_system_folder(file)) {
    plan.scenario = main_scenario(file, ProgramSource::kSystem, args, relay_stdin);
    put_first(plan.scenario, files_named_in(args));
    return plan;
  }
  auto program = std::make_shared<Fd>(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!*program || ::fstat(program->get(), &status) != 0) return sandbox::last_error("open " + file);
  if (!S_ISREG(status.st_mode)) return sandbox::fault(file + " is no regular file: give a program or C/C++ sources");
  if ((status.st_mode & 0111) == 0) return sandbox::fault(file + " is not executable: chmod +x it, or give its sources");
  const std::string name = fs::path(file).filename().string();
  plan.programs.students[name] = program;
  plan.scenario = main_scenario(name, ProgramSource::kStudent, args, relay_stdin);
  put_first(plan.scenario, files_named_in(args));
  return plan;
}

}  // namespace

Result<RunPlan> plan_run(const RunTarget& target, const GradeOptions& options, std::string& sha256) {
  if (target.sources.empty() && target.command.empty()) return sandbox::fault("nothing to run: give a program or C/C++ sources");
  if (target.sources.empty()) return plan_of_command(target.command, options.relay_output);
  auto sources = read_sources(target.sources);
  if (!sources) return sources.error();
  Sha256 hash;
  for (const Source& source : sources.value()) {
    hash.update_field(source.name);
    hash.update_field(source.text);
  }
  sha256 = hash.hex();
  const bool notebook = std::any_of(sources.value().begin(), sources.value().end(),
                                    [](const Source& source) { return !source.header.commands.empty(); });
  if (notebook) return plan_of_notebook(sources.value());
  return plan_of_sources(sources.value(), target, options);
}

std::vector<fs::path> source_folders(const RunTarget& target) {
  std::vector<fs::path> folders;
  const auto add = [&](const fs::path& folder) { folders.push_back(folder.empty() ? fs::path(".") : folder); };
  for (const fs::path& source : target.sources) add(source.parent_path());
  if (!target.command.empty() && target.command.front().find('/') != std::string::npos)
    add(fs::path(target.command.front()).parent_path());
  add(".");
  return folders;
}

}  // namespace grader
