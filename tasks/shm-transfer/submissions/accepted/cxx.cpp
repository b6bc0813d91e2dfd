#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>

#include "page.h"

namespace {

class Page {
 public:
  Page(const std::string& name, bool create) {
    const int fd = shm_open(name.c_str(), create ? O_RDWR | O_CREAT | O_EXCL : O_RDWR, 0600);
    if (fd < 0) throw std::runtime_error("cannot open " + name);
    if (create && ftruncate(fd, sizeof(page)) != 0) throw std::runtime_error("ftruncate");
    void* p = mmap(nullptr, sizeof(page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
    if (p == MAP_FAILED) throw std::runtime_error("mmap");
    page_ = static_cast<page*>(p);
    if (create) init();
  }
  ~Page() { munmap(page_, sizeof(page)); }

  // BasicLockable
  void lock() { pthread_mutex_lock(&page_->mutex); }
  void unlock() { pthread_mutex_unlock(&page_->mutex); }

  void put(const char* data, unsigned size) {
    std::lock_guard guard(*this);
    wait(page_->writable);
    std::memcpy(page_->data, data, size);
    page_->size = size;
    page_->writable = 0;
    page_->readable = 1;
    pthread_cond_broadcast(&page_->changed);
  }

  std::string get() {
    std::lock_guard guard(*this);
    wait(page_->readable);
    std::string piece(page_->data, page_->size);
    page_->readable = 0;
    page_->writable = 1;
    pthread_cond_broadcast(&page_->changed);
    return piece;
  }

 private:
  void wait(const int& flag) {
    while (flag == 0) pthread_cond_wait(&page_->changed, &page_->mutex);
  }
  void init() {
    pthread_mutexattr_t m;
    pthread_mutexattr_init(&m);
    pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&page_->mutex, &m);
    pthread_condattr_t c;
    pthread_condattr_init(&c);
    pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&page_->changed, &c);
    page_->writable = 1;
  }

  page* page_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string command = argv[1], name = argv[2];
  try {
    if (command == "create") {
      Page page(name, true);
    } else if (command == "remove") {
      return shm_unlink(name.c_str()) == 0 ? 0 : 1;
    } else if (command == "send") {
      Page page(name, false);
      std::ifstream in(argv[3], std::ios::binary);
      if (!in) throw std::runtime_error("no input file");
      char piece[1000];  // pieces need not fill the page
      do {
        in.read(piece, sizeof piece);
        page.put(piece, static_cast<unsigned>(in.gcount()));
      } while (in.gcount() > 0);
    } else if (command == "receive") {
      Page page(name, false);
      std::ofstream out(argv[3], std::ios::binary);
      for (std::string piece = page.get(); !piece.empty(); piece = page.get()) out << piece;
    }
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
  return 0;
}
