// SIGTERM's handler itself writes the end, with write() only; the main program just reads commands.
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t one, two;
static void say(const char *t) { (void)!write(1, t, strlen(t)); }
static void number(int n) {
  char t[12], *p = t + sizeof t;
  *--p = 0;
  do *--p = '0' + n % 10; while (n /= 10);
  say(p);
}
static void counts(void) { say("usr1 "); number(one); say(" usr2 "); number(two); say("\n"); }
static void on_one(int s) { (void)s; one++; }
static void on_two(int s) { (void)s; two++; }
static void on_term(int s) { (void)s; counts(); say("bye\n"); _exit(0); }
int main(void) {
  struct sigaction a = {.sa_flags = SA_RESTART};
  sigset_t all, none;
  sigemptyset(&none);
  sigemptyset(&all);
  sigaddset(&all, SIGUSR1);
  sigaddset(&all, SIGUSR2);
  sigaddset(&all, SIGTERM);
  a.sa_mask = all;
  a.sa_handler = on_one;
  sigaction(SIGUSR1, &a, NULL);
  a.sa_handler = on_two;
  sigaction(SIGUSR2, &a, NULL);
  a.sa_handler = on_term;
  sigaction(SIGTERM, &a, NULL);
  say("ready\n");
  char line[64];
  int used = 0, held = 0;
  for (char c; read(0, &c, 1) == 1;) {
    if (c != '\n') { if (used < 63) line[used++] = c; continue; }
    line[used] = 0;
    used = 0;
    sigset_t before;
    sigprocmask(SIG_BLOCK, &all, &before);  // nobody prints in between
    if (!strcmp(line, "count")) counts();
    if (!strcmp(line, "hold")) { held = 1; say("held\n"); }
    if (!strcmp(line, "release")) { held = 0; say("released\n"); }
    if (!held) sigprocmask(SIG_SETMASK, &none, NULL);
  }
  sigprocmask(SIG_BLOCK, &all, NULL);
  counts();
  say("bye\n");
  return 0;
}
