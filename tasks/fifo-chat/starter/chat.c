// chat OUT IN — one side of a conversation over two FIFOs.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const char* out_path = argv[1];
  const char* in_path = argv[2];

  // 1. Make both FIFOs with mkfifo(); it is no error if one is there already (EEXIST).
  // 2. Open both. open() waits for the other side: which order can both sides take?
  // 3. Send each line of standard input to OUT, print each line of IN, at once, and both at the same time:
  //    two processes, two threads, or poll().
  // 4. End of standard input: close OUT, keep listening. End of IN as well: unlink IN and end.
  (void)out_path;
  (void)in_path;
  return 1;
}
