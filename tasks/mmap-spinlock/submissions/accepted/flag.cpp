#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <iostream>
#include <mutex>
#include <new>
#include <string>

class SpinLock {
 public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire)) sched_yield();
  }
  void unlock() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

struct Shared {
  SpinLock lock;
  long counter = 0;
};

int main(int argc, char* argv[]) {
  if (argc != 3) {
    std::cerr << "usage: main N K\n";
    return 2;
  }
  const int n = std::stoi(argv[1]);
  const long k = std::stol(argv[2]);
  void* p = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return 1;
  Shared* shared = new (p) Shared;

  int started = 0;
  for (; started < n; ++started) {
    pid_t pid = fork();
    if (pid < 0) break;
    if (pid == 0) {
      char shot;
      while (read(STDIN_FILENO, &shot, 1) > 0) {
      }
      for (long i = 0; i < k; ++i) {
        std::lock_guard<SpinLock> guard(shared->lock);
        long seen = shared->counter;
        sched_yield();
        shared->counter = seen + 1;
      }
      _exit(0);
    }
  }
  for (int i = 0; i < started; ++i) wait(nullptr);
  if (started != n) return 1;
  std::cout << shared->counter << '\n';
  munmap(p, sizeof(Shared));
}
