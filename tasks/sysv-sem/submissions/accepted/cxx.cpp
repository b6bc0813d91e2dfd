#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <vector>

#include "harness/table.h"

namespace {

union semun {
  int val;
  unsigned short* array;
};

class Forks {
 public:
  Forks(int i, int n) : left_(i), right_((i + 1) % n) {}
  int take(int set) const { return change(set, -1); }
  int put(int set) const { return change(set, 1); }

 private:
  int change(int set, short by) const {
    std::array<sembuf, 2> ops{};
    ops[0] = {static_cast<unsigned short>(right_), by, SEM_UNDO};
    ops[1] = {static_cast<unsigned short>(left_), by, SEM_UNDO};
    while (semtimedop(set, ops.data(), ops.size(), nullptr) != 0)
      if (errno != EINTR) return -1;
    return 0;
  }
  int left_, right_;
};

}  // namespace

int lay_table(key_t key, int n) {
  const int set = semget(key, n, IPC_CREAT | IPC_EXCL | S_IRUSR | S_IWUSR);
  if (set == -1) return -1;
  std::vector<unsigned short> values(n, 1);
  semun all{};
  all.array = values.data();
  return semctl(set, 0, SETALL, all) == -1 ? -1 : set;
}

int take_forks(int set, int i, int n) { return Forks(i, n).take(set); }
int put_forks(int set, int i, int n) { return Forks(i, n).put(set); }
int clear_table(int set) { return semctl(set, 0, IPC_RMID); }
