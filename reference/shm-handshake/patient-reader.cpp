// patient-reader.cpp — a reader that removes the names only when its own standard input has ended.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string>

namespace {

struct Buffer {
  std::uint32_t length;  // of the text; kEnd: there are no more lines
  char text[124];
};
constexpr std::uint32_t kEnd = 0xffffffff;

void check(bool good, const char* what) {
  if (good) return;
  std::perror(what);
  std::exit(1);
}

sem_t* semaphore(const std::string& name, unsigned value) {
  sem_t* made = sem_open(name.c_str(), O_CREAT, 0600, value);
  check(made != SEM_FAILED, name.c_str());
  return made;
}

Buffer* shared_buffer(const std::string& name) {
  const int fd = shm_open(name.c_str(), O_CREAT | O_RDWR, 0600);
  check(fd >= 0 && ftruncate(fd, sizeof(Buffer)) == 0, name.c_str());
  void* memory = mmap(nullptr, sizeof(Buffer), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  check(memory != MAP_FAILED, "mmap");
  close(fd);
  return static_cast<Buffer*>(memory);
}

void wait(sem_t* one) {
  while (sem_wait(one) < 0) check(errno == EINTR, "sem_wait");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string name = argv[1];
  Buffer* buffer = shared_buffer(name);
  sem_t* free = semaphore(name + "-free", 1);
  sem_t* full = semaphore(name + "-full", 0);
  for (wait(full); buffer->length != kEnd; wait(full)) {
    if (buffer->length <= sizeof buffer->text) {
      std::cout.write(buffer->text, buffer->length) << '\n';
    } else {
      std::cout << "(not a length: " << buffer->length << ")\n";
    }
    check(sem_post(free) == 0, "sem_post");
  }
  std::cin.ignore(std::numeric_limits<std::streamsize>::max());
  shm_unlink(name.c_str());
  sem_unlink((name + "-free").c_str());
  sem_unlink((name + "-full").c_str());
}
