// options.cc — the command line, parsed.
#include "grader/cli/options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>
#include <thread>

#include "grader/cli/messages.h"

namespace grader {
namespace {

/// Where CLI11 leaves what has to be looked at again.
struct Parsed {
  CommonOptions common;
  CheckCommand check;
  std::vector<std::string> run_words;
  TaskShowCommand show;
  TaskNewCommand create;
  TaskVerifyCommand verify;
  SchemaCommand schema;
  std::vector<std::string> reports;
  double timeout = 0;
  std::string level, folder, rootfs;
  bool as_class = false, as_single = false;
};

void add_output_options(CLI::App& command, Parsed& p, bool reports) {
  command.add_option("--format", p.common.format, "Form of the results on standard output: text or json")
      ->check(CLI::IsMember({"text", "json"}).description(""))->type_name("text|json");
  if (reports)
    command.add_option("--report", p.reports, "Also write the results to FILE, whole or not at all (repeatable)")
        ->type_name("FORMAT=FILE")->allow_extra_args(false);
}

void add_look_options(CLI::App& command, Parsed& p) {
  static const std::map<std::string, ColorChoice> choices{
      {"auto", ColorChoice::kAuto}, {"always", ColorChoice::kAlways}, {"never", ColorChoice::kNever}};
  command.add_option("--color", p.common.color, "Colours: auto (on a terminal), always or never")
      ->transform(CLI::CheckedTransformer(choices).description(""))->type_name("auto|always|never");
}

void add_box_options(CLI::App& command, Parsed& p) {
  command.add_option("--rootfs", p.rootfs, "Compile and run inside this root file system instead of the host's /usr")
      ->type_name("DIR");
  command.add_option("--level", p.level, "Force a level of the box: full or plain (for tests)")
      ->check(CLI::IsMember({"full", "plain"}).description(""))->type_name("full|plain");
}

void add_run_options(CLI::App& command, Parsed& p) {
  command.add_option("--seed", p.common.seed, "Seed of the scenarios' parameters (default 1)")->type_name("N");
  command.add_option("--timeout", p.timeout, "Wall-clock limit of one scenario in seconds, fractions allowed (default: the task's; run: 30)")
      ->type_name("SECONDS")->check(CLI::Range(0.001, 86400.0).description(""));
  command.add_flag("-q,--quiet", p.common.quiet, "No progress on standard error");
  add_look_options(command, p);
  add_box_options(command, p);
}

void add_jobs(CLI::App& command, Parsed& p) {
  command.add_option("-j,--jobs", p.common.jobs, "Submissions graded at once (default: one a core)")
      ->type_name("N")->check(CLI::Range(1, 4096).description(""));
}

void add_language(CLI::App& command, Parsed& p) {
  command.add_option("--lang", p.common.language, "Language of titles and statements: en or ru")
      ->check(CLI::IsMember({"en", "ru"}).description(""))->type_name("en|ru");
}

void add_check(CLI::App& app, Parsed& p) {
  CLI::App& check = *app.add_subcommand("check", "Grade submissions on a task");
  check.add_option("TASK", p.check.task, "A task's id, or the folder of a task")->required();
  check.add_option("SUBMISSION", p.check.submissions, "A source file, a folder, or a folder of submissions")->required();
  check.add_flag("--class", p.as_class, "Every sub-folder and source file of a folder is a submission");
  check.add_flag("--single", p.as_single, "A folder is one submission");
  check.add_flag("-v,--verbose", p.check.verbose, "For a class: also explain every verdict that is not OK");
  check.add_option("--explain", p.check.explain, "For a class: also explain this student's verdict (repeatable)")
      ->type_name("STUDENT")->allow_extra_args(false);
  add_output_options(check, p, true);
  add_jobs(check, p);
  add_run_options(check, p);
  check.footer(
      "A folder is one submission when it directly holds a Makefile or a file that the task's recipe names\n"
      "(with a recipe such as *.c: unless two of its files define main or sub-folders hold sources). Otherwise\n"
      "it is a class: each sub-folder and each C or C++ file in it is a submission of its own, named by the entry.\n\n"
      "Exit status: 0 all accepted, 1 not accepted, 2 the grader failed, 64 usage, 130 interrupted.\n\n"
      "Example:\n  grader check sem-named class/ --report json=verdicts.json");
}

void add_run(CLI::App& app, Parsed& p) {
  CLI::App& run = *app.add_subcommand("run", "Diagnose any program; no task is needed");
  run.add_option("FILE", p.run_words, "C or C++ files to compile and run, or a program with its arguments");
  add_output_options(run, p, true);
  add_run_options(run, p);
  run.footer(
      "Forms:\n  grader run [OPTIONS] FILE.c… [-- ARG…]\n  grader run [OPTIONS] PROGRAM [ARG…]\n"
      "  grader run [OPTIONS] -- PROGRAM ARG…\n\n"
      "Lines '// %run COMMAND' at the top of a source file are shell commands, run one after another in one box.\n"
      "The program's output is passed on; the diagnosis follows it.\n\n"
      "Exit status: 0 nothing found, 1 something found, 2 the grader failed, 64 usage, 130 interrupted.\n\n"
      "Example:\n  grader run --timeout 2.5 parent_child.c -- 4 100");
}

void add_task(CLI::App& app, Parsed& p) {
  CLI::App& task = *app.add_subcommand("task", "Work with tasks: list, show, new, verify");
  task.require_subcommand(1);
  task.footer("Example:\n  grader task list");
  CLI::App& list = *task.add_subcommand("list", "The tasks that can be graded");
  add_output_options(list, p, false);
  add_language(list, p);
  list.footer("Tasks are looked for in $GRADER_TASKS, else beside the installed command.\n\n"
              "Example:\n  grader task list --lang ru");
  CLI::App& show = *task.add_subcommand("show", "One task's statement and scenarios");
  show.add_option("TASK", p.show.task, "A task's id, or the folder of a task")->required();
  add_output_options(show, p, false);
  add_language(show, p);
  show.footer("Example:\n  grader task show sem-named --lang ru");
  CLI::App& create = *task.add_subcommand("new", "Begin a task from a working example");
  create.add_option("ID", p.create.id, "Its id: lower-case letters, digits and dashes")->required();
  create.add_option("DIR", p.folder, "Where to make the folder ID (default: here)");
  create.footer("Example:\n  grader task new my-barrier ~/tasks");
  CLI::App& verify = *task.add_subcommand("verify", "Grade a task's own solutions: each must get the verdict it is filed under");
  verify.add_option("TASK", p.verify.tasks, "Tasks' ids or folders");
  verify.add_flag("--all", p.verify.all, "Every task");
  verify.add_option("--repeat", p.verify.repeat, "How often each solution is graded, with a new seed each time (default 3)")
      ->type_name("N")->check(CLI::Range(1, 100000).description(""));
  add_jobs(verify, p);
  add_run_options(verify, p);
  verify.footer("Exit status: 0 all as filed, 1 some differ, 2 the grader failed.\n\n"
                "Example:\n  grader task verify sem-named --repeat 20");
}

void add_others(CLI::App& app, Parsed& p) {
  CLI::App& doctor = *app.add_subcommand("doctor", "Which protections and detectors this machine gives, with remedies");
  add_output_options(doctor, p, false);
  add_look_options(doctor, p);
  add_box_options(doctor, p);
  doctor.footer("Example:\n  grader doctor --format json");
  CLI::App& schema = *app.add_subcommand("schema", "Print a JSON Schema: task or verdict");
  schema.add_option("NAME", p.schema.name, "task or verdict")->required();
  schema.footer("Example:\n  grader schema verdict > verdict.schema.json");
}

int usage(const std::string& subject, const std::string& fact, const std::string& remedy) {
  complain(subject, fact, remedy);
  return kExitUsage;
}

std::optional<int> read_reports(Parsed& p) {
  for (const std::string& text : p.reports) {
    const std::size_t equals = text.find('=');
    const std::string format = text.substr(0, equals);
    if (equals == std::string::npos || equals + 1 == text.size())
      return usage("--report " + text, "is not FORMAT=FILE", "write for instance --report json=verdicts.json");
    if (format != "text" && format != "json")
      return usage("--report " + text, "unknown format '" + format + "'", "use text or json");
    p.common.reports.push_back({format, text.substr(equals + 1)});
  }
  return {};
}

/// The words of `run` before "--" (CLI11 saw only these) and after it.
std::variant<RunCommand, int> read_run(const Parsed& p, bool dashes, std::vector<std::string> after) {
  RunCommand run;
  if (p.run_words.empty()) {
    if (after.empty())
      return usage("run", "nothing to run", "name source files or a program, for instance: grader run parent_child.c");
    run.target.command = std::move(after);
    return run;
  }
  const bool sources = is_source(p.run_words.front());
  for (const std::string& word : p.run_words) {
    if (!sources) break;
    if (!is_source(word))
      return usage(word, "is no C or C++ file", "put the program's arguments after --");
    run.target.sources.emplace_back(word);
  }
  if (sources) {
    run.target.args = std::move(after);
    return run;
  }
  run.target.command = p.run_words;
  if (dashes) run.target.command.insert(run.target.command.end(), after.begin(), after.end());
  return run;
}

std::variant<Command, int> read_command(const CLI::App& app, Parsed& p, bool dashes, std::vector<std::string> after) {
  const CLI::App& chosen = *app.get_subcommands().front();
  const std::string& name = chosen.get_name();
  if (name == "check") {
    if (p.as_class && p.as_single) return usage("check", "--class and --single exclude each other", "give one of them");
    p.check.grouping = p.as_class ? Grouping::kClass : p.as_single ? Grouping::kSingle : Grouping::kGuess;
    return Command(p.check);
  }
  if (name == "run") {
    auto run = read_run(p, dashes, std::move(after));
    if (const int* code = std::get_if<int>(&run)) return *code;
    return Command(std::get<RunCommand>(run));
  }
  if (name == "doctor") return Command(DoctorCommand{});
  if (name == "schema") return Command(p.schema);
  const std::string& task = chosen.get_subcommands().front()->get_name();
  if (task == "list") return Command(TaskListCommand{});
  if (task == "show") return Command(p.show);
  if (task == "new") {
    if (!p.folder.empty()) p.create.folder = p.folder;
    return Command(p.create);
  }
  if (p.verify.tasks.empty() && !p.verify.all)
    return usage("task verify", "no task named", "name tasks, or give --all");
  return Command(p.verify);
}

std::optional<int> read_common(Parsed& p) {
  if (auto code = read_reports(p)) return code;
  if (p.timeout > 0) p.common.timeout = std::chrono::milliseconds(std::llround(p.timeout * 1000));
  if (!p.level.empty()) p.common.level = p.level == "full" ? sandbox::Level::kFull : sandbox::Level::kPlain;
  if (!p.rootfs.empty()) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(p.rootfs, ignored))
      return usage("--rootfs " + p.rootfs, "is no folder", "name the root of an unpacked system, for instance one made by debootstrap");
    p.common.rootfs = std::filesystem::absolute(p.rootfs, ignored);
  }
  return {};
}

