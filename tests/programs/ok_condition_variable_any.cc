// A thread pool whose workers sleep on a condition variable until work comes, and end by their stop token.
// expect: none
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <stop_token>
#include <thread>
#include <vector>

class Pool {
 public:
  explicit Pool(int size) {
    for (int i = 0; i < size; ++i)
      workers_.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  void add(int job) {
    const std::lock_guard lock(mutex_);
    jobs_.push(job);
    more_.notify_one();
  }

 private:
  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (more_.wait(lock, stop, [this] { return !jobs_.empty(); })) jobs_.pop();
  }
  std::mutex mutex_;
  std::condition_variable_any more_;
  std::queue<int> jobs_;
  std::vector<std::jthread> workers_;
};

int main() {
  Pool pool(3);
  for (int job = 0; job < 6; ++job) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    pool.add(job);
  }
}
