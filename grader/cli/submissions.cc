// submissions.cc — what the words on the command line mean: one submission each, or a class of them.
#include "grader/cli/submissions.h"

#include <fnmatch.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "grader/batch/archive_name.h"
#include "grader/batch/student_name.h"
#include "grader/cli/messages.h"
#include "grader/cli/solution_folder.h"
#include "grader/model/source_name.h"
#include "grader/model/utf8.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::vector<fs::path> folders, sources, archives, others;
};

bool is_any_archive(const fs::path& path) {
  return !archive_suffix(path.filename()).empty() || !unread_archive_suffix(path.filename()).empty();
}

std::optional<Folder> read_folder(const fs::path& path) {
  Folder found;
  std::error_code failed;
  for (fs::directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed)) {
    std::error_code ignored;
    const fs::path& entry = it->path();
    if (entry.filename().native().front() == '.') continue;
    // A link that leads nowhere may have been either: it gets its row.
    if (it->is_directory(ignored) || (it->is_symlink(ignored) && !fs::exists(entry, ignored))) found.folders.push_back(entry);
    else if (is_source(entry)) found.sources.push_back(entry);
    else if (is_any_archive(entry)) found.archives.push_back(entry);
    else found.others.push_back(entry);
  }
  if (failed) {
    complain(path, failed.message(), "make the folder readable");
    return {};
  }
  return found;
}

bool fits(const std::string& glob, const std::string& name) { return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0; }

bool named_by_recipe(const fs::path& entry, const Task& task, bool& by_wildcard) {
  bool named = false;
  for (const ProgramRecipe& program : task.build.programs)
    for (const std::string& glob : program.sources)
      if (fits(glob, entry.filename()) || fits(glob, with_usual_suffix(entry.filename()))) {
        named = true;
        if (glob.find_first_of("*?[") == std::string::npos) by_wildcard = false;
      }
  return named;
}

bool holds_sources(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (is_source(it->path())) return true;
  return false;
}

/// The task's own files, which `task start` lays beside the student's.
bool is_harness(const fs::path& folder, const Task& task) {
  const auto& programs = task.build.programs;
  return std::any_of(programs.begin(), programs.end(), [&](const ProgramRecipe& program) {
    return std::any_of(program.harness.begin(), program.harness.end(),
                       [&](const std::string& file) { return *fs::path(file).begin() == folder.filename(); });
  });
}

/// The rule of `check --help`.
bool looks_like_one(const Folder& folder, const Task& task) {
  for (const fs::path& other : folder.others) {
    const std::string name = other.filename();
    if (name == "Makefile" || name == "makefile" || name == "GNUmakefile") return true;
  }
  bool any = false, by_wildcard = true;
  for (const fs::path& source : folder.sources) any |= named_by_recipe(source, task, by_wildcard);
  if (!any || !by_wildcard) return any;
  for (const fs::path& sub : folder.folders)  // "*.c" reaches no sub-folder: sources there are somebody else's
    if (holds_sources(sub) && !is_harness(sub, task)) return false;
  return std::count_if(folder.sources.begin(), folder.sources.end(), defines_main) < 2;
}

/// What is in a class's folder and no submission: all of it, in so far as a line has room.
void say_left_out(const fs::path& path, std::vector<fs::path> others) {
  constexpr std::size_t kMostNamed = 12;
  if (others.empty()) return;
  std::sort(others.begin(), others.end());
  const auto nearly = [](const fs::path& other) { return is_nearly_source_name(other); };
  std::stable_partition(others.begin(), others.end(), nearly);
  const bool renamed = nearly(others.front());
  std::string names;
  for (std::size_t i = 0; i < std::min(others.size(), kMostNamed); ++i) names += (i == 0 ? "" : ", ") + shortened(others[i].filename(), 60);
  if (others.size() > kMostNamed) names += " and " + std::to_string(others.size() - kMostNamed) + " more";
  complain(path, std::to_string(others.size()) + (others.size() == 1 ? " entry is" : " entries are") +
                     " neither a folder nor a C or C++ file nor an archive, and left out: " + names,
           renamed ? "compilers know C++ by .cc, .cpp, .cxx, .C or .CPP: rename " + shortened(others.front().filename(), 60) : "");
}

bool add_class(const fs::path& path, const Folder& folder, Submissions& found) {
  std::vector<fs::path> entries = folder.folders;
  entries.insert(entries.end(), folder.sources.begin(), folder.sources.end());
  entries.insert(entries.end(), folder.archives.begin(), folder.archives.end());
  if (entries.empty()) {
    complain(path, "holds no submission: no sub-folder, no C or C++ file, no archive", "name a file, a folder or a folder of submissions");
    return false;
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) found.all.push_back({student_name(entry.filename()), entry});
  say_left_out(path, folder.others);
  found.is_class = true;
  return true;
}

bool add(const fs::path& path, Grouping grouping, const Task& task, Submissions& found) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    complain(path, failed ? failed.message() : std::strerror(ENOENT), "name a file, a folder or a folder of submissions");
    return false;
  }
  if (!fs::is_directory(status) || grouping == Grouping::kSingle) {
    if (!fs::is_directory(status) && !fs::is_regular_file(status)) {
      complain(path, "is neither a file nor a folder", "name a source file or a folder");
      return false;
    }
    found.all.push_back({student_name(entry_name(path)), path});
    return true;
  }
  const auto folder = read_folder(path);
  if (!folder) return false;
  if (grouping == Grouping::kGuess && looks_like_one(*folder, task)) {
    found.all.push_back({student_name(entry_name(path)), path});
    return true;
  }
  return add_class(path, *folder, found);
}

}  // namespace

std::string entry_name(const fs::path& path) {
  fs::path clean = path.lexically_normal();
  if (!clean.has_filename()) clean = clean.parent_path();
  if (clean == "." || clean == "..") {
    std::error_code failed;
    clean = fs::canonical(clean, failed);
  }
  return clean.filename();
}

void settle_names(std::vector<Submission>& all) {
  for (Submission& s : all) s.student = escaped_utf8(s.student);
  std::map<std::string, std::vector<Submission*>> by_name;
  for (Submission& s : all) by_name[s.student].push_back(&s);
  for (const auto& [student, those] : by_name) {
    if (those.size() < 2) continue;
    complain("student " + shortened(student, 60),
             std::to_string(those.size()) + " submissions, " + shortened(those[0]->path.filename(), 60) + " and " +
                 shortened(those[1]->path.filename(), 60) + (those.size() > 2 ? " and others" : ""),
             "each is graded and goes by its path; keep one, or name them with --map");
    for (Submission* s : those) s->student = escaped_utf8(s->path.native());
  }
}

std::optional<Submissions> find_submissions(const std::vector<std::string>& paths, Grouping grouping, const Task& task) {
  Submissions found;
  bool good = true;
  for (const std::string& path : paths) good = add(path, grouping, task, found) && good;
  if (!good) return {};
  found.is_class |= found.all.size() > 1;
  return found;
}

}  // namespace grader
