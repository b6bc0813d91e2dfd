// The consumer checks its predicate correctly, but the producer stores the item and never notifies.
// expect: deadlock
// dead: thread 2 of main @17 condition; main @25 thread
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

int main() {
  std::mutex mutex;
  std::condition_variable ready;
  std::queue<int> items;
  bool waiting = false;
  std::thread consumer([&] {
    std::unique_lock lock(mutex);
    waiting = true;
    ready.wait(lock, [&] { return !items.empty(); });
    items.pop();
  });
  for (bool put = false; !put;) {
    const std::lock_guard lock(mutex);
    put = waiting;
    if (put) items.push(1);
  }
  consumer.join();
}
