// Mistake: threads instead of processes.
#include <semaphore.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

sem_t sem;
volatile long counter;

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int n = atoi(argv[1]);
  const long k = atol(argv[2]);
  sem_init(&sem, 0, 1);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([k] {
      for (long j = 0; j < k; ++j) {
        sem_wait(&sem);
        long seen = counter;
        usleep(100);
        counter = seen + 1;
        sem_post(&sem);
      }
    });
  for (auto& t : threads) t.join();
  std::printf("%ld\n", counter);
  sem_destroy(&sem);
}
