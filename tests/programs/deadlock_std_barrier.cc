// A std::barrier for three that two threads reach.
// expect: deadlock
// dead: thread 2 of main @9 barrier; thread 3 of main @10 barrier; main @11 thread
#include <barrier>
#include <thread>

int main() {
  std::barrier meet(3);
  std::jthread a([&meet] { meet.arrive_and_wait(); });
  std::jthread b([&meet] { meet.arrive_and_wait(); });
}
