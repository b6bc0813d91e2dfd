// Readers share, a writer excludes; a timed attempt gives up and tries again.
// expect: none
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

int main() {
  using namespace std::chrono_literals;
  std::shared_timed_mutex mutex;
  std::vector<std::jthread> threads;
  int value = 0, seen = 0;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      const std::shared_lock lock(mutex);
      std::this_thread::sleep_for(120ms);
      if (value > 1) std::terminate();
    });
  threads.emplace_back([&] {
    std::unique_lock lock(mutex, std::defer_lock);
    while (!lock.try_lock_for(20ms)) ++seen;
    ++value;
    std::this_thread::sleep_for(120ms);
  });
}
