#include <sys/ipc.h>
#include <sys/msg.h>

#include <cerrno>
#include <iostream>
#include <string>
#include <system_error>

struct Message {
  long mtype;
  int number;
  int worker;
  long steps;
};

class Queue {
 public:
  explicit Queue(key_t key) : id_(msgget(key, IPC_CREAT | 0600)) { check(id_, "msgget"); }
  void send(const Message& m) { check(msgsnd(id_, &m, sizeof m - sizeof m.mtype, 0), "msgsnd"); }
  Message receive(long type) {
    Message m{};
    check(static_cast<int>(msgrcv(id_, &m, sizeof m - sizeof m.mtype, type, 0)), "msgrcv");
    return m;
  }

 private:
  static void check(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  }
  int id_;
};

int steps_of(long n) { return n <= 1 ? 0 : 1 + steps_of(n % 2 == 0 ? n / 2 : 3 * n + 1); }

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  Queue queue(std::stoi(argv[1], nullptr, 0));
  const int me = std::stoi(argv[2]);
  while (true) {
    const Message job = queue.receive(me);
    queue.send({100, job.number, me, steps_of(job.number)});
    if (job.number == 0) return 0;
  }
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
