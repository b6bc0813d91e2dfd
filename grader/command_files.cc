// command_files.cc — finds the words of a command that are files here.
#include "grader/command_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "sandbox/fd.h"

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
  // O_NONBLOCK: to open a FIFO would wait for its writer.
  const sandbox::Fd fd(sandbox::retry_eintr([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) return sandbox::last_error("read " + path.string());
  if (!S_ISREG(status.st_mode)) return sandbox::error(EINVAL, "read " + path.string() + ", which is no regular file");
  if (status.st_size > kLargestBytes) return sandbox::error(EFBIG, "read " + path.string());
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t n = sandbox::retry_eintr([&] { return ::read(fd.get(), text.data() + size, text.size() - size); });
    if (n < 0) return sandbox::last_error("read " + path.string());
    if (n == 0) break;
    size += static_cast<std::size_t>(n);
  }
  text.resize(size);
  return text;
}

}  // namespace grader
