// writer.cpp — hands lines to the reader, one at a time, through a shared buffer.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>
#include <system_error>

namespace {

// What both programs share by name: one buffer, and a semaphore for each of its two states.
struct Buffer {
  std::uint32_t length;  // of the text; kEnd: there are no more lines
  char text[124];        // the characters themselves: a pointer would mean nothing to the other process
};
constexpr std::uint32_t kEnd = 0xffffffff;

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

class Semaphore {
 public:
  Semaphore(const std::string& name, unsigned value) : semaphore_(sem_open(name.c_str(), O_CREAT, 0600, value)) {
    if (semaphore_ == SEM_FAILED) fail("sem_open " + name);
  }
  ~Semaphore() { sem_close(semaphore_); }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void wait() {
    while (sem_wait(semaphore_) < 0)
      if (errno != EINTR) fail("sem_wait");
  }
  void post() {
    if (sem_post(semaphore_) < 0) fail("sem_post");
  }

 private:
  sem_t* semaphore_;
};

class SharedBuffer {
 public:
  explicit SharedBuffer(const std::string& name) {
    const int fd = shm_open(name.c_str(), O_CREAT | O_RDWR, 0600);
    if (fd < 0) fail("shm_open " + name);
    // A new object is empty; for one that has this size already, ftruncate changes nothing.
    if (ftruncate(fd, sizeof(Buffer)) < 0) close_and_fail(fd, "ftruncate");
    void* memory = mmap(nullptr, sizeof(Buffer), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) close_and_fail(fd, "mmap");
    close(fd);
    buffer_ = static_cast<Buffer*>(memory);
  }
  ~SharedBuffer() { munmap(buffer_, sizeof(Buffer)); }
  SharedBuffer(const SharedBuffer&) = delete;
  SharedBuffer& operator=(const SharedBuffer&) = delete;
  Buffer* operator->() { return buffer_; }

 private:
  [[noreturn]] static void close_and_fail(int fd, const char* what) {
    const int error = errno;
    close(fd);
    errno = error;
    fail(what);
  }
  Buffer* buffer_;
};

void remove_names(const std::string& name) {
  shm_unlink(name.c_str());
  sem_unlink((name + "-free").c_str());
  sem_unlink((name + "-full").c_str());
}

void write_lines(const std::string& name) {
  SharedBuffer buffer(name);
  Semaphore free(name + "-free", 1), full(name + "-full", 0);
  for (std::string line; std::getline(std::cin, line);) {
    if (line.size() > sizeof buffer->text) throw std::length_error("a line is too long");
    free.wait();
    buffer->length = static_cast<std::uint32_t>(line.size());
    std::memcpy(buffer->text, line.data(), line.size());
    full.post();
  }
  free.wait();
  buffer->length = kEnd;
  full.post();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    write_lines(argv[1]);
    return 0;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    remove_names(argv[1]);
    return 1;
  }
}
