// Mistake: a ready-made sem_t hidden in the memory of the structure, instead of a semaphore of one's own.
#include <semaphore.h>

#include "csem.h"

static sem_t *inside(struct csem *s) { return (sem_t *)&s->changed; }

int csem_init(struct csem *s, int value) { return sem_init(inside(s), 1, value); }
void csem_wait(struct csem *s) { sem_wait(inside(s)); }
int csem_trywait(struct csem *s) { return sem_trywait(inside(s)) == 0; }
void csem_post(struct csem *s) { sem_post(inside(s)); }
int csem_value(struct csem *s) {
    int v;
    sem_getvalue(inside(s), &v);
    return v;
}
void csem_destroy(struct csem *s) { sem_destroy(inside(s)); }
