// All pipes are made first, close-on-exec, so that dup2() leaves each command just its own two ends.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

int main(int argc, char **argv) {
  const int n = argc - 1;
  if (n < 1) return 2;
  std::vector<std::array<int, 2>> pipes(n - 1);
  for (auto &p : pipes)
    if (pipe2(p.data(), O_CLOEXEC) < 0) return 1;

  std::vector<pid_t> children;
  for (int i = 0; i < n; ++i) {
    const pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      if (i > 0) dup2(pipes[i - 1][0], 0);
      if (i + 1 < n) dup2(pipes[i][1], 1);
      std::istringstream in(argv[i + 1]);
      std::vector<std::string> words;
      for (std::string w; in >> w;) words.push_back(w);
      std::vector<char *> args;
      for (auto &w : words) args.push_back(w.data());
      args.push_back(nullptr);
      execvp(args[0], args.data());
      std::perror(args[0]);
      _exit(127);
    }
    children.push_back(pid);
  }
  for (auto &p : pipes) {
    close(p[0]);
    close(p[1]);
  }
  int status = 0;
  for (const pid_t pid : children) waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
