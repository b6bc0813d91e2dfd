// options.cc — the command line, parsed: what CLI11 cannot decide by itself.
#include "grader/cli/options.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include "grader/cli/messages.h"
#include "grader/cli/opened_submission.h"
#include "grader/cli/options_define.h"
#include "grader/cli/report_formats.h"
#include "grader/cli/version.h"
#include "grader/ejudge/ejudge_options.h"
#include "grader/model/source_name.h"
#include "grader/ejudge/start_exit.h"
#include "grader/report/language.h"

namespace grader {

std::vector<ReportRequest> CheckCommand::kept_reports() const {
  if (results.empty()) return {};
  return {{"json", results / "verdicts.json"}, {"class-csv", results / "class.csv"}, {"class-markdown", results / "class.md"}};
}

namespace {

int usage(const std::string& subject, const std::string& fact, const std::string& remedy) {
  complain(subject, fact, remedy);
  return kExitUsage;
}

/// The report that goes to `file` already. A device such as /dev/null takes many.
const ReportRequest* same_file(const std::vector<ReportRequest>& reports, const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const auto place = [&](const fs::path& path) { return fs::weakly_canonical(fs::absolute(path, failed), failed); };
  const fs::file_status status = fs::status(file, failed);
  if (fs::exists(status) && !fs::is_regular_file(status)) return nullptr;
  const fs::path wanted = place(file);
  for (const ReportRequest& report : reports)
    if (place(report.file) == wanted) return &report;
  return nullptr;
}

std::optional<int> read_reports(Parsed& p) {
  for (const std::string& text : p.reports) {
    const std::size_t equals = text.find('=');
    const std::string format = text.substr(0, equals);
    if (equals == std::string::npos || equals + 1 == text.size())
      return usage("--report " + text, "is not FORMAT=FILE", "write for instance --report json=verdicts.json");
    const auto& known = report_formats();
    if (std::find(known.begin(), known.end(), format) == known.end())
      return usage("--report " + text, "unknown format '" + format + "'", "use " + report_formats_listed());
    const std::string file = text.substr(equals + 1);
    if (file == "-")
      return usage("--report " + text, "'-' is no file", "for standard output give --format " + format + "; for a file of that name ./-");
    if (const auto* other = same_file(p.common.reports, file))
      return usage("--report " + text, "the same file as of --report " + other->format, "give each report a file of its own");
    p.common.reports.push_back({format, file});
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
    if (!p.check.subfolder.empty() && !is_subfolder(p.check.subfolder))
      return usage("--subfolder " + p.check.subfolder, "leads out of the submission", "name a folder inside it, for instance hw3");
    for (const ReportRequest& kept : p.check.kept_reports())
      if (const auto* other = same_file(p.common.reports, kept.file))
        return usage("--report " + other->format + "=" + other->file.string(), "is a file that --results keeps", "name another file");
    p.check.grouping = p.as_class ? Grouping::kClass : p.as_single ? Grouping::kSingle : Grouping::kGuess;
    return Command(p.check);
  }
  if (name == "run") {
    auto run = read_run(p, dashes, std::move(after));
    if (const int* code = std::get_if<int>(&run)) return *code;
    return Command(std::get<RunCommand>(run));
  }
  if (name == "report") return Command(p.report);
  if (name == "ejudge") return read_ejudge(chosen, p);
  if (name == "diff") return Command(p.diff);
  if (name == "doctor") return Command(DoctorCommand{});
  if (name == "schema") return Command(p.schema);
  if (name == "completion") return Command(p.completion);
  if (name == "manual") return Command(p.manual);
  const std::string& task = chosen.get_subcommands().front()->get_name();
  if (task == "list") return Command(TaskListCommand{});
  if (task == "show") return Command(p.show);
  if (task == "new") {
    if (!p.folder.empty()) p.create.folder = p.folder;
    return Command(p.create);
  }
  if (task == "start") {
    p.start.folder = p.folder;
    return Command(p.start);
  }
  if (p.verify.tasks.empty() && !p.verify.all)
    return usage("task verify", "no task named", "name tasks, or give --all");
  return Command(p.verify);
}

std::optional<int> read_common(Parsed& p) {
  if (auto code = read_reports(p)) return code;
  if (std::isnan(p.timeout)) return usage("--timeout", "is no number", "give seconds, for instance --timeout 2.5");
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

/// What the environment calls the language of messages: locale(7).
std::string locale_name() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
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

/// `grader help task new` is `grader task new --help`.
void take_help(std::vector<std::string>& words) {
  if (words.empty() || words.front() != "help") return;
  words.erase(words.begin());
  std::erase_if(words, [](const std::string& word) { return word.starts_with('-'); });
  words.emplace_back("--help");
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
      const auto shown = level->get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); });
      for (const CLI::App* c : shown) names += (names.empty() ? "" : c == shown.back() ? " or " : ", ") + c->get_name();
      return usage("command '" + word + "'", "unknown", "use " + names);
    }
    level = *at;
  }
  return {};
}

std::variant<CommandLine, int> parse_words(std::vector<std::string> words) {
  Parsed p;
  p.common.language = to_string(language_of(locale_name()));
  p.common.jobs = std::max(1u, std::thread::hardware_concurrency());
  CLI::App app("Grades programs that talk to each other: runs them in a box, proves deadlocks, finds zombies and leaks.",
               "grader");
  define_commands(app, p);
  take_help(words);
  bool dashes = false;
  std::vector<std::string> after = take_after_dashes(words, dashes);
  if (auto code = unknown_command(app, words)) return *code;
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them from the back
  } catch (const CLI::CallForVersion&) {
    print(version_text());
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

}  // namespace

std::variant<CommandLine, int> parse_command_line(int argc, const char* const* argv) {
  auto parsed = parse_words({argv + std::min(argc, 1), argv + argc});
  const bool as_start_cmd = argc > 2 && std::string_view(argv[1]) == "ejudge" && std::string_view(argv[2]) == "start";
  // ejudge takes the exit code for the student's program's: a wrong call is told apart by the code of our own faults.
  if (const int* code = std::get_if<int>(&parsed); code && *code == kExitUsage && as_start_cmd) return start_exit(Code::kIE);
  return parsed;
}

GradeOptions CommonOptions::grade_options() const {
  GradeOptions options;
  options.level = options.compile.level = level;
  options.rootfs = options.compile.rootfs = rootfs;
  options.wall = timeout;
  options.seed = seed;
  options.timeline = wants_trace();
  return options;
}

std::vector<std::string> CommonOptions::all_formats() const {
  std::vector<std::string> all{format};
  for (const ReportRequest& report : reports) all.push_back(report.format);
  return all;
}

bool CommonOptions::wants_trace() const {
  const auto is_trace = [](const ReportRequest& report) { return report.format == "trace"; };
  return format == "trace" || std::any_of(reports.begin(), reports.end(), is_trace);
}

bool CommonOptions::color_on(int fd) const {
  if (color != ColorChoice::kAuto) return color == ColorChoice::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return ::isatty(fd) && !(no_color && *no_color) && !(term && std::strcmp(term, "dumb") == 0);
}

bool is_source(const std::filesystem::path& path) { return is_source_name(path); }

}  // namespace grader
