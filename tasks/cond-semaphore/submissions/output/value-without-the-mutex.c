// csem_value reads without the mutex.
#include "csem.h"

int csem_init(struct csem *s, int value) {
    pthread_mutexattr_t ma;
    pthread_condattr_t ca;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&ca);
    pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &ma);
    pthread_cond_init(&s->changed, &ca);
    s->value = value;
    return 0;
}

void csem_wait(struct csem *s) {
    pthread_mutex_lock(&s->mutex);
    while (s->value == 0)
        pthread_cond_wait(&s->changed, &s->mutex);
    s->value--;
    pthread_mutex_unlock(&s->mutex);
}

int csem_trywait(struct csem *s) {
    pthread_mutex_lock(&s->mutex);
    if (s->value == 0) {
        pthread_mutex_unlock(&s->mutex);
        return 0;
    }
    s->value--;
    pthread_mutex_unlock(&s->mutex);
    return 1;
}

void csem_post(struct csem *s) {
    pthread_mutex_lock(&s->mutex);
    s->value++;
    pthread_mutex_unlock(&s->mutex);
    pthread_cond_signal(&s->changed);
}

int csem_value(struct csem *s) {
    return s->value;
}

void csem_destroy(struct csem *s) {
    pthread_mutex_destroy(&s->mutex);
    pthread_cond_destroy(&s->changed);
}
