// The dispatcher tells the workers to end, but removes the queue before they have answered that.
#include <stdio.h>
#include <stdlib.h>
#include <sys/msg.h>

struct message { long mtype; int number; int worker; long steps; };
#define SIZE (sizeof(struct message) - sizeof(long))

int main(int argc, char *argv[])
{
    if (argc < 3)
        return 2;
    int id = atoi(argv[2]);
    int q = msgget(strtol(argv[1], NULL, 0), IPC_CREAT | 0666);
    struct message m;
    if (q == -1) {
        perror("msgget");
        return 1;
    }
    do {
        if (msgrcv(q, &m, SIZE, id, 0) == -1) {
            perror("msgrcv");
            return 1;
        }
        m.mtype = 100;
        m.worker = id;
        m.steps = 0;
        for (long n = m.number; n > 1; n = n % 2 ? 3 * n + 1 : n / 2)
            m.steps++;
        if (msgsnd(q, &m, SIZE, 0) == -1) {
            perror("msgsnd");
            return 1;
        }
    } while (m.number != 0);
    return 0;
}
