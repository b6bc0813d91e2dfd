// command_files.cc — finds the words of a command that are files here.
#include "grader/command_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 64;
constexpr off_t kLargestBytes = 64 << 20;
constexpr const char* kBetweenWords = " \t\n;&|()<>\"'`=";

std::vector<std::string> words_of(const std::string& arg) {
  std::vector<std::string> words{arg};
  for (std::size_t begin = 0; (begin = arg.find_first_not_of(kBetweenWords, begin)) != arg.npos;) {
    const std::size_t end = std::min(arg.find_first_of(kBetweenWords, begin), arg.size());
    words.push_back(arg.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

}  // namespace

std::vector<PutFileStep> files_named_in(const std::vector<std::string>& args) {
  std::vector<PutFileStep> files;
  for (const std::string& arg : args) {
    for (const std::string& word : words_of(arg)) {
      const std::string path = fs::path(word).lexically_normal().string();
      const bool known = std::any_of(files.begin(), files.end(), [&](const PutFileStep& f) { return f.path == path; });
      struct stat status {};
      if (known || files.size() == kMostFiles || path.starts_with('/') || path.starts_with("..")) continue;
      if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > kLargestBytes) continue;
      if (auto text = read_text(path)) files.push_back({path, std::move(text.value()), (status.st_mode & 0111) != 0});
    }
  }
  return files;
}

sandbox::Result<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return sandbox::last_error("read " + path.string());
  return text.str();
}

}  // namespace grader
