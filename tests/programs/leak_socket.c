// expect: leak(socket:/tmp/server)
#include <sys/socket.h>
#include <sys/un.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/server"};
  return bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
}
