// The initialiser, inside std::call_once, waits for a thread that asks for the same initialisation.
// expect: deadlock
// dead: thread 2 of main @10 once; main @11 thread
#include <mutex>
#include <thread>

static std::once_flag once;

static void initialise() {
  std::thread helper([] { std::call_once(once, [] {}); });
  helper.join();
}

int main() { std::call_once(once, initialise); }
