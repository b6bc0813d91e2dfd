// progress.cc — how far a grading is, on standard error: a bar with the time left on a terminal, else plain lines.
#include "grader/cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "grader/cli/messages.h"

namespace grader {
namespace {

std::string duration(double seconds) {
  const long s = std::lround(seconds);
  if (s < 60) return fmt::format("{} s", std::max(1L, s));
  if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
  return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
}

}  // namespace

std::string progress_line(const PoolState& state, std::chrono::milliseconds elapsed, int width, const std::string& doing) {
  const double share = state.total == 0 ? 1.0 : static_cast<double>(state.done) / static_cast<double>(state.total);
  std::string tail = fmt::format("  {:3.0f} %   {}", share * 100, doing.empty() ? fmt::format("{} at work", state.at_work) : doing);
  // The first results alone say little about the rest.
  if (state.done > 0 && state.done < state.total) {
    const double seconds = std::chrono::duration<double>(elapsed).count();
    tail += fmt::format("   about {} left", duration(seconds / static_cast<double>(state.done) *
                                                     static_cast<double>(state.total - state.done)));
  }
  const std::string head = fmt::format(" {:>{}}/{}  ", state.done, std::to_string(state.total).size(), state.total);
  const int room = width - static_cast<int>(head.size() + tail.size()) - 1;
  std::string bar;
  if (room >= 5) {
    const int cells = std::min(room, 30);
    const int full = static_cast<int>(std::floor(share * cells));
    for (int i = 0; i < cells; ++i) bar += i < full ? "█" : "░";
  }
  std::string line = head + bar + tail;
  if (room < 0) line = line.substr(0, static_cast<std::size_t>(std::max(0, width - 1)));
  return line;
}

Progress::Progress(bool quiet) : quiet_(quiet) {
  const char* term = std::getenv("TERM");
  terminal_ = ::isatty(STDERR_FILENO) == 1 && !(term && std::strcmp(term, "dumb") == 0);
}

void Progress::show(const PoolState& state, const std::string& doing) {
  if (quiet_ || !terminal_) return;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun_);
  say("\r\x1b[K" + progress_line(state, elapsed, terminal_width(STDERR_FILENO), doing));
  drawn_ = true;
}

void Progress::done(const std::string& line) {
  if (!quiet_ && !terminal_) say(line + "\n");
}

void Progress::clear() {
  if (drawn_) say("\r\x1b[K");
  drawn_ = false;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
}

int terminal_width(int fd) {
  const char* columns = std::getenv("COLUMNS");
  const int wanted = columns ? std::atoi(columns) : 0;
  if (wanted >= 20 && wanted <= 1000) return wanted;
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 80;
}

}  // namespace grader
