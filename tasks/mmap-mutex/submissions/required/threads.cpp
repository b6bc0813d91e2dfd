// Threads of one process instead of processes.
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const int n = std::atoi(argv[1]);
  const long k = std::atol(argv[2]);
  std::mutex mutex;
  long counter = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&] {
      for (long j = 0; j < k; ++j) {
        std::lock_guard<std::mutex> lock(mutex);
        ++counter;
      }
    });
  for (auto &w : workers) w.join();
  std::cout << counter << "\n";
}
