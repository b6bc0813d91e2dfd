// deadlock_bench.cc — how long after the last task blocked a deadlock is proved, as the number of tasks grows, beside
// what an instructor has otherwise: timeout(1), plain and with strace -f.
//
//   deadlock_bench [RUNS [BUSY]]      BUSY: so many processes burn CPU time meanwhile
//
// "proved": from the program's own clock just before its last call until the snapshot was proved.
// "finding": until the findings are there, tree killed and box gone: what an instructor waits for.
#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "grader/diagnose/findings.h"
#include "grader/diagnose/observe.h"
#include "grader/scenario/player.h"
#include "tests/bench/statistics.h"

extern char** environ;

namespace {

using namespace grader;

struct Load {
  std::string what;
  int size;
  std::vector<double> proved{}, finding{}, timeout{}, strace{};
};

[[noreturn]] void die(const std::string& text) {
  fmt::print(stderr, "deadlock_bench: {}\n", text);
  std::exit(2);
}

Scenario scenario(const Load& load) {
  Scenario s;
  s.name = "bench";
  StartStep start;
  start.role = "main";
  start.program = "load";
  start.args = {load.what, std::to_string(load.size)};
  s.steps.push_back(start);
  s.steps.push_back(WaitStep{.role = "main"});
  return s;
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Notes when the observer said that all are stuck.
class Timed : public Observer {
 public:
  Timed(std::unique_ptr<Observer> inner, double& stuck_at) : inner_(std::move(inner)), stuck_at_(stuck_at) {}
  void started(const sandbox::Started& p, const std::string& role, bool students) override { inner_->started(p, role, students); }
  void reaped(const sandbox::BoxEvent& event) override { inner_->reaped(event); }
  sandbox::Reply rare_call(const sandbox::Notification& call) override { return inner_->rare_call(call); }
  std::vector<std::string> family_blocked_in(pid_t pid) override { return inner_->family_blocked_in(pid); }
  Look look(const Outlook& outlook) override {
    const Look look = inner_->look(outlook);
    if (look.stuck) stuck_at_ = now_ms();
    return look;
  }
  std::vector<std::string> blocked_in(pid_t pid) override { return inner_->blocked_in(pid); }
  void time_is_up(const Outlook& outlook) override { inner_->time_is_up(outlook); }
  void before_kill(const std::string& reason) override { inner_->before_kill(reason); }
  void finish(Evidence& evidence) override { inner_->finish(evidence); }

 private:
  std::unique_ptr<Observer> inner_;
  double& stuck_at_;
};

void run_graded(Load& load, const ProgramSet& programs) {
  PlayOptions options;
  options.limits.tasks = 4096;
  options.limits.wall = std::chrono::seconds(60);
  options.limits.cpu = std::chrono::seconds(60);
  double stuck_at = 0;
  const Scenario s = scenario(load);
  const auto evidence = play(s, programs, options, [&](sandbox::Box& box) {
    return std::make_unique<Timed>(observe(box), stuck_at);
  });
  if (!evidence) die(evidence.error().text());
  if (!evidence.value().stuck || evidence.value().outputs.empty())
    die(fmt::format("{} {}: no deadlock found", load.what, load.size));
  const bool told = !findings(evidence.value(), s).empty();
  const double end = now_ms();
  if (!told) die("no finding");
  const double blocked = std::atof(evidence.value().outputs.front().stdout_bytes.c_str()) / 1e6;
  load.proved.push_back(stuck_at - blocked);
  load.finding.push_back(end - blocked);
}

/// From the last call to the end of COMMAND, which says nothing but that.
double run_plain(std::vector<std::string> command, const Load& load) {
  for (const std::string& word : {std::string(LOAD_PROGRAM), load.what, std::to_string(load.size)}) command.push_back(word);
  std::vector<char*> argv;
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) die("pipe2 failed");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  pid_t child = 0;
  if (::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) != 0) return 0;
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  char text[64] = {};
  (void)!::read(ends[0], text, sizeof text - 1);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return std::atof(text) > 0 ? now_ms() - std::atof(text) / 1e6 : 0;
}

void burn() {
  const pid_t supervisor = ::getpid();
  if (::fork() != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(0);
  for (volatile unsigned n = 0;;) n = n + 1;
}

void print(const Load& load) {
  const auto cell = [](const std::vector<double>& samples, double q) {
    return samples.empty() ? std::string("-") : fmt::format("{:.1f}", bench::quantile(samples, q));
  };
  fmt::print("{:<10}{:>6}{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}\n", load.what, load.size, cell(load.proved, 0.5),
             cell(load.proved, 0.99), cell(load.finding, 0.5), cell(load.finding, 0.99), cell(load.timeout, 0.5),
             cell(load.strace, 0.5));
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 20, busy = argc > 2 ? std::atoi(argv[2]) : 0;
  ProgramSet programs;
  programs.students["load"] = std::make_shared<sandbox::Fd>(::open(LOAD_PROGRAM, O_RDONLY | O_CLOEXEC));
  std::vector<Load> loads{{"deadlock", 2}, {"deadlock", 8}, {"deadlock", 32}, {"deadlock", 128}, {"deadlock", 500}, {"threads", 1000}};
  for (int i = 0; i < busy; ++i) burn();
  for (int run = 0; run < runs; ++run)
    for (Load& load : loads) {
      run_graded(load, programs);
      if (run >= 3) continue;  // two seconds each, and always the same two seconds
      load.timeout.push_back(run_plain({"timeout", "2"}, load));
      load.strace.push_back(run_plain({"timeout", "2", "strace", "-f", "-o", "/dev/null"}, load));
    }
  fmt::print("milliseconds after the last call, {} runs, {} busy processes beside them\n", runs, busy);
  fmt::print("{:<10}{:>6}{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}\n", "load", "tasks", "proved", "p99", "finding", "p99", "timeout 2", "strace -f");
  for (const Load& load : loads) print(load);
  return 0;
}
