// expect: leak(fifo:/tmp/talk)
#include <sys/stat.h>

int main(void) { return mkfifo("/tmp/talk", 0600); }
