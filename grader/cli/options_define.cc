// options_define.cc — the commands and options as CLI11 is told of them.
#include "grader/cli/options_define.h"

#include <charconv>
#include <functional>

#include "grader/cli/report_formats.h"
#include "grader/cli/version.h"
#include "grader/ejudge/ejudge_options.h"

namespace grader {
namespace {

void add_output_options(CLI::App& command, Parsed& p) {
  command.add_option("--format", p.common.format, "Form of the results on standard output: text or json")
      ->check(CLI::IsMember({"text", "json"}).description(""))->type_name("text|json");
}

void add_language(CLI::App& command, Parsed& p) {
  command.add_option("--lang", p.common.language, "Language of texts: en or ru (default: the locale's)")
      ->check(CLI::IsMember({"en", "ru"}).description(""))->type_name("en|ru");
}

/// For what ends in verdicts.
void add_report_options(CLI::App& command, Parsed& p) {
  command.add_option("--format", p.common.format, "Form of the results on standard output: " + report_formats_listed() + " (docs/reports.md)")
      ->check(CLI::IsMember(report_formats()).description(""))->type_name("FORMAT");
  command.add_option("--report", p.reports, "Also write the results to FILE, whole or not at all (repeatable)")
      ->type_name("FORMAT=FILE")->allow_extra_args(false);
  add_language(command, p);
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

/// CLI11 itself takes "-1" and what has more than 64 bits for some other number.
std::string problem_of_seed(std::string& text) {
  std::uint64_t seed = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (wrong == std::errc() && end == text.data() + text.size()) return "";
  return "'" + text + "' is no whole number from 0 to 18446744073709551615";
}

void add_run_options(CLI::App& command, Parsed& p) {
  command.add_option("--seed", p.common.seed, "Seed of the scenarios' parameters (default 1)")->type_name("N")
      ->check(CLI::Validator(problem_of_seed, ""));
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

void add_audience(CLI::App& command, Parsed& p) {
  command.add_flag_callback("--for-students", [&p] { p.common.for_students = true; },
                            "Veil hidden scenarios in every form: no names, command lines, outputs or expected values");
}

void add_check(CLI::App& app, Parsed& p) {
  CLI::App& check = *app.add_subcommand("check", "Grade submissions on a task");
  check.add_option("TASK", p.check.task, "A task's id, or the folder of a task")->required();
  check.add_option("SUBMISSION", p.check.submissions, "A source file, a folder, an archive (zip, tar, 7z), or a folder of submissions")->required();
  check.add_flag("--class", p.as_class, "Every sub-folder and source file of a folder is a submission");
  check.add_flag("--single", p.as_single, "A folder is one submission");
  check.add_flag("-v,--verbose", p.check.verbose, "For a class: also explain every verdict that is not OK");
  check.add_option("--explain", p.check.explain, "For a class: also explain this student's verdict (repeatable)")
      ->type_name("STUDENT")->allow_extra_args(false);
  check.add_option("--subfolder", p.check.subfolder, "Where in each submission the solution is, for instance hw3 in a git checkout")
      ->type_name("DIR");
  check.add_option("--map", p.check.map, "A CSV table 'submission,student': whose submission is whose")->type_name("CSV");
  check.add_flag("--resume", p.check.resume, "Go on with an interrupted class: what is finished is not graded again");
  check.add_option("--results", p.check.results, "Keep the journal and verdicts.json, class.csv, class.md in this folder")->type_name("DIR");
  check.add_option("--repeat", p.check.repeat, "Grade each submission N times with the same seed and show whose verdict is flaky; the worst counts")
      ->type_name("N")->check(CLI::Range(1, 1000).description(""));
  add_report_options(check, p);
  add_audience(check, p);
  add_jobs(check, p);
  add_run_options(check, p);
  check.footer(
      "A folder is one submission when it directly holds a Makefile or a file that the task's recipe names\n"
      "(with a recipe such as *.c: unless two of its files define main or sub-folders hold sources). Otherwise\n"
      "it is a class: each sub-folder, archive and C or C++ file in it is a submission of its own, named by the entry.\n\n"
      "Exit status: 0 all accepted, 1 not accepted, 2 the grader failed, 64 usage, 130 interrupted.\n\n"
      "Example:\n  grader check sem-named class/ --results results/");
}

void add_run(CLI::App& app, Parsed& p) {
  CLI::App& run = *app.add_subcommand("run", "Diagnose any program; no task is needed");
  run.add_option("FILE", p.run_words, "C or C++ files to compile and run, or a program with its arguments");
  add_report_options(run, p);
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
  CLI::App& task = *app.add_subcommand("task", "Work with tasks: list, show, start, new, verify");
  task.require_subcommand(1);
  task.footer("Example:\n  grader task list");
  CLI::App& list = *task.add_subcommand("list", "The tasks that can be graded");
  add_output_options(list, p);
  add_language(list, p);
  list.footer("Tasks are looked for in $GRADER_TASKS, else beside the installed command.\n\n"
              "Example:\n  grader task list --lang ru");
  CLI::App& show = *task.add_subcommand("show", "One task's statement and scenarios");
  show.add_option("TASK", p.show.task, "A task's id, or the folder of a task")->required();
  add_output_options(show, p);
  add_language(show, p);
  show.footer("Example:\n  grader task show sem-named --lang ru");
  CLI::App& create = *task.add_subcommand("new", "Begin a task from a working example");
  create.add_option("ID", p.create.id, "Its id: lower-case letters, digits and dashes")->required();
  create.add_option("DIR", p.folder, "Where to make the folder ID (default: here)");
  create.footer("Example:\n  grader task new my-barrier ~/tasks");
  CLI::App& start = *task.add_subcommand("start", "A folder to begin a solution in: the statement and the starter's files");
  start.add_option("TASK", p.start.task, "A task's id, or the folder of a task")->required();
  start.add_option("DIR", p.folder, "The folder to make (default: the task's id); nothing in it is overwritten");
  start.footer("Example:\n  grader task start sem-named hw3");
  CLI::App& verify = *task.add_subcommand("verify", "Grade a task's own solutions: each must get the verdict it is filed under");
  verify.add_option("TASK", p.verify.tasks, "Tasks' ids or folders");
  verify.add_flag("--all", p.verify.all, "Every task");
  verify.add_option("--repeat", p.verify.repeat, "How often each solution is graded, with a new seed each time (default 3)")
      ->type_name("N")->check(CLI::Range(1, 100000).description(""));
  verify.add_flag("--load", p.verify.load, "Grade them all once more while the machine is kept busy");
  verify.add_flag("--quick", p.verify.quick, "Once each, and not with half and twice the time limits");
  verify.add_flag("--strict", p.verify.strict, "Warnings fail a task, too: too few solutions, no starter");
  add_output_options(verify, p);
  add_jobs(verify, p);
  add_run_options(verify, p);
  verify.footer("Exit status: 0 all as filed, 1 some differ, 2 the grader failed.\n\n"
                "Example:\n  grader task verify sem-named --repeat 20 --load");
}

void add_report(CLI::App& app, Parsed& p) {
  CLI::App& report = *app.add_subcommand("report", "Show verdicts again that were written as JSON");
  report.add_option("VERDICT.json", p.report.files, "Files that --report json=FILE or --format json wrote; - is standard input")->required();
  report.add_option("--student", p.report.students, "Of several verdicts: explain only this student's (repeatable)")
      ->type_name("STUDENT")->allow_extra_args(false);
  report.add_flag("-v,--verbose", p.report.verbose, "Of several verdicts: also explain every verdict that is not OK");
  add_report_options(report, p);
  add_audience(report, p);
  add_look_options(report, p);
  report.footer(
      "Lines of the sources are shown where the submission is still there and unchanged.\n\n"
      "Exit status: 0 shown, 2 a file is no verdict or cannot be read or written, 64 usage.\n\n"
      "Examples:\n  grader report verdicts.json --student s02\n  grader report verdict.json --format dot | dot -Tsvg > wait.svg");
}

void add_diff(CLI::App& app, Parsed& p) {
  CLI::App& diff = *app.add_subcommand("diff", "Compare two gradings of a class: whose verdict changed, from what to what, and why");
  diff.add_option("OLD", p.diff.before, "A file that --report json=FILE wrote; - is standard input")->required();
  diff.add_option("NEW", p.diff.after, "Another one")->required();
  diff.add_option("--format", p.common.format, "Form of the result: text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}).description(""))->type_name("text|json|markdown");
  diff.add_flag("--any-task", p.diff.any_task, "Also compare gradings of different tasks");
  add_language(diff, p);
  add_look_options(diff, p);
  diff.footer("Students are paired by name. Exit status: 0 all the same, 1 some changed, 2 a file is no verdict, 64 usage or two tasks.\n\n"
              "Example:\n  grader diff monday/verdicts.json friday/verdicts.json");
}

void add_others(CLI::App& app, Parsed& p) {
  CLI::App& doctor = *app.add_subcommand("doctor", "Which protections and detectors this machine gives, with remedies");
  add_output_options(doctor, p);
  add_look_options(doctor, p);
  add_box_options(doctor, p);
  doctor.footer("Example:\n  grader doctor --format json");
  CLI::App& schema = *app.add_subcommand("schema", "Print a JSON Schema: task or verdict");
  schema.add_option("NAME", p.schema.name, "Which schema")->required()->type_name("task|verdict");
  schema.footer("Example:\n  grader schema verdict > verdict.schema.json");
}

/// What the build and shells call: help leaves it out.
void add_hidden(CLI::App& app, Parsed& p) {
  CLI::App& completion = *app.add_subcommand("completion", "Print a shell's completion script, or the tasks' ids")->group("");
  completion.add_option("NAME", p.completion.what, "Which")->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "tasks"}).description(""))->type_name("bash|zsh|fish|tasks");
  CLI::App& manual = *app.add_subcommand("manual", "Fill the options into a manual page's text")->group("");
  manual.add_option("PAGE", p.manual.page, "A file of man/")->required();
}

}  // namespace

void define_commands(CLI::App& app, Parsed& p) {
  app.require_subcommand(1);
  app.set_version_flag("--version", std::function<std::string()>(version_text), "Print the version, the commit and the libraries, and exit");
  add_check(app, p);
  add_run(app, p);
  add_report(app, p);
  add_diff(app, p);
  add_task(app, p);
  add_others(app, p);
  add_hidden(app, p);
  CLI::App& ejudge = define_ejudge(app, p);
  const auto grades = [](const CLI::App* command) { return command->get_name() != "import" && command->get_name() != "export"; };
  for (CLI::App* command : ejudge.get_subcommands(grades)) add_run_options(*command, p);
  app.footer("grader help COMMAND tells more of one; grader completion bash|zsh|fish prints a shell's completion script.\n\n"
             "Example:\n  grader check sem-named class/");
}

}  // namespace grader
