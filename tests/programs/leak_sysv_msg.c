// expect: leak(sysv-msg)
#include <sys/msg.h>

int main(void) { return msgget(0x1234, IPC_CREAT | 0600) < 0; }
