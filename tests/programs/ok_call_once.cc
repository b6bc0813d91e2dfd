// Three threads wait in std::call_once for the one that initialises, which takes its time.
// expect: none
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

int main() {
  std::once_flag once;
  int made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        std::call_once(once, [&] {
          std::this_thread::sleep_for(std::chrono::milliseconds(300));
          ++made;
        });
      });
  }
  return made == 1 ? 0 : 1;
}
