#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const mqd_t mq = mq_open(argv[1], O_WRONLY | O_NONBLOCK);
  if (mq == -1) {
    std::perror(argv[1]);
    return 1;
  }
  const unsigned priority = static_cast<unsigned>(std::stoul(argv[2]));
  for (int i = 3; i < argc;) {
    if (mq_send(mq, argv[i], std::strlen(argv[i]), priority) == 0) {
      ++i;
    } else if (errno == EAGAIN) {
      pollfd room{mq, POLLOUT, 0};
      poll(&room, 1, -1);
    } else if (errno != EINTR) {
      std::perror("mq_send");
      return 1;
    }
  }
  mq_close(mq);
  return 0;
}
