#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "queue.h"

namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

class Queue {
 public:
  static Queue create(const std::string& name, unsigned capacity) {
    Queue q(name, O_CREAT | O_EXCL | O_RDWR);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&q.q_->lock, &a);
    pthread_mutexattr_destroy(&a);
    if (sem_init(&q.q_->free_slots, 1, capacity) < 0 || sem_init(&q.q_->filled_slots, 1, 0) < 0) fail("sem_init");
    q.q_->capacity = capacity;
    return q;
  }
  static Queue open(const std::string& name) { return Queue(name, O_RDWR); }
  Queue(Queue&& other) noexcept : q_(other.q_) { other.q_ = nullptr; }
  ~Queue() {
    if (q_ != nullptr) munmap(q_, sizeof *q_);
  }

  void put(const std::string& item) {
    down(q_->free_slots);
    {
      Locked locked(q_->lock);
      std::strncpy(q_->items[q_->tail], item.c_str(), ITEM_BYTES - 1);
      q_->tail = (q_->tail + 1) % q_->capacity;
    }
    sem_post(&q_->filled_slots);
  }

  std::string get() {
    down(q_->filled_slots);
    std::string item;
    {
      Locked locked(q_->lock);
      item = q_->items[q_->head];
      q_->head = (q_->head + 1) % q_->capacity;
    }
    sem_post(&q_->free_slots);
    return item;
  }

  int left() const {
    int n = 0;
    sem_getvalue(&q_->filled_slots, &n);
    return n;
  }

 private:
  struct Locked {
    explicit Locked(pthread_mutex_t& m) : m(m) { pthread_mutex_lock(&m); }
    ~Locked() { pthread_mutex_unlock(&m); }
    pthread_mutex_t& m;
  };

  Queue(const std::string& name, int flags) {
    const int fd = shm_open(name.c_str(), flags, 0600);
    if (fd < 0) fail(name.c_str());
    const bool create = (flags & O_CREAT) != 0;
    void* p = MAP_FAILED;
    if (!create || ftruncate(fd, sizeof(queue)) == 0)
      p = mmap(nullptr, sizeof(queue), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (p == MAP_FAILED) {
      if (create) shm_unlink(name.c_str());  // a half-made queue helps nobody
      fail("mmap");
    }
    q_ = static_cast<queue*>(p);
  }

  static void down(sem_t& s) {
    while (sem_wait(&s) < 0)
      if (errno != EINTR) fail("sem_wait");
  }

  queue* q_ = nullptr;
};

void consume(Queue& q, const char* path) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (fd < 0) fail(path);
  for (std::string item = q.get(); !item.empty(); item = q.get()) {
    item += '\n';
    if (write(fd, item.data(), item.size()) != static_cast<ssize_t>(item.size())) fail("write");
  }
  close(fd);
}

int run(const std::string& command, const std::string& name, const char* last) {
  if (command == "create") {
    Queue::create(name, std::stoul(last));
    return 0;
  }
  Queue q = Queue::open(name);
  if (command == "produce") {
    for (std::string line; std::getline(std::cin, line);) q.put(line);
  } else if (command == "consume") {
    consume(q, last);
  } else if (command == "close") {
    for (int i = std::stoi(last); i > 0; --i) q.put("");
  } else if (command == "remove") {
    std::cout << q.left() << std::endl;
    if (shm_unlink(name.c_str()) < 0) fail("shm_unlink");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  return argc < 3 ? 2 : run(argv[1], argv[2], argc > 3 ? argv[3] : "");
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
