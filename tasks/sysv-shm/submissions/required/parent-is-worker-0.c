// The parent itself is worker 0: there is one process less than W says.
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int r, k, c, w;
int ids[3];
int nids;

void cleanup(void)
{
    while (nids > 0)
        shmctl(ids[--nids], IPC_RMID, NULL);
}

long *matrix(int rows, int cols)
{
    long *p;
    int id = shmget(IPC_PRIVATE, rows * cols * sizeof(long), IPC_CREAT | 0600);
    if (id == -1) {
        perror("shmget");
        cleanup();
        exit(1);
    }
    ids[nids++] = id;
    p = shmat(id, NULL, 0);
    if (p == (long *)-1) {
        perror("shmat");
        cleanup();
        exit(1);
    }
    return p;
}

void read_matrix(long *m, int n)
{
    int i;
    for (i = 0; i < n; i++) {
        if (scanf("%ld", &m[i]) != 1) {
            fprintf(stderr, "bad input\n");
            cleanup();
            exit(1);
        }
    }
}

void work(long *A, long *B, long *C, int me)
{
    int i, j, l;
    for (i = me; i < r; i += w) {
        for (j = 0; j < c; j++) {
            C[i * c + j] = 0;
            for (l = 0; l < k; l++)
                C[i * c + j] += A[i * k + l] * B[l * c + j];
        }
    }
}

int main(int argc, char *argv[])
{
    long *A, *B, *C;
    int i, j, failed = 0;

    if (argc != 2 || (w = atoi(argv[1])) < 1) {
        fprintf(stderr, "usage: main W\n");
        return 1;
    }
    if (scanf("%d%d%d", &r, &k, &c) != 3) {
        fprintf(stderr, "bad input\n");
        return 1;
    }
    A = matrix(r, k);
    B = matrix(k, c);
    C = matrix(r, c);
    read_matrix(A, r * k);
    read_matrix(B, k * c);
    for (i = 1; i < w; i++) {
        pid_t pid = fork();
        if (pid == -1) {
            perror("fork");
            failed = 1;
            break;
        }
        if (pid == 0) {
            work(A, B, C, i);
            _exit(0);
        }
    }
    if (!failed)
        work(A, B, C, 0);
    while (wait(NULL) > 0)
        ;
    for (i = 0; !failed && i < r; i++) {
        for (j = 0; j < c; j++) {
            if (j > 0)
                printf(" ");
            printf("%ld", C[i * c + j]);
        }
        printf("\n");
    }
    cleanup();
    return failed;
}
