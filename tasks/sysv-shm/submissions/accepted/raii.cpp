#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

class Segment {
 public:
  explicit Segment(std::size_t bytes) : id_(shmget(getpid(), bytes, IPC_CREAT | IPC_EXCL | 0600)) {
    if (id_ == -1) throw std::system_error(errno, std::generic_category(), "shmget");
    memory_ = shmat(id_, nullptr, 0);
    if (memory_ == reinterpret_cast<void*>(-1)) {
      const int error = errno;
      shmctl(id_, IPC_RMID, nullptr);
      throw std::system_error(error, std::generic_category(), "shmat");
    }
  }
  ~Segment() {
    shmdt(memory_);
    shmctl(id_, IPC_RMID, nullptr);
  }
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  long* numbers() const { return static_cast<long*>(memory_); }

 private:
  int id_;
  void* memory_;
};

struct Matrix {
  int rows, columns;
  long* data;
  long& at(int i, int j) const { return data[i * columns + j]; }
};

std::istream& operator>>(std::istream& in, const Matrix& m) {
  for (int i = 0; i < m.rows * m.columns; ++i) in >> m.data[i];
  return in;
}

// Waits for its process at the end of its life.
class Worker {
 public:
  template <class Work>
  explicit Worker(Work work) : pid_(fork()) {
    if (pid_ == -1) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid_ == 0) {
      work();
      _exit(0);
    }
  }
  Worker(Worker&& other) noexcept : pid_(other.pid_) { other.pid_ = -1; }
  ~Worker() {
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
  }

 private:
  pid_t pid_;
};

int main(int argc, char** argv) try {
  const int workers = argc == 2 ? std::stoi(argv[1]) : 0;
  int rows = 0, inner = 0, columns = 0;
  if (workers < 1 || !(std::cin >> rows >> inner >> columns)) throw std::runtime_error("bad input");
  const Segment segment(sizeof(long) * static_cast<std::size_t>(rows * inner + inner * columns + rows * columns));
  const Matrix a{rows, inner, segment.numbers()};
  const Matrix b{inner, columns, a.data + rows * inner};
  const Matrix c{rows, columns, b.data + inner * columns};
  if (!(std::cin >> a >> b)) throw std::runtime_error("the matrices are not complete");
  {
    std::vector<Worker> all;
    for (int w = 0; w < workers; ++w)
      all.emplace_back([&, w] {
        for (int i = w; i < rows; i += workers)
          for (int j = 0; j < columns; ++j)
            for (int k = 0; k < inner; ++k) c.at(i, j) += a.at(i, k) * b.at(k, j);
      });
  }
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j) std::cout << c.at(i, j) << (j + 1 < columns ? ' ' : '\n');
  return 0;
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
