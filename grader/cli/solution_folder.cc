// solution_folder.cc — where in what a student handed in the solution lies.
#include "grader/cli/solution_folder.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <vector>

#include "grader/batch/archive_name.h"
#include "grader/compile/build_plan.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostEntries = 20'000;
constexpr int kDeepest = 6;  // a solution further down was not handed in as one

/// The files of a tree by folder, both relative to its root; "" is the root. Hidden names and links are left out.
std::map<std::string, std::vector<std::string>> files_by_folder(const fs::path& root) {
  std::map<std::string, std::vector<std::string>> found;
  std::error_code failed;
  std::size_t entries = 0;
  fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, failed), end;
  for (; !failed && it != end && ++entries <= kMostEntries; it.increment(failed)) {
    std::error_code ignored;
    const std::string name = it->path().filename();
    const fs::file_status status = it->symlink_status(ignored);
    const bool left_out = name.front() == '.' || name == "__MACOSX";
    if (fs::is_directory(status) && (left_out || it.depth() >= kDeepest)) it.disable_recursion_pending();
    if (left_out || !fs::is_regular_file(status)) continue;
    found[it->path().parent_path().lexically_relative(root).string()].push_back(name);
  }
  for (auto& [folder, names] : found) std::sort(names.begin(), names.end());
  if (const auto at = found.find("."); at != found.end()) {
    found[""] = std::move(at->second);
    found.erase(".");
  }
  return found;
}

bool is_makefile(const std::string& name) { return name == "Makefile" || name == "makefile" || name == "GNUmakefile"; }

/// The paths of all files below `folder`, relative to it.
std::vector<std::string> below(const std::map<std::string, std::vector<std::string>>& tree, const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& [place, names] : tree) {
    const bool inside = folder.empty() || place == folder || place.starts_with(folder + "/");
    if (!inside) continue;
    std::string prefix = place == folder ? "" : folder.empty() ? place : place.substr(folder.size() + 1);
    if (!prefix.empty()) prefix += '/';
    for (const std::string& name : names) paths.push_back(prefix + name);
  }
  return paths;
}

/// Which of the recipe's programs have sources there: by number. A Makefile makes all of them.
std::vector<std::size_t> programs_in(const std::vector<std::string>& paths, const Task& task) {
  std::vector<std::size_t> programs;
  if (task.build.makefile) {
    if (std::any_of(paths.begin(), paths.end(), is_makefile)) programs.push_back(0);
    return programs;
  }
  for (std::size_t i = 0; i < task.build.programs.size(); ++i)
    if (!match_sources(task.build.programs[i], paths).empty()) programs.push_back(i);
  return programs;
}

std::size_t depth_of(const std::string& folder) {
  return folder.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(folder.begin(), folder.end(), '/'));
}

/// Every folder of the tree, also those that hold only folders; the nearest first.
std::vector<std::string> folders_of(const std::map<std::string, std::vector<std::string>>& tree) {
  std::vector<std::string> folders{""};
  for (const auto& [place, names] : tree)
    for (std::string folder = place; !folder.empty(); folder = fs::path(folder).parent_path()) folders.push_back(folder);
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  std::stable_sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) { return depth_of(a) < depth_of(b); });
  return folders;
}

bool overlap(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](std::size_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

SolutionPlace only_archive(const fs::path& root, std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::erase_if(names, [](const std::string& name) { return archive_suffix(name).empty(); });
  if (names.empty()) return {root, {}, ""};
  if (names.size() == 1) return {{}, root / names.front(), ""};
  return {{}, {}, "holds two archives, " + names[0] + " and " + names[1] + ": hand in one"};
}

}  // namespace

SolutionPlace solution_in(const fs::path& root, const Task& task) {
  const auto tree = files_by_folder(root);
  std::optional<std::string> found;
  std::vector<std::size_t> found_programs;
  for (const std::string& folder : folders_of(tree)) {
    if (found && depth_of(folder) > depth_of(*found)) break;
    const std::vector<std::size_t> programs = programs_in(below(tree, folder), task);
    if (programs.empty()) continue;
    if (!found) {
      found = folder;
      found_programs = programs;
    } else if (overlap(found_programs, programs)) {
      return {{}, {}, "holds two solutions, in " + *found + " and in " + folder + ": hand in one"};
    } else {
      return {root, {}, ""};  // a program here, another there: no single folder holds the solution
    }
  }
  if (found) return {root / *found, {}, ""};
  const auto here = tree.find("");
  return here == tree.end() ? SolutionPlace{root, {}, ""} : only_archive(root, here->second);
}

bool defines_main(const fs::path& source) {
  std::error_code failed;
  if (!fs::is_regular_file(source, failed)) return false;  // to open a FIFO would wait for its writer
  std::ifstream in(source, std::ios::binary);
  std::string text(1 << 20, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  for (std::size_t at = text.find("main"); at != std::string::npos; at = text.find("main", at + 4)) {
    const bool begins = at > 0 && (std::isspace(static_cast<unsigned char>(text[at - 1])) || text[at - 1] == '*');
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + 4);
    if (begins && next != std::string::npos && text[next] == '(') return true;
  }
  return false;
}

void explain_two_solutions(const fs::path& folder, const Task& task, Verdict& verdict) {
  std::error_code failed;
  if (verdict.verdict != Code::kCE || task.build.makefile || !fs::is_directory(folder, failed)) return;
  const std::vector<std::string> paths = below(files_by_folder(folder), "");
  for (const ProgramRecipe& program : task.build.programs) {
    std::vector<std::string> mains;
    for (const std::string& path : match_sources(program, paths))
      if (defines_main(folder / path)) mains.push_back(path);
    if (mains.size() < 2) continue;
    const std::string message = "two solutions: " + mains[0] + " and " + mains[1] + " both define main; hand in one of them";
    verdict.compile.diagnostics.insert(verdict.compile.diagnostics.begin(), Diagnostic{"", 0, 0, "error", message});
    return;
  }
}

}  // namespace grader
