// A latch for four; three workers count down.
// expect: deadlock
// dead: main @12 latch
#include <latch>
#include <thread>
#include <vector>

int main() {
  std::latch done(4);
  std::vector<std::jthread> workers;
  for (int i = 0; i < 3; ++i) workers.emplace_back([&done] { done.count_down(); });
  done.wait();
}
