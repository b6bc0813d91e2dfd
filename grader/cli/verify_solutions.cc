// verify_solutions.cc — the solutions that a task brings along, and what each must get.
#include "grader/cli/verify_solutions.h"

#include <algorithm>
#include <set>

#include "grader/cli/messages.h"
#include "grader/cli/verify_judge.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->path().filename().native().front() != '.') entries.push_back(it->path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// The paths of needs_explore that exist. Absent when one does not: a name that is misspelt leaves nothing out.
std::optional<std::set<fs::path>> rare_ones(const Task& task) {
  std::set<fs::path> rare;
  for (const std::string& name : task.needs_explore) {
    const fs::path path = (task.folder / name).lexically_normal();
    std::error_code failed;
    if (!fs::exists(path, failed)) {
      complain(path, "is named in needs_explore, but does not exist", "correct the name in task.json");
      return {};
    }
    rare.insert(path);
  }
  return rare;
}

}  // namespace

std::optional<Solutions> solutions_of(const Task& task) {
  Solutions solutions;
  std::error_code failed;
  const auto rare = rare_ones(task);
  if (!rare) return {};
  if (sorted_entries(task.reference_folder).empty()) {
    const bool there = fs::exists(task.reference_folder, failed);
    complain(task.reference_folder, there ? "holds no reference solution" : "does not exist, and task " + task.id + " has no reference solution",
             "put one there, or into " + (task.folder / "reference").string());
    return {};
  }
  solutions.all.push_back({"reference", task.reference_folder, "OK"});
  std::vector<fs::path> folders = sorted_entries(task.folder / "submissions");
  std::stable_partition(folders.begin(), folders.end(), [](const fs::path& f) { return f.filename() == "accepted"; });
  for (const fs::path& folder : folders) {
    const std::string name = folder.filename();
    const std::string wanted = name == "accepted" ? "OK" : name;
    if (!code_from(wanted) && !rule_from(wanted)) {
      complain(folder, "names neither a verdict nor a rule", "use accepted, a code such as DL, or a rule such as leak");
      return {};
    }
    for (const fs::path& entry : sorted_entries(folder)) {
      const std::string solution = name + "/" + entry.filename().string();
      if (rare->contains(entry.lexically_normal())) solutions.left_out.push_back(solution);
      else solutions.all.push_back({solution, entry, wanted});
    }
  }
  if (solutions.all.empty()) {
    complain("task " + task.id, "has no solutions to verify it by", "put some under " + (task.folder / "submissions/accepted").string());
    return {};
  }
  solutions.has_starter = !sorted_entries(task.folder / "starter").empty();
  if (solutions.has_starter) solutions.all.push_back({"starter", task.folder / "starter", SolutionResult::kStarterWants});
  return solutions;
}

}  // namespace grader
