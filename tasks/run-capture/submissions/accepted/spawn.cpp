// posix_spawn with file actions instead of fork and exec; the text is kept in a std::string.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <iostream>
#include <sstream>
#include <string>

extern char **environ;

int main(int, char **argv) {
  int p[2];
  if (pipe2(p, O_CLOEXEC) < 0) return 1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, p[1], 1);
  pid_t pid;
  const int error = posix_spawnp(&pid, argv[1], &actions, nullptr, argv + 1, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(p[1]);
  if (error != 0) {
    std::cerr << argv[1] << ": " << std::strerror(error) << "\n";
    std::cout << "status 127\n";
    return 0;
  }
  std::string text;
  char buffer[512];
  for (ssize_t n; (n = read(p[0], buffer, sizeof buffer)) > 0;) text.append(buffer, n);
  int status = 0;
  waitpid(pid, &status, 0);
  std::cout << "status " << (WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status)) << "\n";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) std::cout << "| " << line << "\n";
}
