// compile_box.cc — runs compiler commands under wall, CPU, memory and output limits.
#include "grader/compile/compile_box.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>

namespace grader {
namespace {

using sandbox::Fd;
using sandbox::Result;
using sandbox::retry_eintr;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How often the CPU time of the tree is read while a command runs.
constexpr milliseconds kUsageInterval{20};

struct Pipe {
  Fd reader, writer;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return sandbox::last_error("pipe for the compiler's messages");
  Pipe pipe{Fd(ends[0]), Fd(ends[1])};
  // Only our end: O_NONBLOCK belongs to the open file description, and the two ends are two of them.
  if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) return sandbox::last_error("fcntl O_NONBLOCK");
  return pipe;
}

/// Reads what is there. Returns false at end-of-file.
bool drain(const Fd& from, std::string& into, std::uint64_t& written, std::uint64_t limit) {
  std::array<char, 65536> buffer;
  while (written <= limit) {
    const ssize_t n = retry_eintr([&] { return ::read(from.get(), buffer.data(), buffer.size()); });
    if (n == 0) return false;
    if (n < 0) return errno == EAGAIN;
    written += static_cast<std::uint64_t>(n);
    into.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return true;
}

Result<Fd> make_memfd(const char* name) {
  Fd file(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return sandbox::last_error("memfd_create");
  return file;
}

Result<void> copy_all(const Fd& from, const Fd& to, std::uint64_t size) {
  while (size > 0) {
    const ssize_t n = retry_eintr([&] { return ::sendfile(to.get(), from.get(), nullptr, size); });
    if (n < 0) return sandbox::last_error("copy the built program");
    if (n == 0) break;
    size -= static_cast<std::uint64_t>(n);
  }
  // Whoever takes the file reads it from its beginning.
  if (::lseek(to.get(), 0, SEEK_SET) != 0) return sandbox::last_error("lseek");
  return sandbox::outcome::success();
}

bool says(const std::string& text, std::initializer_list<const char*> phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const char* phrase) { return text.find(phrase) != std::string::npos; });
}

}  // namespace

struct CompileBox::Command {
  pid_t pid = 0;
  Pipe errors, output;
  bool errors_open = true, output_open = false, ended = false;
  CommandResult result;
  int spawn_error = 0;
};

Result<CompileBox> CompileBox::create(const CompileOptions& options) {
  sandbox::BoxConfig config;
  config.limits = options.limits;
  config.rootfs = options.rootfs;
  config.level = options.level;
  config.notify = false;
  config.hostname = "compile";
  auto box = sandbox::Box::create(config);
  if (!box) return box.error();
  CompileBox made;
  made.box_ = std::move(box.value());
  made.limits_ = options.limits;
  made.work_ = made.box_->work_dir();
  made.plain_ = made.box_->protections().level == sandbox::Level::kPlain;
  return made;
}

Result<void> CompileBox::put(const std::string& inside, const Fd& content, bool executable) {
  return box_->put_file("/work/" + inside, content, executable);
}

Result<void> CompileBox::put_text(const std::string& inside, const std::string& text, bool executable) {
  auto file = make_memfd("text");
  if (!file) return file.error();
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t n =
        retry_eintr([&] { return ::write(file.value().get(), text.data() + at, text.size() - at); });
    if (n < 0) return sandbox::last_error("write a file for the compile box");
    at += static_cast<std::size_t>(n);
  }
  if (::lseek(file.value().get(), 0, SEEK_SET) != 0) return sandbox::last_error("lseek");
  return put(inside, file.value(), executable);
}

std::vector<std::string> CompileBox::environment() const {
  return {"PATH=" + work_ + "/tools:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + work_,
          "TMPDIR=" + (plain_ ? work_ : std::string("/tmp"))};
}

Result<CommandResult> CompileBox::run(const std::vector<std::string>& argv, const std::string& folder,
                                      bool want_output) {
  Command command;
  auto errors = make_pipe();
  if (!errors) return errors.error();
  command.errors = std::move(errors.value());
  if (want_output) {
    auto output = make_pipe();
    if (!output) return output.error();
    command.output = std::move(output.value());
    command.output_open = true;
  }
  if (!started_) started_ = steady_clock::now();
  const auto started = box_->spawn({.argv = argv,
                                    .env = environment(),
                                    .cwd = folder.empty() ? work_ : work_ + "/" + folder,
                                    .stdout_fd = command.output.writer.get(),
                                    .stderr_fd = command.errors.writer.get()});
  command.errors.writer.reset();
  command.output.writer.reset();
  if (!started) return started.error();
  command.pid = started.value().pid;
  if (auto waited = wait_for(command); !waited) return waited.error();
  return std::move(command.result);
}

