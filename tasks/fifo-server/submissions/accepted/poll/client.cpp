#include <fstream>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  std::ofstream fifo(argv[1]);
  for (int i = 2; i < argc; ++i) fifo << argv[i] << std::endl;
  return fifo ? 0 : 1;
}
