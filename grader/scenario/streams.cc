// streams.cc — the pipes to and from the started processes: drained always, fed when there is something.
#include "grader/scenario/streams.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace grader {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
/// Chunks of one stream read in one round: a flood must not keep the loop from the clock.
constexpr int kChunksPerRound = 16;

/// Keeps a SIGPIPE of this thread's own write from ending the grader: a reader may be gone at any moment.
class SigpipeBlocked {
 public:
  SigpipeBlocked() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~SigpipeBlocked() {
    const timespec now{};
    if (!sigismember(&before_, SIGPIPE))
      while (sigtimedwait(&pipe_, nullptr, &now) > 0) {}
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SigpipeBlocked(const SigpipeBlocked&) = delete;
  SigpipeBlocked& operator=(const SigpipeBlocked&) = delete;

 private:
  sigset_t pipe_, before_;
};

constexpr mode_t kMayRead = 0644, kMayWrite = 0622;

struct PipeEnds {
  sandbox::Fd read, write;
  ObjectId id;
};

/// `mode`: what a student's process may open it for through /dev/stdin or /dev/stdout, as another user than we are.
sandbox::Result<PipeEnds> make_pipe(mode_t mode) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) return sandbox::last_error("make a pipe for a process of the scenario");
  if (::fchmod(fds[0], mode) != 0) return sandbox::last_error("chmod a pipe");
  PipeEnds ends{sandbox::Fd(fds[0]), sandbox::Fd(fds[1]), {}};
  struct stat status {};
  if (::fstat(fds[0], &status) != 0) return sandbox::last_error("stat a pipe");
  ends.id = ObjectId{"pipe", status.st_dev, status.st_ino, 0};
  return ends;
}

// Only our end: the two ends of a pipe are two open files, so the student's stays blocking.
void make_nonblocking(const sandbox::Fd& fd) { ::fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

void write_all(int fd, const char* data, std::size_t size) {
  const SigpipeBlocked guard;
  while (size > 0) {
    const ssize_t n = ::write(fd, data, size);
    if (n > 0) {
      data += n;
      size -= static_cast<std::size_t>(n);
    } else if (errno == EAGAIN) {
      pollfd wait{fd, POLLOUT, 0};
      ::poll(&wait, 1, 100);
    } else if (errno != EINTR) {
      return;  // the user's terminal or pipe is gone; the evidence is still collected
    }
  }
}

}  // namespace

sandbox::Result<ChildEnds> Streams::open(const std::string& role, const std::optional<std::string>& stdin_text,
                                         bool keep_open) {
  auto out = make_pipe(kMayWrite);
  if (!out) return out.error();
  auto err = make_pipe(kMayWrite);
  if (!err) return err.error();
  Role made;
  made.name = role;
  ChildEnds child;
  const auto connect = [](PipeEnds& pipe, Reader& reader, sandbox::Fd& childs, int relay_fd) {
    make_nonblocking(pipe.read);
    reader.fd = std::move(pipe.read);
    reader.id = pipe.id;
    reader.relay_fd = relay_fd;
    childs = std::move(pipe.write);
  };
  connect(out.value(), made.out, child.out, options_.relay_stdout_fd);
  connect(err.value(), made.err, child.err, options_.relay_stderr_fd);
  if (stdin_text || keep_open) {
    auto in = make_pipe(kMayRead);
    if (!in) return in.error();
    make_nonblocking(in.value().write);
    made.in.fd = std::move(in.value().write);
    made.in.id = in.value().id;
    made.in.pending = stdin_text.value_or("");
    made.in.close_when_written = !keep_open;
    made.in.relays = keep_open && options_.relay_stdin_fd >= 0;
    child.in = std::move(in.value().read);
    write_some(made.in);
  }
  roles_.push_back(std::move(made));
  return child;
}

void Streams::feed(std::size_t role, const std::string& text) {
  roles_.at(role).in.pending += text;
  write_some(roles_.at(role).in);
}

void Streams::close_stdin(std::size_t role) {
  roles_.at(role).in.close_when_written = true;
  write_some(roles_.at(role).in);
}