Result<void> CompileBox::wait_for(Command& command) {
  CommandResult& result = command.result;
  while (!command.ended) {
    std::array<pollfd, 3> polled{pollfd{box_->channel_fd(), POLLIN, 0},
                                 pollfd{command.errors_open ? command.errors.reader.get() : -1, POLLIN, 0},
                                 pollfd{command.output_open ? command.output.reader.get() : -1, POLLIN, 0}};
    if (::poll(polled.data(), polled.size(), kUsageInterval.count()) < 0 && errno != EINTR)
      return sandbox::last_error("poll the compile box");
    if (command.errors_open)
      command.errors_open = drain(command.errors.reader, result.errors, written_, limits_.output_bytes);
    if (command.output_open)
      command.output_open = drain(command.output.reader, result.output, written_, limits_.output_bytes);
    const auto events = box_->read_events();
    if (!events) return events.error();
    for (const sandbox::BoxEvent& event : events.value()) {
      if (event.kind == sandbox::BoxEvent::Kind::kBoxDied) return sandbox::fault("the compile box died");
      if (event.pid != command.pid) continue;
      if (event.kind == sandbox::BoxEvent::Kind::kSpawnFailed) return sandbox::error(event.error, "start the compiler");
      result.status = event.status;
      command.ended = true;
    }
    const auto usage = box_->usage();
    if (!usage) return usage.error();
    result.limit = passed_limit(command, usage.value());
    if (result.limit) {
      // Returns when all are gone: their ends have nothing more to say.
      if (auto killed = box_->kill_all(); !killed) return killed.error();
      break;
    }
  }
  // What it wrote before its end is in the pipes; a descendant may hold them open, so no waiting for the end-of-file.
  drain(command.errors.reader, result.errors, written_, limits_.output_bytes);
  if (command.output_open) drain(command.output.reader, result.output, written_, limits_.output_bytes);
  const auto usage = box_->usage();
  if (!usage) return usage.error();
  name_kernels_limit(result, usage.value());
  return sandbox::outcome::success();
}

std::optional<LimitHit> CompileBox::passed_limit(const Command& command, const sandbox::BoxUsage& usage) const {
  const auto ms = [](milliseconds m) { return static_cast<std::uint64_t>(m.count()); };
  if (written_ > limits_.output_bytes) return LimitHit{"output", limits_.output_bytes, "bytes", {}};
  if (usage.cpu > limits_.cpu) return LimitHit{"cpu", ms(limits_.cpu), "ms", {}};
  if (!command.ended && steady_clock::now() - *started_ > limits_.wall)
    return LimitHit{"wall", ms(limits_.wall), "ms", {}};
  return {};
}

// The kernel enforces these by itself; the compiler only fails.
void CompileBox::name_kernels_limit(CommandResult& result, const sandbox::BoxUsage& usage) const {
  if (result.limit || result.ok()) return;
  if (usage.memory_limit_hit || says(result.errors, {"virtual memory exhausted", "out of memory allocating"}))
    result.limit = LimitHit{"memory", limits_.memory_bytes, "bytes", {}};
  else if (usage.tasks_limit_hit)
    result.limit = LimitHit{"tasks", limits_.tasks, "processes", {}};
  else if (result.status.signal == SIGXFSZ || says(result.errors, {"File size limit exceeded", "File too large"}))
    result.limit = LimitHit{"file-size", limits_.file_size_bytes, "bytes", {}};
}

Result<std::optional<Fd>> CompileBox::take(const std::string& below_work) {
  const std::string path = box_->path_of("/work/" + below_work);
  struct open_how how = {};
  // O_NONBLOCK: what a student's build leaves may be a FIFO.
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const Fd file(static_cast<int>(retry_eintr(
      [&] { return ::syscall(SYS_openat2, box_->root().get(), path.c_str(), &how, sizeof how); })));
  struct stat about = {};
  if (!file || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0 ||
      static_cast<std::uint64_t>(about.st_size) > limits_.file_size_bytes)
    return std::optional<Fd>();
  auto copy = make_memfd("program");
  if (!copy) return copy.error();
  if (auto copied = copy_all(file, copy.value(), static_cast<std::uint64_t>(about.st_size)); !copied)
    return copied.error();
  ::fchmod(copy.value().get(), 0555);
  if (::fcntl(copy.value().get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
    return sandbox::last_error("seal the built program");
  return std::optional<Fd>(std::move(copy.value()));
}

}  // namespace grader
