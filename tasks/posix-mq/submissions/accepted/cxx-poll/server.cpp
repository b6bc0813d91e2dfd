#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

class Queue {
 public:
  Queue(std::string name, long capacity) : name_(std::move(name)) {
    mq_attr attr{};
    attr.mq_maxmsg = capacity;
    attr.mq_msgsize = 64;
    mq_ = mq_open(name_.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &attr);
    if (mq_ == -1) throw std::system_error(errno, std::generic_category(), name_);
  }
  ~Queue() {
    mq_close(mq_);
    mq_unlink(name_.c_str());
  }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  std::string receive(unsigned& priority) {
    std::vector<char> buffer(64);
    while (true) {
      const ssize_t n = mq_receive(mq_, buffer.data(), buffer.size(), &priority);
      if (n >= 0) return std::string(buffer.data(), static_cast<std::size_t>(n));
      if (errno != EAGAIN && errno != EINTR) throw std::system_error(errno, std::generic_category(), "mq_receive");
      pollfd waiting{mq_, POLLIN, 0};
      poll(&waiting, 1, -1);
    }
  }

 private:
  std::string name_;
  mqd_t mq_;
};

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  Queue queue(argv[1], std::stol(argv[2]));
  std::cout << "ready" << std::endl;
  std::string line;
  std::getline(std::cin, line);
  unsigned priority = 0;
  for (std::string text = queue.receive(priority); text != "quit"; text = queue.receive(priority))
    std::cout << priority << ' ' << text << std::endl;
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
