#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

#include "shared.h"

using namespace std::chrono_literals;

template <class Condition>
void wait_until(Condition done) {
  while (!done()) std::this_thread::sleep_for(3ms);
}

class Object {
 public:
  explicit Object(std::string name) : name_(std::move(name)) {}
  ~Object() {
    if (fd_ >= 0) close(fd_);
  }

  bool try_create() {
    fd_ = shm_open(name_.c_str(), O_CREAT | O_EXCL | O_RDWR, 0644);
    if (fd_ < 0 && errno != EEXIST) throw std::runtime_error("cannot create " + name_);
    return fd_ >= 0;
  }
  void open() {
    fd_ = shm_open(name_.c_str(), O_RDWR, 0);
    if (fd_ < 0) throw std::runtime_error("no " + name_);
  }
  void resize() {
    if (ftruncate(fd_, sizeof(shared)) < 0) throw std::runtime_error("ftruncate");
  }
  bool complete() const {
    struct stat st {};
    if (fstat(fd_, &st) < 0) throw std::runtime_error("fstat");
    return static_cast<std::size_t>(st.st_size) >= sizeof(shared);
  }
  shared& map() {
    void* p = mmap(nullptr, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd_, 0);
    if (p == MAP_FAILED) throw std::runtime_error("mmap");
    return *static_cast<shared*>(p);
  }
  void unlink() { shm_unlink(name_.c_str()); }

 private:
  std::string name_;
  int fd_ = -1;
};

std::string join(Object& object) {
  const bool first = object.try_create();
  if (first) {
    object.resize();
  } else {
    object.open();
    wait_until([&] { return object.complete(); });
  }
  shared& s = object.map();
  if (first) {
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s.mutex, &a);
    s.creations += 1;
    std::atomic_ref(s.ready).store(1);
  } else {
    wait_until([&] { return std::atomic_ref(s.ready).load() == 1; });
  }
  pthread_mutex_lock(&s.mutex);
  s.members += 1;
  pthread_mutex_unlock(&s.mutex);
  return first ? "created" : "joined";
}

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  Object object(argv[2]);
  if (std::string(argv[1]) == "join") {
    std::cout << join(object) << '\n';
  } else {
    object.open();
    const shared& s = object.map();
    std::cout << s.members << ' ' << s.creations << '\n';
    object.unlink();
  }
  return 0;
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
