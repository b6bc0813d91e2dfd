// main.c — counts SIGUSR1 and SIGUSR2 between the commands that it reads.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Only the handlers write these, and only while ppoll waits: all other code has the signals blocked.
static volatile sig_atomic_t usr1, usr2, terminated;

static void on_signal(int signo) {
  if (signo == SIGUSR1) ++usr1;
  if (signo == SIGUSR2) ++usr2;
  if (signo == SIGTERM) terminated = 1;
}

static int held;

static void obey(const char* command) {
  if (strcmp(command, "count") == 0) {
    printf("usr1 %d usr2 %d\n", (int)usr1, (int)usr2);
  } else if (strcmp(command, "hold") == 0) {
    held = 1;
    printf("held\n");
  } else if (strcmp(command, "release") == 0) {
    held = 0;
    printf("released\n");
  }
  fflush(stdout);
}

// Whole lines of what has been read so far; the rest is kept.
static void obey_lines(char* text, size_t* length) {
  char* newline;
  while ((newline = memchr(text, '\n', *length)) != NULL) {
    *newline = '\0';
    obey(text);
    *length -= (size_t)(newline + 1 - text);
    memmove(text, newline + 1, *length);
  }
}

int main(void) {
  sigset_t ours, none;
  sigemptyset(&none);
  sigemptyset(&ours);
  sigaddset(&ours, SIGUSR1);
  sigaddset(&ours, SIGUSR2);
  sigaddset(&ours, SIGTERM);
  sigprocmask(SIG_BLOCK, &ours, NULL);
  const struct sigaction action = {.sa_handler = on_signal, .sa_mask = ours};
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGUSR2, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  printf("ready\n");
  fflush(stdout);

  char text[256];
  size_t length = 0;
  while (!terminated) {
    // Signals come in here and nowhere else: none can slip in between the test above and the wait.
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (ppoll(&in, 1, NULL, held ? &ours : &none) < 0) {
      if (errno == EINTR) continue;
      perror("ppoll");
      return 1;
    }
    const ssize_t n = read(STDIN_FILENO, text + length, sizeof text - length);
    if (n <= 0) break;
    length += (size_t)n;
    obey_lines(text, &length);
    if (length == sizeof text) length = 0;  // no command is that long
  }
  printf("usr1 %d usr2 %d\nbye\n", (int)usr1, (int)usr2);
  return 0;
}
