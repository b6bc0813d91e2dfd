// main.c — a matrix product, its rows computed by several processes in System V shared memory.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

struct product {
  int rows, inner, columns;
  long *a, *b, *c;  // pointers of this process; all three lie in one segment
};

static int read_numbers(long* to, long count) {
  for (long i = 0; i < count; ++i)
    if (scanf("%ld", &to[i]) != 1) return -1;
  return 0;
}

static long* shared_numbers(size_t count) {
  const int id = shmget(IPC_PRIVATE, count * sizeof(long), IPC_CREAT | 0600);
  if (id < 0) return NULL;
  void* memory = shmat(id, NULL, 0);
  // Marked at once: the segment goes with the last process that has it, whatever happens from here on.
  shmctl(id, IPC_RMID, NULL);
  return memory == (void*)-1 ? NULL : memory;
}

static void compute_rows(const struct product* p, int first, int step) {
  for (int i = first; i < p->rows; i += step)
    for (int j = 0; j < p->columns; ++j) {
      long sum = 0;
      for (int k = 0; k < p->inner; ++k) sum += p->a[i * p->inner + k] * p->b[k * p->columns + j];
      p->c[i * p->columns + j] = sum;
    }
}

// Waits for all that were started, also when one could not be.
static int run_workers(const struct product* p, int workers) {
  int failed = 0, status;
  for (int w = 0; w < workers && !failed; ++w) {
    const pid_t child = fork();
    if (child < 0) {
      perror("fork");
      failed = 1;
    } else if (child == 0) {
      compute_rows(p, w, workers);
      _exit(0);
    }
  }
  for (;;) {
    if (wait(&status) > 0) failed |= status != 0;
    else if (errno != EINTR) return failed;
  }
}

static void print(const struct product* p) {
  for (int i = 0; i < p->rows; ++i)
    for (int j = 0; j < p->columns; ++j) printf("%ld%c", p->c[i * p->columns + j], j + 1 < p->columns ? ' ' : '\n');
}

int main(int argc, char** argv) {
  struct product p;
  const int workers = argc == 2 ? atoi(argv[1]) : 0;
  if (workers < 1 || scanf("%d %d %d", &p.rows, &p.inner, &p.columns) != 3 || p.rows < 1 || p.inner < 1 || p.columns < 1) {
    fprintf(stderr, "usage: main WORKERS < matrices\n");
    return 1;
  }
  const long size_a = (long)p.rows * p.inner, size_b = (long)p.inner * p.columns, size_c = (long)p.rows * p.columns;
  p.a = shared_numbers((size_t)(size_a + size_b + size_c));
  if (p.a == NULL) {
    perror("shared memory");
    return 1;
  }
  p.b = p.a + size_a;
  p.c = p.b + size_b;
  if (read_numbers(p.a, size_a + size_b) < 0) {
    fprintf(stderr, "the input ends too early, or is no number\n");
    return 1;
  }
  if (run_workers(&p, workers) != 0) return 1;
  print(&p);
  return 0;
}
