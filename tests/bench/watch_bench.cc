// watch_bench.cc — what watching costs: ping-pong over pipes and futexes, a fork/exec loop and 20 processes that sleep
// and wake, in a box with the observer looking and rare calls held, and in a box without either; interleaved in one run.
//
// "watcher": CPU time of the supervisor, the box's making and taking down among it, as a share of one core.
//
//   watch_bench [ROUNDS]
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "grader/diagnose/observe.h"
#include "grader/scenario/player.h"
#include "sandbox/box.h"
#include "tests/bench/statistics.h"

namespace {

using namespace grader;

[[noreturn]] void die(const std::string& text) {
  fmt::print(stderr, "watch_bench: {}\n", text);
  std::exit(2);
}

struct Load {
  std::string what;
  long rounds;
  std::vector<double> plain, watched;  ///< nanoseconds of one round, as the program itself measured
  std::vector<double> watcher;         ///< of one core
};

double cpu_seconds() {
  rusage use{};
  ::getrusage(RUSAGE_SELF, &use);  // not its children's: the box is one of them
  double total = 0;
  for (const timeval& t : {use.ru_utime, use.ru_stime})
    total += static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  return total;
}

sandbox::Limits generous() {
  sandbox::Limits limits;
  limits.wall = std::chrono::seconds(60);
  limits.cpu = std::chrono::seconds(120);
  return limits;
}

double figure(const std::string& output) {
  const double ns = std::atof(output.c_str());
  if (ns <= 0) die("the load printed no figure: '" + output + "'");
  return ns;
}

std::string read_all(int fd) {
  std::string text;
  char buffer[256];
  for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(n));
  return text;
}

/// Nobody looks: no rare calls held, no observer, one poll for the end.
double plain(const Load& load) {
  sandbox::BoxConfig config;
  config.notify = false;
  config.limits = generous();
  config.binds.push_back({LOAD_PROGRAM, "/bench/load", false});
  auto box = sandbox::Box::create(config);
  if (!box) die(box.error().text());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) die("pipe2 failed");
  sandbox::Fd out(ends[0]), in(ends[1]);
  sandbox::SpawnRequest request;
  request.argv = {"/bench/load", load.what, std::to_string(load.rounds)};
  request.stdout_fd = in.get();
  if (const auto started = box.value()->spawn(request); !started) die(started.error().text());
  in.reset();
  return figure(read_all(out.get()));
}

/// As `grader` does it: the player's loop with the observer of diagnose.
double watched(Load& load, const ProgramSet& programs) {
  Scenario scenario;
  scenario.name = "bench";
  StartStep start;
  start.role = "main";
  start.program = "load";
  start.args = {load.what, std::to_string(load.rounds)};
  scenario.steps.push_back(start);
  scenario.steps.push_back(WaitStep{.role = "main", .status = 0});
  PlayOptions options;
  options.limits = generous();
  const double before = cpu_seconds();
  const auto began = std::chrono::steady_clock::now();
  const auto evidence = play(scenario, programs, options, [](sandbox::Box& box) { return observe(box); });
  if (!evidence) die(evidence.error().text());
  if (evidence.value().outputs.empty()) die("no output");
  load.watcher.push_back((cpu_seconds() - before) / std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  return figure(evidence.value().outputs.front().stdout_bytes);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 11;
  ProgramSet programs;
  programs.students["load"] = std::make_shared<sandbox::Fd>(::open(LOAD_PROGRAM, O_RDONLY | O_CLOEXEC));
  std::vector<Load> loads;
  for (const auto& [what, n] : {std::pair("pipe", 100000L), {"futex", 100000L}, {"fork", 1000L}, {"sleep", 200L}})
    loads.push_back({what, n, {}, {}, {}});
  for (int round = 0; round < rounds; ++round)
    for (Load& load : loads) {
      load.plain.push_back(plain(load));
      load.watched.push_back(watched(load, programs));
    }
  fmt::print("{:<10}{:>16}{:>16}{:>10}{:>10}\n", "load", "plain ns", "watched ns", "factor", "watcher");
  for (const Load& load : loads)
    fmt::print("{:<10}{:>16.0f}{:>16.0f}{:>10.3f}{:>9.2f}%\n", load.what, bench::median(load.plain),
               bench::median(load.watched), bench::median(load.watched) / bench::median(load.plain),
               bench::median(load.watcher) * 100);
  return 0;
}
