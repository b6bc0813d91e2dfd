/* The shared memory is a file that loses its name at once; children leave through _exit. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

sem_t *sem;
int *counter;

int main(int argc, char **argv)
{
	char path[] = "/tmp/counter-XXXXXX";
	int n = atoi(argv[1]), k = atoi(argv[2]), i, j, bad = 0, fd;
	char *p;

	fd = mkstemp(path);
	if (fd == -1)
		return 1;
	unlink(path);
	if (ftruncate(fd, 4096) == -1)
		return 1;
	p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return 1;
	close(fd);
	sem = (sem_t *)p;
	counter = (int *)(p + 1024);
	if (sem_init(sem, 1, 1) == -1)
		return 1;

	for (i = 0; i < n; i++) {
		pid_t pid = fork();
		if (pid == -1) {
			bad = 1;
			break;
		}
		if (pid == 0) {
			char c;
			while (read(0, &c, 1) > 0)
				;
			for (j = 0; j < k; j++) {
				int c;
				sem_wait(sem);
				c = *counter;
				usleep(100);
				c++;
				*counter = c;
				sem_post(sem);
			}
			_exit(0);
		}
	}
	while (i-- > 0)
		wait(NULL);
	if (!bad)
		printf("%d\n", *counter);
	sem_destroy(sem);
	return bad;
}
