// One object of each kind, each removed by the one who made it.
// expect: none
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
  shm_open("/memory", O_CREAT | O_RDWR, 0600);
  shm_unlink("/memory");
  sem_open("/semaphore", O_CREAT, 0600, 1);
  sem_unlink("/semaphore");
  mq_open("/queue", O_CREAT | O_RDWR, 0600, NULL);
  mq_unlink("/queue");
  shmctl(shmget(0x42, 4096, IPC_CREAT | 0600), IPC_RMID, NULL);
  semctl(semget(0x42, 1, IPC_CREAT | 0600), 0, IPC_RMID);
  msgctl(msgget(0x42, IPC_CREAT | 0600), IPC_RMID, NULL);
  mkfifo("/tmp/fifo", 0600);
  unlink("/tmp/fifo");
  bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
  unlink("/tmp/socket");
  close(open("out.txt", O_CREAT | O_WRONLY, 0600));
  unlink("out.txt");
  return 0;
}
