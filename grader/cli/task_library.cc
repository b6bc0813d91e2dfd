// task_library.cc — finds tasks and their references, and loads them.
#include "grader/cli/task_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>

#include "grader/cli/messages.h"
#include "grader/scenario/output_match.h"
#include "sandbox/box.h"
#include "sandbox/filter.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_task(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "task.json", ignored);
}

/// Levenshtein.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

fs::path reference_of(const fs::path& folder, const std::string& id) {
  if (is_folder(folder / "reference")) return folder / "reference";
  return folder.parent_path().parent_path() / "reference" / id;
}

}  // namespace

std::optional<fs::path> task_root() {
  if (const char* named = std::getenv("GRADER_TASKS"); named && *named) {
    if (is_folder(named)) return fs::absolute(named).lexically_normal();
    complain("$GRADER_TASKS", fmt::format("'{}' is no folder", shortened(named, 120)), "set it to a folder of tasks, or unset it");
    return {};
  }
  std::error_code failed;
  const fs::path bin = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const fs::path& candidate : {bin.parent_path() / GRADER_DATADIR / "grader/tasks",
                                    bin.parent_path() / "share/grader/tasks",
                                    bin.parent_path().parent_path().parent_path() / "tasks",
                                    fs::path(GRADER_SOURCE_DIR) / "tasks"})
    if (is_folder(candidate)) return candidate.lexically_normal();
  complain("tasks", "no folder of tasks found beside the command", "set GRADER_TASKS to one");
  return {};
}

std::vector<std::string> task_ids(const fs::path& root) {
  std::vector<std::string> ids;
  std::error_code failed;
  for (fs::directory_iterator it(root, failed), end; !failed && it != end; it.increment(failed))
    if (is_task(it->path())) ids.push_back(it->path().filename());
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> nearest_names(const std::string& word, const std::vector<std::string>& candidates) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  const std::string bounded = word.substr(0, 100);
  for (const std::string& candidate : candidates) {
    std::size_t distance = edit_distance(bounded, candidate);
    if (bounded.size() >= 3 && candidate.find(bounded) != std::string::npos) distance = std::min<std::size_t>(distance, 1);
    if (distance <= std::max<std::size_t>(2, candidate.size() / 3)) ranked.emplace_back(distance, candidate);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < ranked.size() && i < 3; ++i) names.push_back(ranked[i].second);
  return names;
}

std::optional<fs::path> find_task(const std::string& name) {
  if (!name.empty() && is_task(name)) {
    fs::path folder = fs::absolute(name).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();  // "tasks/x/"
    return folder;
  }
  const auto root = task_root();
  if (!root) return {};
  const std::vector<std::string> ids = task_ids(*root);
  if (std::find(ids.begin(), ids.end(), name) != ids.end()) return *root / name;
  const std::vector<std::string> near = nearest_names(name, ids);
  complain("task '" + name + "'", "unknown",
           near.empty() ? "see grader task list" : fmt::format("did you mean {}?", fmt::join(near, ", ")));
  return {};
}

std::optional<std::string> read_file(const fs::path& path) {
  errno = 0;
  std::error_code failed;
  if (fs::is_directory(path, failed)) {
    errno = EISDIR;
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return {};
  return std::string(std::istreambuf_iterator<char>(in), {});
}

namespace {

// Where a box shows the machine's /usr it would show the answers, too: of this task and of the others beside it.
void keep_from_students(const Task& task) {
  sandbox::hide_from_boxes(task.folder);
  sandbox::hide_from_boxes(task.reference_folder);
  for (const fs::path& sibling : {task.folder.parent_path(), task.reference_folder.parent_path()})
    for (const char* name : {"tasks", "reference"})
      if (sibling.filename() == name) sandbox::hide_from_boxes(sibling);
}

/// A pattern that is none would be found out by students, one by one.
bool patterns_hold(const Task& task, const fs::path& document) {
  for (const Scenario& scenario : task.scenarios) {
    const Scenario drawn = instantiate(scenario, 1);
    for (const Step& step : drawn.steps) {
      const auto* expect = std::get_if<ExpectOutputStep>(&step);
      if (!expect || expect->match != ExpectOutputStep::Match::kPattern) continue;
      const std::string problem = problem_of_pattern(expect->text);
      if (problem.empty()) continue;
      complain(document, fmt::format("scenario '{}': the pattern '{}' is none: {}", scenario.name, shortened(expect->text, 80), problem),
               "mend the regular expression (ECMAScript)");
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<Task> load_task(const fs::path& folder) {
  const fs::path document = folder / "task.json";
  const auto text = read_file(document);
  if (!text) {
    complain(document, std::strerror(errno), "make it readable");
    return {};
  }
  std::vector<TaskProblem> problems;
  auto task = parse_task(*text, document, problems);
  for (const TaskProblem& problem : problems) {
    std::string subject = shortened(problem.file.empty() ? document.string() : problem.file, 150);
    if (problem.line > 0) subject += ":" + std::to_string(problem.line);
    complain(subject, fmt::format("{}{}", problem.path.empty() ? "" : "at " + problem.path + ": ", problem.expected),
             "see grader schema task");
  }
  if (!task || !problems.empty()) return {};
  if (auto filter = sandbox::build_filter({true, task->forbidden_calls, {}}); !filter) {
    complain(document, "at /forbidden: " + filter.error().text(), "forbid other calls, or none");
    return {};
  }
  if (!patterns_hold(*task, document)) return {};
  task->folder = folder;
  task->reference_folder = reference_of(folder, task->id);
  keep_from_students(*task);
  for (const char* language : {"en", "ru"})
    if (auto statement = read_file(folder / ("statement." + std::string(language) + ".md")))
      task->statement[language] = *statement;
  return task;
}

std::optional<Task> task_named(const std::string& name) {
  const auto folder = find_task(name);
  if (!folder) return {};
  return load_task(*folder);
}

std::string translated(const Translations& texts, const std::string& language) {
  if (const auto it = texts.find(language); it != texts.end()) return it->second;
  if (const auto it = texts.find("en"); it != texts.end()) return it->second;
  return texts.empty() ? "" : texts.begin()->second;
}

}  // namespace grader
