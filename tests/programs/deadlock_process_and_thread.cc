// A thread of the parent waits for the child, main for that thread, and the child for main's message.
// expect: deadlock
// dead: child of main @16 pipe; main @19 thread; thread 2 of main @18 child
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

int main() {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  const pid_t child = fork();
  if (child == 0) {
    char byte;
    close(ends[1]);
    _exit(read(ends[0], &byte, 1) == 1 ? 0 : 1);
  }
  std::thread reaper([child] { waitpid(child, nullptr, 0); });
  reaper.join();
  return write(ends[1], "x", 1) == 1 ? 0 : 1;
}
