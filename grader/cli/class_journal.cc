// class_journal.cc — which journal a class run writes or goes on with, and what is said about it.
#include "grader/cli/class_journal.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"
#include "grader/model/sha256.h"
#include "grader/report/report.h"
#include "grader/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

fs::path state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && *state == '/') return fs::path(state) / "grader";
  const char* home = std::getenv("HOME");
  const passwd* user = home && *home ? nullptr : ::getpwuid(::geteuid());
  return fs::path(user ? user->pw_dir : home ? home : "/") / ".local/state/grader";
}

/// Of everything that decides verdicts: the task's document and what it is compiled and run with.
std::string task_hash(const Task& task) {
  Sha256 hash;
  hash.update_field(read_file(task.folder / "task.json").value_or(""));
  for (const ProgramRecipe& program : task.build.programs)
    for (const std::string& harness : program.harness) hash.update_field(read_file(task.folder / harness).value_or(""));
  std::error_code failed;
  if (fs::is_directory(task.reference_folder, failed)) {
    const auto reference = collect_submission(task.reference_folder);
    if (reference) hash.update_field(reference.value().sha256);
  }
  return hash.hex();
}

std::optional<int> begin_anew(const CheckCommand& command, const fs::path& file, const std::string& settings, ClassRun& run) {
  auto journal = Journal::create(file, settings);
  if (journal) {
    run.use(std::move(journal.value()));
    return {};
  }
  const std::string subject = "journal " + shortened(file.native(), 150);
  if (!command.results.empty()) {
    complain(subject, journal.error().text(), "name a folder that can be written with --results");
    return kExitUsage;
  }
  complain(subject, journal.error().text(), "grading goes on, but cannot be resumed; --results DIR chooses another place");
  return -1;
}

std::optional<int> go_on(const fs::path& file, const std::string& settings, ClassRun& run) {
  auto continued = Journal::resume(file, settings, [&](const JournalRecord& record, const JournalPlace& place) { run.remember(record, place); });
  const std::string subject = "journal " + shortened(file.native(), 150);
  if (!continued) {
    complain(subject, continued.error().text());
    return kExitUsage;
  }
  if (const std::size_t lost = continued.value().lost; lost > 0)
    complain(subject, fmt::format("{} could not be read", lost == 1 ? "one record" : fmt::format("{} records", lost)), "graded again");
  run.use(std::move(continued.value().journal));
  return {};
}

std::optional<int> use_unnamed(ClassRun& run) {
  auto journal = Journal::unnamed();
  if (!journal) {
    complain("verdicts", journal.error().text(), "set TMPDIR to a folder that can be written");
    return kExitGrader;
  }
  run.use(std::move(journal.value()));
  return {};
}

}  // namespace

fs::path journal_file(const CheckCommand& command, const Task& task) {
  if (!command.results.empty()) return fs::absolute(command.results).lexically_normal() / "journal.jsonl";
  Sha256 hash;
  for (const std::string& path : command.submissions) hash.update_field(journal_key(path));
  return state_folder() / (task.id + "-" + hash.hex().substr(0, 16)) / "journal.jsonl";
}

std::string journal_settings(const CheckCommand& command, const CommonOptions& common, const Task& task) {
  nlohmann::ordered_json settings;
  settings["task"] = task.id;
  settings["task_sha256"] = task_hash(task);
  settings["grader"] = GRADER_VERSION;
  settings["--seed"] = common.seed;
  settings["--repeat"] = command.repeat;
  settings["--timeout"] = common.timeout ? common.timeout->count() : 0;
  settings["--subfolder"] = printable(command.subfolder);
  settings["--level"] = common.level ? sandbox::name_of(*common.level) : "";
  settings["--rootfs"] = common.rootfs ? printable(common.rootfs->string()) : "";
  return settings.dump();
}

std::optional<int> open_journal(const CheckCommand& command, const CommonOptions& common, const Task& task, ClassRun& run) {
  if (run.entries().size() == 1 && command.results.empty() && !command.resume) return use_unnamed(run);
  const fs::path file = journal_file(command, task);
  const std::string settings = journal_settings(command, common, task);
  std::error_code failed;
  if (command.resume && fs::exists(file, failed)) return go_on(file, settings, run);
  if (command.resume) complain("--resume", "nothing to resume: no journal at " + shortened(file.native(), 150), "everything is graded");
  const auto code = begin_anew(command, file, settings, run);
  return code == -1 ? use_unnamed(run) : code;
}

}  // namespace grader
