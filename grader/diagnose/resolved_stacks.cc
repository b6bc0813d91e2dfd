// resolved_stacks.cc — forks the helper and reads what it says.
#include "grader/diagnose/resolved_stacks.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <string>

#include "grader/diagnose/stack_wire.h"
#include "grader/diagnose/unwind.h"
#include "sandbox/confine.h"

namespace grader {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// The helper's CPU time ends it long before; this is for a machine that gives it none.
constexpr auto kPatience = 20s;
constexpr std::size_t kMaxAnswerBytes = 32 << 20;

[[noreturn]] void help(const std::vector<const StackCapture*>& captures, std::size_t from, bool read_students_files,
                       int answer, pid_t parent) {
  if (answer != STDOUT_FILENO) ::dup2(answer, STDOUT_FILENO);
  for (int signo = 1; signo < NSIG; ++signo) ::signal(signo, SIG_DFL);
  sandbox::confine_helper({}, parent);
  try {
    for (std::size_t i = from; i < captures.size(); ++i) {
      if (!read_students_files)
        for (const MappedModule& m : captures[i]->modules)
          if (m.file && m.file->students()) m.file->leave_unread();
      std::string bytes;
      append_stack(bytes, grader::resolve(*captures[i]));
      if (!sandbox::write_all(STDOUT_FILENO, bytes)) ::_exit(1);
    }
  } catch (const std::exception&) {  // out of memory
    ::_exit(1);
  }
  ::_exit(0);
}

std::string read_answer(int fd) {
  std::string bytes;
  std::vector<char> buffer(64 << 10);
  const auto deadline = Clock::now() + kPatience;
  while (bytes.size() < kMaxAnswerBytes) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd ready{fd, POLLIN, 0};
    if (left <= 0ms || sandbox::retry_eintr([&] { return ::poll(&ready, 1, static_cast<int>(left.count())); }) <= 0) break;
    const ssize_t n = sandbox::retry_eintr([&] { return ::read(fd, buffer.data(), buffer.size()); });
    if (n <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return bytes;
}

}  // namespace

void ResolvedStacks::want(const StackCapture& capture) {
  if (stacks_.try_emplace(&capture).second) wanted_.push_back(&capture);
}

const Stack& ResolvedStacks::of(const StackCapture& capture) const {
  static const Stack kNone;
  const auto found = stacks_.find(&capture);
  return found == stacks_.end() ? kNone : found->second;
}

void ResolvedStacks::begin() {
  if (helper_ < 0) start_helper(true);
}

void ResolvedStacks::resolve() {
  collect();  // of a helper begun before
  for (const bool students_files : {true, false}) {
    start_helper(students_files);
    collect();
  }
}

void ResolvedStacks::forget() {
  if (helper_ > 0) ::kill(helper_, SIGKILL);
  collect();
  wanted_.clear(), stacks_.clear(), done_ = 0;
}

void ResolvedStacks::start_helper(bool read_students_files) {
  int ends[2];
  if (done_ >= wanted_.size() || ::pipe2(ends, O_CLOEXEC) != 0) return;
  answer_ = sandbox::Fd(ends[0]);
  const sandbox::Fd writing(ends[1]);
  const pid_t parent = ::getpid();
  helper_ = ::fork();
  if (helper_ == 0) help(wanted_, done_, read_students_files, writing.get(), parent);
}

// What the helper said before its end.
void ResolvedStacks::collect() {
  if (helper_ < 0) return;
  const std::string answer = read_answer(answer_.get());
  ::kill(helper_, SIGKILL);  // our own child, not yet reaped
  (void)sandbox::retry_eintr([&] { return ::waitpid(helper_, nullptr, 0); });
  helper_ = -1;
  std::string_view rest = answer;
  while (done_ < wanted_.size()) {
    auto stack = take_stack(rest);
    if (!stack) return;
    stacks_[wanted_[done_++]] = std::move(*stack);
  }
}

}  // namespace grader
