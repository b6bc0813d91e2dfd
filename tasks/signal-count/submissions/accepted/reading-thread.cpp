// The main thread alone takes signals, in sigsuspend(); another reads the commands and knocks with SIGRTMIN.
#include <semaphore.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <thread>

namespace {

volatile sig_atomic_t first, second, ended, knocked;

void count(int signo) {
  if (signo == SIGUSR1) first = first + 1;
  else if (signo == SIGUSR2) second = second + 1;
  else if (signo == SIGTERM) ended = 1;
  else knocked = 1;
}

std::string line;
bool no_more;
sem_t answered;

void read_commands(pthread_t main_thread) {
  do {
    no_more = !std::getline(std::cin, line);
    pthread_kill(main_thread, SIGRTMIN);
    while (sem_wait(&answered) != 0) {}
  } while (!no_more);
}

void tell() { std::cout << "usr1 " << first << " usr2 " << second << std::endl; }

}  // namespace

int main() {
  sigset_t all, at_first;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &at_first);
  struct sigaction action {};
  action.sa_handler = count;
  sigfillset(&action.sa_mask);
  for (const int signo : {SIGUSR1, SIGUSR2, SIGTERM, SIGRTMIN}) sigaction(signo, &action, nullptr);
  sem_init(&answered, 0, 0);
  std::cout << "ready" << std::endl;
  std::thread(read_commands, pthread_self()).detach();
  sigset_t blocked = at_first;
  while (!ended) {
    sigsuspend(&blocked);
    if (!knocked || ended) continue;
    knocked = 0;
    if (no_more) break;
    if (line == "count") tell();
    if (line == "hold") {
      for (const int signo : {SIGUSR1, SIGUSR2, SIGTERM}) sigaddset(&blocked, signo);
      std::cout << "held" << std::endl;
    }
    if (line == "release") {
      blocked = at_first;
      std::cout << "released" << std::endl;
    }
    sem_post(&answered);
  }
  tell();
  std::cout << "bye" << std::endl;
  _exit(0);
}
