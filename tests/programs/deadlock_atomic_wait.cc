// The value changes, but nobody calls notify after the waiter has fallen asleep; the other thread has long ended.
// expect: deadlock
// dead: main @11 futex
#include <atomic>
#include <thread>

int main() {
  std::atomic<int> stage{0};
  std::thread other([&stage] { stage.store(1); });
  other.join();
  stage.wait(1);
}
