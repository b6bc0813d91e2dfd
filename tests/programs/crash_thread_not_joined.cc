// A std::thread that could still be joined goes out of scope.
// expect: crash
// says: a std::thread was destroyed that still could be joined
#include <thread>

int main() {
  std::thread thread([] {});
}
