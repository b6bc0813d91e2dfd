#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct Slot {
  std::uint32_t length;
  std::array<char, 124> text;
};

void check(bool good, std::string_view what) {
  if (!good) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

using SemPtr = std::unique_ptr<sem_t, decltype(&sem_close)>;

SemPtr named_semaphore(const std::string& name, unsigned initial) {
  sem_t* s = sem_open(name.c_str(), O_CREAT, 0600, initial);
  check(s != SEM_FAILED, name);
  return {s, &sem_close};
}

struct Unmap {
  void operator()(Slot* slot) const { munmap(slot, sizeof(Slot)); }
};

std::unique_ptr<Slot, Unmap> shared_slot(const std::string& name) {
  const int fd = shm_open(name.c_str(), O_CREAT | O_RDWR, 0600);
  check(fd != -1, name);
  void* p = ftruncate(fd, sizeof(Slot)) == 0 ? mmap(nullptr, sizeof(Slot), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
  const int saved = errno;
  close(fd);
  errno = saved;
  check(p != MAP_FAILED, "map " + name);
  return std::unique_ptr<Slot, Unmap>(static_cast<Slot*>(p));
}

void down(sem_t* s) {
  int r;
  do r = sem_wait(s);
  while (r == -1 && errno == EINTR);
  check(r == 0, "sem_wait");
}

void up(sem_t* s) { check(sem_post(s) == 0, "sem_post"); }

// Removes the names when it goes out of scope, unless told not to.
struct Names {
  std::string name;
  bool keep = false;
  ~Names() {
    if (keep) return;
    shm_unlink(name.c_str());
    for (const char* end : {"-free", "-full"}) sem_unlink((name + end).c_str());
  }
};

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  Names names{argv[1]};
  const SemPtr free = named_semaphore(names.name + "-free", 1), full = named_semaphore(names.name + "-full", 0);
  const auto slot = shared_slot(names.name);
  const auto hand_over = [&](std::uint32_t length, std::string_view text) {
    down(free.get());
    slot->length = length;
    std::copy(text.begin(), text.end(), slot->text.begin());
    up(full.get());
  };
  std::string line;
  while (std::getline(std::cin, line)) hand_over(static_cast<std::uint32_t>(line.size()), line);
  hand_over(UINT32_MAX, "");
  names.keep = true;
  return 0;
} catch (const std::exception& e) {
  std::cerr << e.what() << std::endl;
  return 1;
}
