#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

class Semaphore {
 public:
  explicit Semaphore(unsigned value) {
    if (sem_init(&sem_, 1, value) != 0) throw std::runtime_error("sem_init");
  }
  ~Semaphore() { sem_destroy(&sem_); }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void wait() {
    while (sem_wait(&sem_) != 0)
      if (errno != EINTR) throw std::runtime_error("sem_wait");
  }
  void post() { sem_post(&sem_); }

 private:
  sem_t sem_;
};

class Guard {
 public:
  explicit Guard(Semaphore& s) : s_(s) { s_.wait(); }
  ~Guard() { s_.post(); }

 private:
  Semaphore& s_;
};

struct Shared {
  Semaphore lock{1};
  volatile long counter = 0;
};

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int n = std::stoi(argv[1]);
  const long k = std::stol(argv[2]);
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 1;
  auto* shared = new (memory) Shared;

  std::vector<pid_t> children;
  bool ok = true;
  for (int i = 0; i < n && ok; ++i) {
    const pid_t pid = fork();
    if (pid == 0) {
      char shot = 0;
      while (read(STDIN_FILENO, &shot, 1) > 0) {
      }
      for (long j = 0; j < k; ++j) {
        Guard guard(shared->lock);
        const long seen = shared->counter;
        usleep(100);
        shared->counter = seen + 1;
      }
      _exit(0);
    }
    if (pid < 0) ok = false;
    else children.push_back(pid);
  }
  for (const pid_t child : children) {
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0) ok = false;
  }
  if (ok) std::cout << shared->counter << std::endl;
  shared->~Shared();
  munmap(memory, sizeof(Shared));
  return ok ? 0 : 1;
}
