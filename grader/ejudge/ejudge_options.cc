// ejudge_options.cc — the options of `grader ejudge …`.
#include "grader/ejudge/ejudge_options.h"

#include <algorithm>
#include <string_view>

#include "grader/cli/messages.h"

namespace grader {
namespace {

struct Sub {
  const char *name, *does, *words, *example;
};

constexpr Sub kSubs[] = {
    {"checker", "check_cmd: one test's status", "input output [corr] [info]", "grader ejudge checker --task sem-named -- \"$@\""},
    {"scoring-checker", "check_cmd with scoring_checker: status and score", "input output [corr] [info]",
     "grader ejudge scoring-checker --output-only --task sem-named -- \"$@\""},
    {"interactor", "interactor_cmd: plays a scenario's conversation", "input output [corr] [pid] [info]",
     "grader ejudge interactor --task fifo-chat -- \"$@\""},
    {"init", "init_cmd: says SY, RT, TL and the others", "start|stop input [corr] [info]", "grader ejudge init --task sem-named -- \"$@\""},
    {"start", "start_cmd: runs the program under diagnosis inside ejudge's container", "program [arg…]", "grader ejudge start -- \"$@\""},
    {"style", "style_checker_cmd: what can be said before it runs", "source", "grader ejudge style --task sem-named -- \"$@\""},
    {"valuer", "valuer_cmd: a scenario's points for each test", "comment judge-comment [problem-dir]",
     "grader ejudge valuer --task sem-named -- \"$@\""},
};

void add_task_options(CLI::App& command, Parsed& p) {
  command.add_option("--task", p.ejudge.task, "A task's id or folder (default: $GRADER_TASK, else what the test names)")->type_name("TASK");
  command.add_option("--scenario", p.ejudge.scenario, "Only this scenario of it (default: what the test names, else all)")->type_name("NAME");
}

void add_map(CLI::App& command, Parsed& p) {
  command.add_option("--map", p.ejudge_map, "Another status of ejudge's for one of our codes: LK=SE (repeatable)")
      ->type_name("CODE=STATUS")->allow_extra_args(false);
}

void add_checker_options(CLI::App& command, Parsed& p) {
  add_map(command, p);
  command.add_flag("--output-only", p.ejudge.output_only, "The problem is type = \"output-only\": the output is the submission");
  command.add_option("--match", p.ejudge.match, "How the output of a plain test is compared (default lines: blanks at ends do not count)")
      ->check(CLI::IsMember({"lines", "exact", "any-order", "contains", "pattern"}).description(""))
      ->type_name("lines|exact|any-order|contains|pattern");
}

void add_sub(CLI::App& ejudge, const Sub& sub, Parsed& p) {
  CLI::App& command = *ejudge.add_subcommand(sub.name, sub.does);
  command.add_option("ARGUMENT", p.ejudge.words, std::string("ejudge's arguments: ") + sub.words);
  const std::string_view name = sub.name;
  if (name != "start") add_task_options(command, p);
  if (name == "checker" || name == "scoring-checker") add_checker_options(command, p);
  if (name == "init") add_map(command, p);
  command.footer(std::string("Exit status: ejudge's own, see docs/ejudge.md; what is wrong with the grader or its call is 6 or 64, CF.\n\n"
                             "Example, a script that ejudge calls:\n  #!/bin/sh\n  exec ") + sub.example);
}

/// These are called by people.
void add_import_and_export(CLI::App& ejudge, Parsed& p) {
  CLI::App& import = *ejudge.add_subcommand("import", "Make a task of a problem's tests: NNN.dat, NNN.ans, NNN.inf");
  import.add_option("ARGUMENT", p.ejudge.words, "The folder of the problem or of its tests; the task's id; where to make its folder (default: here)")->required();
  import.footer("Exit status: 0 made, 2 cannot be written, 64 usage, or a test that cannot be taken over.\n\n"
                "Example:\n  grader ejudge import problems/A reverse ~/tasks");
  CLI::App& out = *ejudge.add_subcommand("export", "Make a problem's folder of a task: tests, scripts and configuration");
  out.add_option("ARGUMENT", p.ejudge.words, "A task's id or folder; the new folder")->required();
  out.add_option("--way", p.ejudge.way, "By which hook ejudge calls the grader (default init): see docs/ejudge.md")
      ->check(CLI::IsMember({"init", "checker", "output-only"}).description(""))->type_name("init|checker|output-only");
  out.footer("Exit status: 0 made, 2 cannot be written, 64 usage.\n\nExample:\n  grader ejudge export sem-named contests/000001/problems/A");
}

std::optional<int> read_map(Parsed& p) {
  for (const std::string& text : p.ejudge_map) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const auto code = code_from(text.substr(0, equals));
    const auto status = test_status_named(equals < text.size() ? text.substr(equals + 1) : "");
    if (code && status && *code != Code::kOK && *code != Code::kIE) {
      p.ejudge.map[*code] = *status;
      continue;
    }
    complain("--map " + text, "is not CODE=STATUS", "write for instance --map LK=SE; OK and IE stay what they are");
    return kExitUsage;
  }
  return {};
}

}  // namespace

CLI::App& define_ejudge(CLI::App& app, Parsed& p) {
  CLI::App& ejudge = *app.add_subcommand("ejudge", "What ejudge calls (checker, init, valuer and others), and what sets it up");
  ejudge.require_subcommand(1);
  for (const Sub& sub : kSubs) add_sub(ejudge, sub, p);
  add_import_and_export(ejudge, p);
  ejudge.footer("How to plug them in: docs/ejudge.md.");
  return ejudge;
}

std::variant<Command, int> read_ejudge(const CLI::App& ejudge, Parsed& p) {
  if (auto code = read_map(p)) return *code;
  p.ejudge.what = ejudge.get_subcommands().front()->get_name();
  return Command(p.ejudge);
}

}  // namespace grader
