// task_start.cc — `grader task start`: a student's folder to begin from.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/new_files.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

std::vector<NewFile> starter_files(const Task& task, const fs::path& to) {
  std::vector<NewFile> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator it(task.folder / "starter", failed), end; !failed && it != end; it.increment(failed)) {
    if (!it->is_regular_file(failed)) continue;
    const auto text = read_file(it->path());
    if (text) files.push_back({to / fs::relative(it->path(), task.folder / "starter"), *text});
  }
  std::sort(files.begin(), files.end(), [](const NewFile& a, const NewFile& b) { return a.path < b.path; });
  return files;
}

std::vector<NewFile> all_files(const Task& task, const fs::path& to) {
  std::vector<NewFile> files;
  for (const auto& [language, text] : task.statement) files.push_back({to / ("statement." + language + ".md"), text});
  for (NewFile& file : starter_files(task, to)) files.push_back(std::move(file));
  // What the student's sources are linked with is there to read, too, unless it is among the starter's files already.
  for (const ProgramRecipe& program : task.build.programs)
    for (const std::string& harness : program.harness)
      if (!harness.starts_with("starter/"))
        if (const auto text = read_file(task.folder / harness)) files.push_back({to / harness, *text});
  std::sort(files.begin(), files.end(), [](const NewFile& a, const NewFile& b) { return a.path < b.path; });
  files.erase(std::unique(files.begin(), files.end(), [](const NewFile& a, const NewFile& b) { return a.path == b.path; }), files.end());
  return files;
}

bool is_harness(const Task& task, const fs::path& starter) {
  return std::any_of(task.build.programs.begin(), task.build.programs.end(), [&](const ProgramRecipe& program) {
    return std::find(program.harness.begin(), program.harness.end(), fs::path("starter") / starter) != program.harness.end();
  });
}

/// The files to go on from, or the patterns of what to write where the task has no starter.
std::string to_be_written(const Task& task, const fs::path& to) {
  std::vector<std::string> names;
  for (const NewFile& file : starter_files(task, to))
    if (const fs::path name = file.path.lexically_relative(to); !is_harness(task, name)) names.push_back(name.string());
  if (!names.empty()) return "complete " + fmt::format("{}", fmt::join(names, ", "));
  return "write " + fmt::format("{}", fmt::join(task.build.programs.front().sources, ", "));
}

}  // namespace

int perform(const TaskStartCommand& command, const CommonOptions&) {
  const auto found = find_task(command.task);
  if (!found) return kExitUsage;
  const auto task = load_task(*found);
  if (!task) return kExitGrader;
  const fs::path to = command.folder.empty() ? fs::path(task->id) : command.folder;
  const std::vector<NewFile> files = all_files(*task, to);
  for (const NewFile& file : files) {
    std::error_code failed;
    if (!fs::exists(fs::symlink_status(file.path, failed))) continue;
    complain(file.path, "exists already, and nothing is overwritten", "name another folder: grader task start " + task->id + " DIR");
    return kExitUsage;
  }
  if (!write_new_files(files)) return kExitGrader;
  std::string text;
  for (const NewFile& file : files) text += " " + file.path.lexically_normal().string() + "\n";
  text += fmt::format("\n Read the statement, {}, then:\n\n   grader check {} {}\n", to_be_written(*task, to), task->id,
                      shortened(to.lexically_normal().native(), 200));
  print(text);
  return with_output(kExitOk);
}

}  // namespace grader
