#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>
#include <system_error>

#include "accounts.h"

class Accounts {
 public:
  Accounts(const std::string& name, int flags) {
    int fd = shm_open(name.c_str(), O_RDWR | flags, 0600);
    check(fd >= 0, "shm_open");
    if (flags != 0) check(ftruncate(fd, sizeof(accounts)) == 0, "ftruncate");
    void* p = mmap(nullptr, sizeof(accounts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    check(p != MAP_FAILED, "mmap");
    a_ = static_cast<accounts*>(p);
  }
  ~Accounts() { munmap(a_, sizeof *a_); }

  void init(long total) {
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&a_->mutex, &attr);
    a_->total = a_->left = total;
  }

  // BasicLockable, for std::lock_guard.
  void lock() {
    const int rc = pthread_mutex_lock(&a_->mutex);
    if (rc == 0) return;
    if (rc != EOWNERDEAD) throw std::system_error(rc, std::generic_category(), "lock");
    if (a_->left + a_->right != a_->total) {
      a_->left = a_->total - a_->right;
      ++a_->repairs;
    }
    pthread_mutex_consistent(&a_->mutex);
  }
  void unlock() { pthread_mutex_unlock(&a_->mutex); }

  accounts* operator->() { return a_; }

 private:
  static void check(bool ok, const char* what) {
    if (!ok) throw std::system_error(errno, std::generic_category(), what);
  }
  accounts* a_;
};

int main(int argc, char** argv) try {
  if (argc < 3) return 2;
  const std::string command = argv[1], name = argv[2];
  const long n = argc > 3 ? std::stol(argv[3]) : 0;
  if (command == "remove") return shm_unlink(name.c_str()) == 0 ? 0 : 1;

  Accounts a(name, command == "create" ? O_CREAT | O_EXCL : 0);
  if (command == "create") {
    a.init(n);
  } else if (command == "move") {
    for (long i = 0; i < n; ++i) {
      a.lock();
      --a->left;
      ++a->right;
      a.unlock();
    }
  } else if (command == "die") {
    a.lock();
    a->left -= n;
    std::cout << "inside" << std::endl;
    while (true) pause();
  } else if (command == "show") {
    a.lock();
    std::cout << a->left << ' ' << a->right << ' ' << a->repairs << '\n';
    a.unlock();
  }
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
