// expect: leak(mq:/orders)
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>

int main(void) {
  mq_close(mq_open("/orders", O_CREAT | O_RDWR, 0600, NULL));
  return 0;
}
