// No handler: SIGUSR1 is blocked and taken with sigwait.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>

#include "channel.h"

static channel* open_channel(const std::string& name, int flags) {
  const int fd = shm_open(name.c_str(), O_RDWR | flags, 0600);
  if (fd < 0) return nullptr;
  if (flags && ftruncate(fd, sizeof(channel)) < 0) return nullptr;
  void* p = mmap(nullptr, sizeof(channel), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? nullptr : static_cast<channel*>(p);
}

static void down(sem_t& s) {
  int r;
  do r = sem_wait(&s);
  while (r != 0 && errno == EINTR);
}

static void receive(channel& c) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  c.receiver = getpid();
  sem_post(&c.ready);
  long number = 0;
  do {
    int signal = 0;
    sigwait(&set, &signal);
    down(c.go);
    number = c.number;
    if (number != 0) std::cout << number << std::endl;
    sem_post(&c.done);
  } while (number != 0);
}

static void send(channel& c, long number) {
  c.number = number;
  sem_post(&c.go);
  kill(c.receiver, SIGUSR1);
  down(c.done);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string command = argv[1];
  if (command == "remove") return shm_unlink(argv[2]) == 0 ? 0 : 1;
  channel* c = open_channel(argv[2], command == "create" ? O_CREAT | O_EXCL : 0);
  if (c == nullptr) return 1;
  if (command == "create") {
    for (sem_t* s : {&c->ready, &c->go, &c->done}) sem_init(s, 1, 0);
  } else if (command == "receive") {
    receive(*c);
  } else {
    down(c->ready);
    for (int i = 3; i < argc; ++i) send(*c, std::stol(argv[i]));
    send(*c, 0);
  }
}
