// tiny.c — ends at once: what is measured is the way there and back.
#include <unistd.h>

int main(void) { _exit(0); }