void Streams::no_more_steps() {
  for (std::size_t i = 0; i < roles_.size(); ++i)
    if (roles_[i].in.fd && !roles_[i].in.relays) close_stdin(i);
}

void Streams::watch(EventLoop& loop) {
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const auto read_round = [this](Reader& reader) {
      for (int n = 0; n < kChunksPerRound && read_some(reader); ++n) {}
    };
    loop.watch(roles_[i].out.fd.get(), POLLIN, [this, i, read_round](short) { read_round(roles_[i].out); });
    loop.watch(roles_[i].err.fd.get(), POLLIN, [this, i, read_round](short) { read_round(roles_[i].err); });
    Writer& in = roles_[i].in;
    if (!in.fd) continue;
    if (!in.pending.empty()) loop.watch(in.fd.get(), POLLOUT, [this, i](short) { write_some(roles_[i].in); });
    else if (in.relays) {
      loop.watch(in.fd.get(), 0, [this, i](short) { roles_[i].in.fd.reset(); });  // POLLERR: no reader is left
      loop.watch(options_.relay_stdin_fd, POLLIN, [this, i](short) { relay_some(roles_[i].in); });
    }
  }
}

void Streams::drain() {
  for (Role& role : roles_)
    for (Reader* reader : {&role.out, &role.err})
      // A writer may be faster than we are: what one pipe can hold, and no more.
      for (int n = 0; n < kChunksPerRound && read_some(*reader); ++n) {}
}

bool Streams::read_some(Reader& reader) {
  if (!reader.fd) return false;
  static thread_local std::array<char, kChunk> buffer;
  const ssize_t n = ::read(reader.fd.get(), buffer.data(), buffer.size());
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return errno == EINTR;
  if (n <= 0) {
    reader.fd.reset();
    return false;
  }
  const auto size = static_cast<std::size_t>(n);
  total_bytes_ += size;
  const std::size_t room = options_.capture_bytes - std::min(options_.capture_bytes, reader.kept.size());
  reader.kept.append(buffer.data(), std::min(size, room));
  if (size > room) reader.truncated = true;
  if (reader.relay_fd >= 0) write_all(reader.relay_fd, buffer.data(), size);
  return true;
}

void Streams::write_some(Writer& writer) {
  const SigpipeBlocked guard;
  while (writer.fd && !writer.pending.empty()) {
    const ssize_t n = ::write(writer.fd.get(), writer.pending.data(), writer.pending.size());
    if (n > 0) writer.pending.erase(0, static_cast<std::size_t>(n));
    else if (errno == EAGAIN) return;
    else if (errno != EINTR) writer.fd.reset();  // EPIPE: the program ended or closed its stdin
  }
  if (writer.close_when_written) writer.fd.reset();
  if (!writer.fd) writer.pending.clear();
}

void Streams::relay_some(Writer& writer) {
  std::array<char, 4096> buffer;
  const ssize_t n = ::read(options_.relay_stdin_fd, buffer.data(), buffer.size());
  if (n > 0) writer.pending.append(buffer.data(), static_cast<std::size_t>(n));
  else if (n == 0 || (errno != EAGAIN && errno != EINTR)) writer.close_when_written = true;
  write_some(writer);
}

const std::string& Streams::text(std::size_t role, const std::string& stream) const {
  return stream == "stderr" ? roles_.at(role).err.kept : roles_.at(role).out.kept;
}

std::vector<ObjectId> Streams::outside() const {
  std::vector<ObjectId> ids;
  for (const Role& role : roles_) {
    if (role.in.fd) ids.push_back(role.in.id);
    if (role.out.fd) ids.push_back(role.out.id);
    if (role.err.fd) ids.push_back(role.err.id);
  }
  return ids;
}

std::vector<Output> Streams::take_outputs() {
  std::vector<Output> outputs;
  for (Role& role : roles_)
    outputs.push_back({role.name, std::move(role.out.kept), std::move(role.err.kept),
                       role.out.truncated || role.err.truncated});
  return outputs;
}

}  // namespace grader
