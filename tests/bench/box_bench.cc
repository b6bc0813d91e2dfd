// box_bench.cc — what a box costs, side by side with bare posix_spawn and bubblewrap, interleaved in one run.
//
//   box_bench [ROUNDS]     medians and 95th percentiles in microseconds, spawn to reaped
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "sandbox/box.h"
#include "tests/bench/statistics.h"

extern char** environ;

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void die(const std::string& text) {
  fmt::print(stderr, "box_bench: {}\n", text);
  std::exit(2);
}

bool spawn_and_wait(const std::vector<std::string>& command) {
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t child = 0;
  int status = 0;
  return ::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ) == 0 &&
         ::waitpid(child, &status, 0) == child && status == 0;
}

std::vector<std::string> bubblewrap() {
  return {"bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
          "--unshare-cgroup", "--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr",
          "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin",
          "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm", "--mqueue", "/dev/mqueue", "--tmpfs", "/tmp",
          "--tmpfs", "/work", "--ro-bind", TINY_PROGRAM, "/work/tiny", "--", "/work/tiny"};
}

sandbox::BoxConfig config(bool notify) {
  sandbox::BoxConfig c;
  c.notify = notify;
  c.binds.push_back({TINY_PROGRAM, "/bench/tiny", false});
  return c;
}

std::unique_ptr<sandbox::Box> make_box(bool notify) {
  auto box = sandbox::Box::create(config(notify));
  if (!box) die(box.error().text());
  return std::move(box).value();
}

void run_in(sandbox::Box& box) {
  sandbox::SpawnRequest request;
  request.argv = {"/bench/tiny"};
  const auto started = box.spawn(request);
  if (!started) die(started.error().text());
  for (;;) {
    pollfd ready[2] = {{box.channel_fd(), POLLIN, 0}, {box.notify_fd(), POLLIN, 0}};
    if (::poll(ready, 2, -1) < 0) continue;
    if (ready[1].revents != 0)
      if (const auto call = box.receive_notification(); call && call.value()) box.let_go(*call.value());
    if (ready[0].revents == 0) continue;
    const auto events = box.read_events();
    if (!events) die(events.error().text());
    for (const auto& event : events.value()) {
      if (event.kind != sandbox::BoxEvent::Kind::kReaped) die("the program did not run in the box");
      if (event.pid == started.value().pid) return;
    }
  }
}

struct Way {
  std::string name;
  std::function<void()> once;
  std::vector<double> samples;
};

void print(const std::vector<Way>& ways) {
  const double bare = bench::median(ways[0].samples);
  double wrap = 0;
  for (const Way& way : ways)
    if (way.name == "bubblewrap") wrap = bench::median(way.samples) - bare;
  fmt::print("{:<28}{:>10}{:>10}{:>12}{:>20}\n", "way (µs, spawn to reaped)", "median", "p95", "over bare", "of bwrap's overhead");
  for (const Way& way : ways) {
    const double over = bench::median(way.samples) - bare;
    fmt::print("{:<28}{:>10.0f}{:>10.0f}{:>12.0f}", way.name, bench::median(way.samples),
               bench::quantile(way.samples, 0.95), over);
    if (wrap > 0) fmt::print("{:>19.0f}%", 100 * over / wrap);
    fmt::print("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 300;
  const auto quiet = make_box(false), watched = make_box(true);
  std::vector<Way> ways{{"bare posix_spawn", [] { if (!spawn_and_wait({TINY_PROGRAM})) die("cannot run " TINY_PROGRAM); }, {}}};
  if (spawn_and_wait(bubblewrap()))
    ways.push_back({"bubblewrap", [] { spawn_and_wait(bubblewrap()); }, {}});
  else
    fmt::print("bubblewrap: not installed, or not possible here\n");
  ways.push_back({"warm box", [&] { run_in(*quiet); }, {}});
  ways.push_back({"warm box, rare calls held", [&] { run_in(*watched); }, {}});
  ways.push_back({"cold box", [] { run_in(*make_box(false)); }, {}});
  ways.push_back({"cold box, rare calls held", [] { run_in(*make_box(true)); }, {}});
  std::unique_ptr<sandbox::Box> cold;
  ways.push_back({"  of it: make", [&] { cold = make_box(true); }, {}});
  ways.push_back({"  of it: run", [&] { run_in(*cold); }, {}});
  ways.push_back({"  of it: take down", [&] { cold.reset(); }, {}});

  for (int round = -5; round < rounds; ++round)  // the first five warm the caches
    for (Way& way : ways) {
      const auto start = Clock::now();
      way.once();
      const std::chrono::duration<double, std::micro> took = Clock::now() - start;
      if (round >= 0) way.samples.push_back(took.count());
    }
  print(ways);
  return 0;
}
