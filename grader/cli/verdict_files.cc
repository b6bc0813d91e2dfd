// verdict_files.cc — verdicts read back from files.
#include "grader/cli/verdict_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "grader/cli/messages.h"
#include "sandbox/fd.h"

namespace grader {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

/// Absent: `errno` says why.
std::optional<std::string> read_whole(const std::string& file) {
  const sandbox::Fd fd(file == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return {};
  std::string text;
  for (char buffer[65536];;) {
    const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return {};
    if (n == 0) return text;
    text.append(buffer, static_cast<std::size_t>(n));
    if (text.size() > kMostBytes) {
      errno = EFBIG;
      return {};
    }
  }
}

/// What is no verdict throws std::exception.
void add(const nlohmann::json& document, ReadVerdicts& read) {
  if (!document.is_array()) {
    read.all.push_back(verdict_from_json(document));
    return;
  }
  read.is_class = true;
  for (std::size_t i = 0; i < document.size(); ++i) {
    try {
      read.all.push_back(verdict_from_json(document[i]));
    } catch (const OtherSchemaVersion&) {
      throw;
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument("/" + std::to_string(i) + e.what());
    }
  }
}

}  // namespace

std::optional<ReadVerdicts> read_verdicts(const std::vector<std::string>& files) {
  ReadVerdicts read;
  for (const std::string& file : files) {
    const std::string subject = file == "-" ? "standard input" : file;
    const auto text = read_whole(file);
    if (!text) {
      complain(subject, std::strerror(errno), "name a file that --report json=FILE wrote");
      return {};
    }
    try {
      const auto document = nlohmann::json::parse(*text, nullptr, false);
      if (document.is_discarded()) {
        complain(subject, "is no JSON", "name a file that --report json=FILE wrote");
        return {};
      }
      add(document, read);
    } catch (const OtherSchemaVersion& e) {
      complain(subject, e.what());
      return {};
    } catch (const std::exception& e) {
      complain(subject, "is no verdict: " + shortened(e.what(), 200), "name a file that --report json=FILE wrote; see grader schema verdict");
      return {};
    }
  }
  read.is_class |= read.all.size() > 1;
  return read;
}

}  // namespace grader
