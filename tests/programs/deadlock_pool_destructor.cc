// The pool's destructor joins its workers before it tells them to stop.
// expect: deadlock
// dead: thread 2 of main @24 condition; thread 3 of main @24 condition; thread 4 of main @24 condition; main @15 thread
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
 public:
  explicit Pool(int size) {
    for (int i = 0; i < size; ++i) workers_.emplace_back(&Pool::work, this);
  }
  ~Pool() {
    for (std::thread& worker : workers_) worker.join();
    const std::lock_guard lock(mutex_);
    stop_ = true;
    more_.notify_all();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [this] { return stop_; });
  }
  std::mutex mutex_;
  std::condition_variable more_;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

int main() { Pool pool(3); }
