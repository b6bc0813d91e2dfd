// Opens for reading without blocking, holds a write end beside it, and sleeps in poll().
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <string>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const char *path = argv[1];
  if (mkfifo(path, 0600) != 0) {
    perror(path);
    return 1;
  }
  const int in = open(path, O_RDONLY | O_NONBLOCK);
  const int keep = open(path, O_WRONLY);
  if (in < 0 || keep < 0) return 1;
  std::string text;
  long long sum = 0;
  bool done = false;
  while (!done) {
    pollfd p{in, POLLIN, 0};
    if (poll(&p, 1, -1) < 0) continue;
    char buffer[64];
    const ssize_t n = read(in, buffer, sizeof buffer);
    if (n <= 0) continue;
    text.append(buffer, n);
    for (size_t end; !done && (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1)) {
      const std::string line = text.substr(0, end);
      if (line == "quit") {
        done = true;
      } else {
        sum += std::stoll(line);
        std::cout << "got " << line << std::endl;
      }
    }
  }
  std::cout << "sum " << sum << std::endl;
  close(keep);
  close(in);
  unlink(path);
}
