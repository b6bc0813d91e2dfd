// expect: leak(shm:/board)
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
  ftruncate(shm_open("/board", O_CREAT | O_RDWR, 0600), 4096);
  return 0;
}
