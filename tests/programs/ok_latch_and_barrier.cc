// std::latch and std::barrier: workers meet, the last one is late.
// expect: none
#include <barrier>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

int main() {
  using namespace std::chrono_literals;
  std::latch ready(4);
  std::barrier phase(4);
  std::vector<std::jthread> workers;
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([&, i] {
      std::this_thread::sleep_for(60ms * i);
      ready.arrive_and_wait();
      if (i == 0) std::this_thread::sleep_for(200ms);
      phase.arrive_and_wait();
    });
  ready.wait();
}