/// For `run`, all from the first "--" on is the program's, whatever it looks like.
std::vector<std::string> take_after_dashes(std::vector<std::string>& words, bool& dashes) {
  std::vector<std::string> after;
  dashes = false;
  if (words.empty() || words.front() != "run") return after;
  const auto at = std::find(words.begin(), words.end(), "--");
  if (at == words.end()) return after;
  dashes = true;
  after.assign(at + 1, words.end());
  words.erase(at, words.end());
  return after;
}

/// CLI11 says only that a subcommand is required; this names a first word (or the word after `task`) that is none.
std::optional<int> unknown_command(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* level = &app;
  for (const std::string& word : words) {
    const auto commands = level->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty() || word.empty() || word.front() == '-') return {};
    const auto at = std::find_if(commands.begin(), commands.end(), [&](const CLI::App* c) { return c->get_name() == word; });
    if (at == commands.end()) {
      std::string names;
      for (const CLI::App* c : commands) names += (names.empty() ? "" : c == commands.back() ? " or " : ", ") + c->get_name();
      return usage("command '" + word + "'", "unknown", "use " + names);
    }
    level = *at;
  }
  return {};
}

}  // namespace

std::variant<CommandLine, int> parse_command_line(int argc, const char* const* argv) {
  Parsed p;
  p.common.jobs = std::max(1u, std::thread::hardware_concurrency());
  CLI::App app("Grades programs that talk to each other: runs them in a box, proves deadlocks, finds zombies and leaks.",
               "grader");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("grader ") + GRADER_VERSION);
  add_check(app, p);
  add_run(app, p);
  add_task(app, p);
  add_others(app, p);
  app.footer("Example:\n  grader check sem-named class/");
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  bool dashes = false;
  std::vector<std::string> after = take_after_dashes(words, dashes);
  if (auto code = unknown_command(app, words)) return *code;
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them from the back
  } catch (const CLI::CallForVersion&) {
    print(std::string("grader ") + GRADER_VERSION + "\n");
    return with_output(kExitOk);
  } catch (const CLI::CallForHelp&) {
    print(app.help());
    return with_output(kExitOk);
  } catch (const CLI::ParseError& e) {
    std::string fact = e.what();
    while (!fact.empty() && fact.back() == '\n') fact.pop_back();
    return usage("usage", fact, "see grader --help, or grader COMMAND --help");
  }
  if (auto code = read_common(p)) return *code;
  auto command = read_command(app, p, dashes, std::move(after));
  if (const int* code = std::get_if<int>(&command)) return *code;
  return CommandLine{p.common, std::get<Command>(command)};
}

GradeOptions CommonOptions::grade_options() const {
  GradeOptions options;
  options.level = options.compile.level = level;
  options.rootfs = options.compile.rootfs = rootfs;
  options.wall = timeout;
  options.seed = seed;
  return options;
}

bool CommonOptions::color_on(int fd) const {
  if (color != ColorChoice::kAuto) return color == ColorChoice::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return ::isatty(fd) && !(no_color && *no_color) && !(term && std::strcmp(term, "dumb") == 0);
}

bool is_source(const std::filesystem::path& path) {
  static constexpr std::string_view kSuffixes[] = {".c", ".cc", ".cpp", ".cxx"};
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), path.extension().native()) != std::end(kSuffixes);
}

}  // namespace grader
