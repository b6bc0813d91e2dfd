// messages.cc — what the command says on standard error, its results on standard output, its exit statuses.
#include "grader/cli/messages.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "grader/report/report.h"

namespace grader {
namespace {

bool output_failed = false;

bool write_all(int fd, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
    if (n >= 0) {
      done += static_cast<std::size_t>(n);
    } else if (errno == EAGAIN) {  // a terminal that another program left non-blocking
      pollfd ready{fd, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace

void complain(const std::string& subject, const std::string& fact, const std::string& remedy) {
  std::string line = "grader: ";
  if (!subject.empty()) line += shortened(subject, 200) + ": ";
  line += fact;
  if (!remedy.empty()) line += ": " + remedy;
  say(line + "\n");
}

void say(const std::string& line) { (void)write_all(STDERR_FILENO, line); }

bool print(const std::string& text) {
  if (output_failed) return false;
  if (write_all(STDOUT_FILENO, text)) return true;
  output_failed = true;
  if (errno != EPIPE)
    complain("standard output", std::strerror(errno), "the results could not be written: send them somewhere else");
  return false;
}

int with_output(int exit_code) { return output_failed && exit_code != kExitInterrupted ? kExitGrader : exit_code; }

std::string shortened(const std::string& text, std::size_t columns) {
  // Only the beginning can be shown: escaping the rest of a huge name would be wasted.
  const std::string escaped = printable(text.substr(0, columns * 4 + 4));
  std::size_t width = 0, at = 0, cut = 0;
  while (at < escaped.size()) {
    std::size_t next = at + 1;
    while (next < escaped.size() && (static_cast<unsigned char>(escaped[next]) & 0xC0) == 0x80) ++next;
    if (width + 1 < columns) cut = next;
    ++width;
    at = next;
  }
  if (width <= columns && text.size() <= columns * 4 + 4) return escaped;
  return escaped.substr(0, cut) + "…";
}

}  // namespace grader
