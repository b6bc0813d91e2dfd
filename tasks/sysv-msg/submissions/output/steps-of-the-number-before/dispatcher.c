// The answer to 0 has the steps of the number before it, not 0.
#include <stdio.h>
#include <stdlib.h>
#include <sys/msg.h>

struct message { long mtype; int number; int worker; long steps; };
#define SIZE (sizeof(struct message) - sizeof(long))

int main(int argc, char *argv[])
{
    if (argc < 5) {
        fprintf(stderr, "usage: dispatcher KEY W FROM TO\n");
        return 2;
    }
    int w = atoi(argv[2]), from = atoi(argv[3]), to = atoi(argv[4]);
    long *steps = malloc((to - from + 1) * sizeof(long));
    int *who = malloc((to - from + 1) * sizeof(int));
    int q = msgget(strtol(argv[1], NULL, 0), IPC_CREAT | 0666);
    if (q == -1 || steps == NULL || who == NULL) {
        perror("dispatcher");
        return 1;
    }
    int next = from, missing = to - from + 1;
    struct message m;
    while (missing > 0) {
        /* never more than 100 messages in the queue, so it never gets full */
        while (next <= to && next - from < to - from + 1 - missing + 100) {
            m.mtype = 1 + (next - from) % w;
            m.number = next;
            if (msgsnd(q, &m, SIZE, 0) == -1) {
                perror("msgsnd");
                msgctl(q, IPC_RMID, NULL);
                return 1;
            }
            next++;
        }
        if (msgrcv(q, &m, SIZE, 100, 0) == -1) {
            perror("msgrcv");
            msgctl(q, IPC_RMID, NULL);
            return 1;
        }
        steps[m.number - from] = m.steps;
        who[m.number - from] = m.worker;
        missing--;
    }
    for (int i = 0; i <= to - from; i++)
        printf("%d %ld %d\n", from + i, steps[i], who[i]);
    for (int i = 1; i <= w; i++) {
        m.mtype = i;
        m.number = 0;
        if (msgsnd(q, &m, SIZE, 0) == -1)
            perror("msgsnd");
    }
    for (int i = 1; i <= w; i++)
        if (msgrcv(q, &m, SIZE, 100, 0) == -1)
            perror("msgrcv");
    msgctl(q, IPC_RMID, NULL);
    return 0;
}
