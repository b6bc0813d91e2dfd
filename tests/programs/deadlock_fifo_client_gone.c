// The server opens a client's FIFO to answer; the client has given up before.
// expect: deadlock
// may: leak
// dead: main @15 fifo
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  mkfifo("/tmp/client.1", 0600);
  const pid_t client = fork();
  if (client == 0) _exit(3);
  waitpid(client, NULL, 0);
  const int out = open("/tmp/client.1", O_WRONLY);
  write(out, "answer", 6);
  unlink("/tmp/client.1");
  return 0;
}
