#include <sys/ipc.h>
#include <sys/msg.h>

#include <cerrno>
#include <iostream>
#include <map>
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
  void remove() { check(msgctl(id_, IPC_RMID, nullptr), "msgctl"); }

 private:
  static void check(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  }
  int id_;
};

int main(int argc, char** argv) try {
  if (argc != 5) return 2;
  Queue queue(std::stoi(argv[1], nullptr, 0));
  const int workers = std::stoi(argv[2]), from = std::stoi(argv[3]), to = std::stoi(argv[4]);
  std::map<int, Message> answers;
  // One number for each worker, then one more for each who has answered.
  int next = from;
  for (int worker = 1; worker <= workers && next <= to; ++worker, ++next) queue.send({worker, next, 0, 0});
  for (int left = to - from + 1; left > 0; --left) {
    const Message m = queue.receive(100);
    answers[m.number] = m;
    if (next <= to) {
      queue.send({1 + (next - from) % workers, next, 0, 0});
      ++next;
    }
  }
  for (int worker = 1; worker <= workers; ++worker) queue.send({worker, 0, 0, 0});
  for (int worker = 1; worker <= workers; ++worker) queue.receive(100);
  queue.remove();
  for (const auto& [number, m] : answers) std::cout << number << ' ' << m.steps << ' ' << m.worker << '\n';
  return 0;
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
