// submission.cc — reads what a student handed in: which files it holds, bounded and without following links.
#include "grader/submission.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "grader/model/sha256.h"
#include "grader/model/source_name.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 2000;
constexpr std::size_t kMostEntries = 20'000;  // hidden files and folders included
constexpr std::uint64_t kMostBytes = 64ull << 20;

bool is_source(const std::string& name) { return is_source_name(name) || is_header_name(name); }

Diagnostic problem_with(const std::string& file, const std::string& message) {
  return Diagnostic{file, 0, 0, "error", message};
}

/// Folders first opened are walked to the end; symbolic links, hidden names and special files are left out.
/// Where there is no source then, the first source that is a link is what to name.
sandbox::Result<void> walk(const fs::path& folder, CollectedSources& submission) {
  std::string link;
  std::error_code failed;
  fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, failed), end;
  if (failed) return sandbox::Error{failed, "read the folder " + folder.string()};
  for (std::size_t entries = 0; it != end; it.increment(failed)) {
    if (failed) return sandbox::Error{failed, "read the folder " + folder.string()};
    const std::string name = it->path().filename().string();
    const fs::file_status status = it->symlink_status(failed);
    const bool hidden = name.starts_with('.');
    if (++entries > kMostEntries || submission.files.size() > kMostFiles) {
      submission.problem = problem_with("", "the submission holds more than " + std::to_string(kMostFiles) + " files");
      return sandbox::outcome::success();
    }
    if (fs::is_directory(status) && (hidden || it.depth() >= 16)) it.disable_recursion_pending();
    // Ours to read, so not the student's fault. Hidden ones are nobody's.
    if (!hidden && fs::is_directory(status) && ::access(it->path().c_str(), R_OK | X_OK) != 0)
      return sandbox::error(errno, "open the folder " + it->path().string());
    if (!hidden && fs::is_symlink(status) && is_source(name) && link.empty()) link = it->path().lexically_relative(folder).string();
    if (hidden || failed || !fs::is_regular_file(status)) continue;
    submission.files.push_back({it->path().lexically_relative(folder).string(), it->path()});
  }
  const auto& files = submission.files;
  if (!link.empty() && std::none_of(files.begin(), files.end(), [](const SourceFile& file) { return is_source(file.path); }))
    submission.problem = problem_with(link, "this is a symbolic link: hand in the file itself");
  return sandbox::outcome::success();
}

/// Reads one file into the hash and says what is wrong with it as a source.
std::optional<Diagnostic> read_file(const SourceFile& file, bool must_hold_text, std::uint64_t& total, Sha256& hash) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  const sandbox::Fd fd(sandbox::retry_eintr([&] { return ::open(file.host.c_str(), flags); }));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0)
    return problem_with(file.path, std::string("this file cannot be read: ") + std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return problem_with(file.path, "this is no regular file");
  hash.update_field(file.path);
  std::vector<char> buffer(256 * 1024);
  std::uint64_t size = 0;
  bool binary = false;
  while (true) {
    const ssize_t n = sandbox::retry_eintr([&] { return ::read(fd.get(), buffer.data(), buffer.size()); });
    if (n < 0) return problem_with(file.path, std::string("this file cannot be read: ") + std::strerror(errno));
    if (n == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(n));
    binary = binary || bytes.find('\0') != bytes.npos;
    hash.update(bytes);
    size += bytes.size();
    total += bytes.size();
    if (total > kMostBytes)
      return problem_with(file.path, "the submission holds more than " + std::to_string(kMostBytes >> 20) + " MB");
  }
  hash.update_field(std::to_string(size));
  if (!must_hold_text) return std::nullopt;
  if (binary) return problem_with(file.path, "this is a binary file, not C or C++ source text");
  if (size == 0 && is_source_name(file.path)) return problem_with(file.path, "this file is empty");
  return std::nullopt;
}

}  // namespace

std::string glob_of(const std::string& name) {
  std::string glob;
  for (const char c : name) {
    if (std::strchr("*?[]\\", c) != nullptr && c != '\0') glob += '\\';
    glob += c;
  }
  return glob;
}

sandbox::Result<CollectedSources> collect_submission(const fs::path& path) {
  CollectedSources submission;
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status) && fs::is_symlink(fs::symlink_status(path, failed))) {
    submission.problem = problem_with("", "the submission is a symbolic link that leads nowhere");
    return submission;
  }
  if (!fs::exists(status)) return sandbox::Error{failed, "no submission at " + path.string()};
  submission.single_file = !fs::is_directory(status);
  if (submission.single_file) submission.files.push_back({path.filename().string(), path});
  else if (auto walked = walk(path, submission); !walked) return walked.error();
  std::sort(submission.files.begin(), submission.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  Sha256 hash;
  std::uint64_t total = 0;
  for (const SourceFile& file : submission.files) {
    if (submission.problem) break;
    submission.problem = read_file(file, submission.single_file || is_source(file.path), total, hash);
  }
  submission.sha256 = hash.hex();
  if (submission.problem) return submission;
  if (submission.files.empty()) submission.problem = problem_with("", "the submission is an empty folder");
  else if (submission.single_file && !is_source_name(submission.files[0].path))
    submission.problem = problem_with(submission.files[0].path, "this is no C or C++ source: its name ends in none of .c .cc .cpp .cxx");
  return submission;
}

}  // namespace grader
