#include <iostream>

#include "shared.hpp"

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const Shared *shared = open_shared(argv[1]);
  if (shared == nullptr) return 1;
  std::cout << shared->counter << '\n';
  return shm_unlink(argv[1]) == 0 ? 0 : 1;
}
