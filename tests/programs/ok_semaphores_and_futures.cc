// std::counting_semaphore limits how many tasks run at once; futures bring their results.
// expect: none
#include <chrono>
#include <future>
#include <semaphore>
#include <thread>
#include <vector>

int main() {
  std::counting_semaphore<2> slots(2);
  std::vector<std::future<int>> results;
  for (int i = 0; i < 6; ++i)
    results.push_back(std::async(std::launch::async, [&slots, i] {
      slots.acquire();
      std::this_thread::sleep_for(std::chrono::milliseconds(60));
      slots.release();
      return i;
    }));
  int sum = 0;
  for (auto& result : results) sum += result.get();
  return sum == 15 ? 0 : 1;
}
