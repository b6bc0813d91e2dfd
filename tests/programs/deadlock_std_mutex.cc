// Two std::mutex locked one after the other, in opposite order, where std::scoped_lock would have helped.
// expect: deadlock
// cause: lock-order-cycle
// dead: thread 2 of main @17 mutex; thread 3 of main @17 mutex; main @27 thread
#include <latch>
#include <mutex>
#include <thread>

struct Account {
  std::mutex mutex;
  int balance = 100;
};

static void transfer(Account& from, Account& to, std::latch& both_started) {
  const std::lock_guard first(from.mutex);
  both_started.arrive_and_wait();
  const std::lock_guard second(to.mutex);
  from.balance -= 10;
  to.balance += 10;
}

int main() {
  Account a, b;
  std::latch both_started(2);
  std::jthread there(transfer, std::ref(a), std::ref(b), std::ref(both_started));
  std::jthread back(transfer, std::ref(b), std::ref(a), std::ref(both_started));
}
