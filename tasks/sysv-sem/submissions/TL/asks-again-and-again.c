// Asks again and again with IPC_NOWAIT instead of waiting in semop.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#include "harness/table.h"

int lay_table(key_t key, int n)
{
    int id = semget(key, n, IPC_CREAT | 0666);
    if (id == -1)
        return -1;
    for (int i = 0; i < n; i++) {
        if (semctl(id, i, SETVAL, 1) == -1) {
            perror("semctl");
            semctl(id, 0, IPC_RMID);
            return -1;
        }
    }
    return id;
}

int take_forks(int set, int i, int n)
{
    struct sembuf ops[2];
    ops[0].sem_num = i;
    ops[0].sem_op = -1;
    ops[0].sem_flg = SEM_UNDO | IPC_NOWAIT;
    ops[1].sem_num = (i + 1) % n;
    ops[1].sem_op = -1;
    ops[1].sem_flg = SEM_UNDO | IPC_NOWAIT;
    while (semop(set, ops, 2) == -1) {
        if (errno != EAGAIN)
            return -1;
        usleep(1000);
    }
    return 0;
}

int put_forks(int set, int i, int n)
{
    struct sembuf ops[2];
    ops[0].sem_num = i;
    ops[0].sem_op = 1;
    ops[0].sem_flg = SEM_UNDO;
    ops[1].sem_num = (i + 1) % n;
    ops[1].sem_op = 1;
    ops[1].sem_flg = SEM_UNDO;
    return semop(set, ops, 2);
}

int clear_table(int set)
{
    return semctl(set, 0, IPC_RMID);
}
