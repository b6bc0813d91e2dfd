// std::atomic::wait: a consumer sleeps on the value until the producer changes it and notifies.
// expect: none
#include <atomic>
#include <chrono>
#include <thread>

int main() {
  std::atomic<int> value{0};
  std::jthread producer([&] {
    for (int i = 1; i <= 3; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      value.store(i);
      value.notify_all();
    }
  });
  for (int seen = 0; seen < 3;) {
    value.wait(seen);
    seen = value.load();
  }
}
