// An exception leaves a thread's function: the line that throws is named.
// expect: crash
// says: crash_uncaught_in_thread.cc:8: an exception was not caught
#include <stdexcept>
#include <thread>

static void check(int number) {
  if (number == 1) throw std::runtime_error("one is too few");
}

int main() {
  std::thread first(check, 2), second(check, 1);
  first.join();
  second.join();
}
