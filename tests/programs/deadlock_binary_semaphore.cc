// Two binary semaphores: each thread acquires before it releases the other's.
// expect: deadlock
// dead: thread 2 of main @10 semaphore; thread 3 of main @14 semaphore; main @17 thread
#include <semaphore>
#include <thread>

int main() {
  std::binary_semaphore ping(0), pong(0);
  std::jthread a([&] {
    ping.acquire();
    pong.release();
  });
  std::jthread b([&] {
    pong.acquire();
    ping.release();
  });
}
