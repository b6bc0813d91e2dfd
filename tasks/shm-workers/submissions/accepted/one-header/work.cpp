#include <cerrno>
#include <cstdlib>

#include "shared.hpp"

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  Shared *shared = open_shared(argv[1]);
  if (shared == nullptr) return 1;
  for (long i = std::atol(argv[2]); i > 0; --i) {
    if (pthread_mutex_lock(&shared->mutex) == EOWNERDEAD) pthread_mutex_consistent(&shared->mutex);
    shared->counter++;
    pthread_mutex_unlock(&shared->mutex);
  }
}
