// An exclusive lock asked for by the thread that still shares the mutex; another thread waits behind it.
// expect: deadlock
// dead: main @18 rwlock; thread 2 of main @15 rwlock
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>

int main() {
  std::shared_mutex mutex;
  std::binary_semaphore shared(0);
  std::jthread upgrader([&] {
    const std::shared_lock read(mutex);
    shared.release();
    const std::unique_lock write(mutex);
  });
  shared.acquire();
  const std::unique_lock write(mutex);
}
