// Without a task nobody can say which files a program was to leave: `grader run` lets them be.
// expect: none
#include <fcntl.h>
#include <unistd.h>

int main(void) { return write(open("out.txt", O_CREAT | O_WRONLY, 0600), "x", 1) != 1; }
