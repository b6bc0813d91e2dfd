// M threads take job numbers from a common counter; each starts its child with posix_spawn and waits for it.
#include <spawn.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

extern char **environ;

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  const int n = std::atoi(argv[1]), m = std::atoi(argv[2]);
  std::atomic<int> next{1};
  std::atomic<long> sum{0};
  std::vector<std::thread> places;
  for (int place = 0; place < m; ++place)
    places.emplace_back([&] {
      for (int job; (job = next++) <= n;) {
        std::string number = std::to_string(job);
        std::vector<char *> command(argv + 3, argv + argc);
        command.push_back(number.data());
        command.push_back(nullptr);
        pid_t pid;
        if (posix_spawnp(&pid, command[0], nullptr, nullptr, command.data(), environ) != 0) std::exit(1);
        int status = 0;
        waitpid(pid, &status, 0);
        sum += WEXITSTATUS(status);
      }
    });
  for (std::thread &t : places) t.join();
  std::printf("jobs %d sum %ld\n", n, sum.load());
}
