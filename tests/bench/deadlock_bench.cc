// deadlock_bench.cc — how long after the last task blocked a deadlock is proved.
//
//   deadlock_bench [RUNS]
//
// Two figures: from first seen blocked to proved, as the evidence has it; and from the program's own clock just
// before its last call to the end of the run, tree killed and box gone: what an instructor waits for.
#include <fcntl.h>
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "grader/diagnose/observe.h"
#include "grader/scenario/player.h"
#include "tests/bench/statistics.h"

namespace {

using namespace grader;

[[noreturn]] void die(const std::string& text) {
  fmt::print(stderr, "deadlock_bench: {}\n", text);
  std::exit(2);
}

Scenario scenario() {
  Scenario s;
  s.name = "bench";
  StartStep start;
  start.role = "main";
  start.program = "load";
  start.args = {"deadlock"};
  s.steps.push_back(start);
  s.steps.push_back(WaitStep{.role = "main"});
  return s;
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void print(const char* what, const std::vector<double>& samples) {
  fmt::print("{:<34}{:>10.2f}{:>10.2f}{:>10.2f}\n", what, bench::median(samples), bench::quantile(samples, 0.99),
             bench::quantile(samples, 1));
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 100;
  ProgramSet programs;
  programs.students["load"] = std::make_shared<sandbox::Fd>(::open(LOAD_PROGRAM, O_RDONLY | O_CLOEXEC));
  std::vector<double> proved, ended;
  for (int run = 0; run < runs; ++run) {
    const auto evidence = play(scenario(), programs, {}, [](sandbox::Box& box) { return observe(box); });
    const double end = now_ms();
    if (!evidence) die(evidence.error().text());
    if (!evidence.value().stuck) die("no deadlock found in run " + std::to_string(run));
    proved.push_back(evidence.value().stuck->proved_ms - evidence.value().stuck->last_blocked_ms);
    if (!evidence.value().outputs.empty())
      ended.push_back(end - std::atof(evidence.value().outputs.front().stdout_bytes.c_str()) / 1e6);
  }
  fmt::print("{:<34}{:>10}{:>10}{:>10}\n", "milliseconds", "median", "p99", "max");
  print("seen blocked to proved", proved);
  print("last call to end of run", ended);
  return 0;
}
