// pool.cc — does many jobs, each in a process of its own, so that one job's death costs no other its result.
#include "grader/batch/pool.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <exception>
#include <list>
#include <vector>

#include "grader/batch/signals.h"
#include "sandbox/exit_status.h"
#include "sandbox/fd.h"

namespace grader {
namespace {

using sandbox::Fd;
using sandbox::Result;
using Clock = std::chrono::steady_clock;

/// Length first: descendants of a worker may hold its pipe a little longer, so end-of-file proves nothing.
using Length = std::uint64_t;

struct Worker {
  std::size_t job = 0;
  int attempt = 1;
  pid_t pid = 0;
  Fd pidfd, pipe;
  std::string received;

  bool complete() const {
    Length length = 0;
    if (received.size() < sizeof length) return false;
    std::memcpy(&length, received.data(), sizeof length);
    return received.size() - sizeof length >= length;
  }
  void read_some() {
    char buffer[1 << 16];
    ssize_t n;
    while ((n = ::read(pipe.get(), buffer, sizeof buffer)) > 0) received.append(buffer, static_cast<std::size_t>(n));
  }
};

/// The worker's whole life.
[[noreturn]] void work_as_child(const Work& work, std::size_t job, pid_t parent, Fd pipe) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // the parent died before prctl()
  // A group of its own: Ctrl-C at the terminal reaches the parent alone, which then ends the workers in order.
  ::setpgid(0, 0);
  const Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  ::dup2(null.get(), STDIN_FILENO);
  catch_end_signals();
  try {
    const std::string payload = work(job, end_asked);
    const Length length = payload.size();
    std::string message(reinterpret_cast<const char*>(&length), sizeof length);
    message += payload;
    ::_exit(sandbox::write_all(pipe.get(), message) ? 0 : 1);
  } catch (const std::exception&) {
    ::_exit(1);
  }
}

Result<Worker> start(const Work& work, std::size_t job, int attempt) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) return sandbox::last_error("make a pipe for a worker");
  Fd reading(ends[0]), writing(ends[1]);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) return sandbox::last_error("fork a worker");
  if (pid == 0) {
    reading.reset();
    work_as_child(work, job, parent, std::move(writing));
  }
  ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
  Worker worker;
  worker.job = job;
  worker.attempt = attempt;
  worker.pid = pid;
  worker.pidfd = Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  worker.pipe = std::move(reading);
  return worker;
}

std::string how_it_died(int wait_status) {
  const auto status = sandbox::ExitStatus::from_wait(wait_status);
  if (!status.signaled()) return "ended with exit status " + std::to_string(status.code) + " and no result";
  const char* name = ::sigabbrev_np(status.signal);
  return "died with SIG" + std::string(name ? name : std::to_string(status.signal).c_str());
}

class Pool {
 public:
  Pool(std::size_t count, const PoolOptions& options, const Work& work) : options_(options), work_(work), total_(count) {
    for (std::size_t job = 0; job < count; ++job) waiting_.push_back({job, 1});
  }
  ~Pool() {  // also on an error: no worker outlives the pool
    for (Worker& w : workers_) ::kill(w.pid, SIGKILL);
    for (Worker& w : workers_) sandbox::retry_eintr([&] { return ::waitpid(w.pid, nullptr, 0); });
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  bool finished() const { return workers_.empty() && waiting_.empty(); }
  PoolState state() const { return {done_, total_, workers_.size()}; }

  Result<void> fill() {
    if (!waiting_.empty() && options_.full && options_.full()) waiting_.clear();
    while (!waiting_.empty() && workers_.size() < std::max(1u, options_.jobs)) {
      const auto [job, attempt] = waiting_.front();
      auto worker = start(work_, job, attempt);
      if (!worker) return worker.error();
      workers_.push_back(std::move(worker.value()));
      waiting_.pop_front();
    }
    return sandbox::outcome::success();
  }

  /// Sleeps until a worker or a signal has something, at most `at_most`.
  void wait(int signal_fd, std::chrono::milliseconds at_most) {
    std::vector<pollfd> polled{{signal_fd, POLLIN, 0}};
    for (const Worker& w : workers_) {
      polled.push_back({w.pidfd.get(), POLLIN, 0});
      polled.push_back({w.complete() ? -1 : w.pipe.get(), POLLIN, 0});
    }
    ::poll(polled.data(), polled.size(), static_cast<int>(at_most.count()));
  }

  void collect(const std::function<void(JobResult)>& on_result) {
    for (auto w = workers_.begin(); w != workers_.end();) {
      w->read_some();
      int status = 0;
      const pid_t ended = ::waitpid(w->pid, &status, WNOHANG);
      if (ended == 0) {
        ++w;
        continue;
      }
      w->read_some();  // what it wrote between the first look and its end
      Worker worker = std::move(*w);
      w = workers_.erase(w);
      finish(worker, status, on_result);
    }
  }

  /// No job starts any more; workers are asked to end, and killed when they do not.
  void end() {
    waiting_.clear();
    ending_ = true;
    for (Worker& w : workers_) ::kill(w.pid, SIGTERM);
    const auto deadline = Clock::now() + options_.kill_after;
    while (!workers_.empty() && Clock::now() < deadline) {
      wait(-1, std::chrono::milliseconds(20));
      collect([](JobResult) {});
    }
  }

 private:
  void finish(Worker& worker, int status, const std::function<void(JobResult)>& on_result) {
    if (ending_) return;  // cut short: whatever it wrote is no verdict
    JobResult result;
    result.job = worker.job;
    // Whoever ended otherwise may not have been the one who wrote.
    const bool well = worker.complete() && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (well) result.payload = worker.received.substr(sizeof(Length));
    else result.died = how_it_died(status);
    const bool again = !well || (options_.try_again && options_.try_again(result.payload));
    if (again && worker.attempt < options_.attempts) {
      waiting_.push_back({worker.job, worker.attempt + 1});
      return;
    }
    ++done_;
    on_result(std::move(result));
  }

  PoolOptions options_;
  const Work& work_;
  std::size_t total_ = 0, done_ = 0;
  std::deque<std::pair<std::size_t, int>> waiting_;
  std::list<Worker> workers_;
  bool ending_ = false;
};

}  // namespace

Result<int> run_pool(std::size_t count, const PoolOptions& options, const Work& work,
                     const std::function<void(JobResult)>& on_result,
                     const std::function<void(const PoolState&)>& on_tick) {
  EndSignals signals;
  Pool pool(count, options, work);
  while (!pool.finished()) {
    if (auto filled = pool.fill(); !filled) return filled.error();
    on_tick(pool.state());
    pool.wait(signals.fd(), options.tick);
    if (const int signo = signals.came(); signo != 0) {
      pool.end();
      return signo;
    }
    pool.collect(on_result);
  }
  on_tick(pool.state());
  return 0;
}

}  // namespace grader
