// Semaphore and memory as objects whose destructors tidy up; a guard takes and gives the semaphore.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

class Semaphore {
 public:
  Semaphore(const std::string &name, int flags) : sem_(sem_open(name.c_str(), flags, 0600, 1)) {
    if (sem_ == SEM_FAILED) throw std::runtime_error("sem_open " + name);
  }
  ~Semaphore() { sem_close(sem_); }
  void lock() {
    while (sem_wait(sem_) != 0) {
    }
  }
  void unlock() { sem_post(sem_); }

 private:
  sem_t *sem_;
};

class Guard {
 public:
  explicit Guard(Semaphore &s) : s_(s) { s_.lock(); }
  ~Guard() { s_.unlock(); }

 private:
  Semaphore &s_;
};

class Counter {
 public:
  Counter(const std::string &name, int flags) {
    const int fd = shm_open(name.c_str(), O_RDWR | flags, 0600);
    if (fd < 0) throw std::runtime_error("shm_open " + name);
    if (flags & O_CREAT) (void)!ftruncate(fd, sizeof(long));  // keeps what is there: the size is always the same
    value_ = static_cast<long *>(mmap(nullptr, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
    close(fd);
    if (value_ == MAP_FAILED) throw std::runtime_error("mmap " + name);
  }
  ~Counter() { munmap(value_, sizeof(long)); }
  long &value() { return *value_; }

 private:
  long *value_;
};

int main(int argc, char **argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  try {
    if (command == "work" && argc == 4) {
      Semaphore sem(argv[2], O_CREAT);
      sem.lock();
      Counter counter(argv[2], O_CREAT);
      sem.unlock();
      for (long i = std::atol(argv[3]); i > 0; --i) {
        Guard guard(sem);
        ++counter.value();
      }
      return 0;
    }
    if (command == "result" && argc == 3) {
      Semaphore sem(argv[2], 0);
      Counter counter(argv[2], 0);
      {
        Guard guard(sem);
        std::cout << counter.value() << '\n';
      }
      sem_unlink(argv[2]);
      shm_unlink(argv[2]);
      return 0;
    }
  } catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
  return 2;
}
