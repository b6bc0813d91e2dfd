// progress.h — how far a grading is, on standard error: a bar with the time left on a terminal, else plain lines.
#pragma once

#include <chrono>
#include <string>

#include "grader/batch/pool.h"

namespace grader {

/// One line of a progress bar, `width` columns at most. `doing`: what is done before the grading itself. Pure.
std::string progress_line(const PoolState& state, std::chrono::milliseconds elapsed, int width, const std::string& doing = "");

class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const PoolState& state, const std::string& doing = "");
  /// One job is done. On a terminal the bar tells it.
  void done(const std::string& line);
  void clear();
  double seconds() const;

 private:
  bool quiet_, terminal_, drawn_ = false;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// $COLUMNS where it is set, else the columns of the terminal at `fd`; 80 when it is none.
int terminal_width(int fd);

}  // namespace grader
