// options.h — the command line, parsed.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grader/ejudge/ejudge_command.h"
#include "grader/grade.h"

namespace grader {

/// `--report FORMAT=FILE`.
struct ReportRequest {
  std::string format;
  std::filesystem::path file;
};

enum class ColorChoice { kAuto, kAlways, kNever };

/// Options that several commands share.
struct CommonOptions {
  std::string format = "text";
  std::vector<ReportRequest> reports;
  std::uint64_t seed = 1;
  std::optional<std::chrono::milliseconds> timeout;
  unsigned jobs = 1;
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;
  std::optional<std::filesystem::path> rootfs;
  std::optional<sandbox::Level> level;
  std::string language = "en";
  bool for_students = false;  ///< hidden scenarios are veiled in every form

  GradeOptions grade_options() const;
  /// Whether text for descriptor `fd` is coloured: by choice, else a terminal without NO_COLOR.
  bool color_on(int fd) const;
  /// Of standard output and of every --report.
  std::vector<std::string> all_formats() const;
  /// Whether a trace was asked for: what every task does is then recorded.
  bool wants_trace() const;
};

enum class Grouping { kGuess, kClass, kSingle };

struct CheckCommand {
  std::string task;
  std::vector<std::string> submissions;
  Grouping grouping = Grouping::kGuess;
  bool verbose = false;
  std::vector<std::string> explain;
  std::string subfolder;      ///< of each submission, where the solution is
  std::filesystem::path map;  ///< CSV: whose submission is whose
  bool resume = false;
  std::filesystem::path results;  ///< folder for the journal and the results; empty: the journal is in the state folder
  int repeat = 1;
  /// What --results keeps beside the journal: verdicts.json, class.csv, class.md. Nothing without it.
  std::vector<ReportRequest> kept_reports() const;
};
struct RunCommand { RunTarget target; };
struct TaskListCommand {};
struct TaskShowCommand { std::string task; };
struct TaskNewCommand { std::string id; std::filesystem::path folder = "."; };
struct TaskStartCommand { std::string task; std::filesystem::path folder; };
struct TaskVerifyCommand {
  std::vector<std::string> tasks;
  bool all = false;
  int repeat = 3;
  bool load = false;    ///< again, on a machine kept busy
  bool quick = false;   ///< once each, and not under other time limits
  bool strict = false;  ///< warnings are errors
};
struct DoctorCommand {};
struct SchemaCommand { std::string name; };
struct CompletionCommand { std::string what; };
struct ManualCommand { std::string page; };
struct ReportCommand {
  std::vector<std::string> files;
  std::vector<std::string> students;
  bool verbose = false;
};

struct DiffCommand {
  std::string before, after;
  bool any_task = false;  ///< also gradings of different tasks
};

using Command = std::variant<CheckCommand, RunCommand, TaskListCommand, TaskShowCommand, TaskNewCommand,
                             TaskStartCommand, TaskVerifyCommand, DoctorCommand, SchemaCommand, ReportCommand, EjudgeCommand,
                             DiffCommand, CompletionCommand, ManualCommand>;

struct CommandLine {
  CommonOptions common;
  Command command;
};

/// Parses argv. When there is nothing to do, help and version are printed, usage errors said, and the exit status
/// is returned in place of a command.
std::variant<CommandLine, int> parse_command_line(int argc, const char* const* argv);

/// Whether `path` ends like a C or C++ source file.
bool is_source(const std::filesystem::path& path);

}  // namespace grader
