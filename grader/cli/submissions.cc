// submissions.cc — what the words on the command line mean: one submission each, or a class of them.
#include "grader/cli/submissions.h"

#include <fnmatch.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>

#include "grader/cli/messages.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::vector<fs::path> folders, sources, others;
};

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
    else found.others.push_back(entry);
  }
  if (failed) {
    complain(path, failed.message(), "make the folder readable");
    return {};
  }
  return found;
}

/// Whether the file seems to define main. Only a guess between "class" and "single" hangs on it.
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

bool named_by_recipe(const fs::path& entry, const Task& task, bool& by_wildcard) {
  bool named = false;
  for (const ProgramRecipe& program : task.build.programs)
    for (const std::string& glob : program.sources)
      if (::fnmatch(glob.c_str(), entry.filename().c_str(), 0) == 0) {
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
    if (holds_sources(sub)) return false;
  return std::count_if(folder.sources.begin(), folder.sources.end(), defines_main) < 2;
}

std::string entry_name(const fs::path& path) {
  fs::path clean = path.lexically_normal();
  if (!clean.has_filename()) clean = clean.parent_path();
  if (clean == "." || clean == "..") {
    std::error_code failed;
    clean = fs::canonical(clean, failed);
  }
  return clean.filename();
}

bool add_class(const fs::path& path, const Folder& folder, Submissions& found) {
  std::vector<fs::path> entries = folder.folders;
  entries.insert(entries.end(), folder.sources.begin(), folder.sources.end());
  if (entries.empty()) {
    complain(path, "holds no submission: no sub-folder, no C or C++ file", "name a file, a folder or a folder of submissions");
    return false;
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) found.all.push_back({entry.filename(), entry});
  if (!folder.others.empty())
    complain(path, std::to_string(folder.others.size()) + (folder.others.size() == 1 ? " entry is" : " entries are") +
                       " neither a folder nor a C or C++ file, and left out",
             "first is " + shortened(folder.others.front().filename(), 60));
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
    found.all.push_back({entry_name(path), path});
    return true;
  }
  const auto folder = read_folder(path);
  if (!folder) return false;
  if (grouping == Grouping::kGuess && looks_like_one(*folder, task)) {
    found.all.push_back({entry_name(path), path});
    return true;
  }
  return add_class(path, *folder, found);
}

/// Two students of one name cannot be told apart in a table: they go by their paths.
void make_names_unique(std::vector<Submission>& all) {
  std::map<std::string, int> seen;
  for (const Submission& s : all) ++seen[s.student];
  for (Submission& s : all)
    if (seen[s.student] > 1) s.student = s.path;
}

}  // namespace

std::optional<Submissions> find_submissions(const std::vector<std::string>& paths, Grouping grouping, const Task& task) {
  Submissions found;
  bool good = true;
  for (const std::string& path : paths) good = add(path, grouping, task, found) && good;
  if (!good) return {};
  found.is_class |= found.all.size() > 1;
  make_names_unique(found.all);
  return found;
}

}  // namespace grader
