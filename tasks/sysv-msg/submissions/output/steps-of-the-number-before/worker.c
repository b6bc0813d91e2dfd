// The answer to 0 has the steps of the number before it, not 0.
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
    long steps = 0;
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
        if (m.number != 0)
            steps = 0;
        for (long n = m.number; n > 1; n = n % 2 ? 3 * n + 1 : n / 2)
            steps++;
        m.steps = steps;
        if (msgsnd(q, &m, SIZE, 0) == -1) {
            perror("msgsnd");
            return 1;
        }
    } while (m.number != 0);
    return 0;
}
