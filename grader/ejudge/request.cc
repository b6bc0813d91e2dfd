// request.cc — what ejudge asks for: which task, which of its scenarios, with which seed.
#include "grader/ejudge/request.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"
#include "sandbox/fd.h"

namespace grader::ejudge {
namespace {

constexpr std::size_t kMostTestBytes = 64u << 20;

std::optional<std::uint64_t> random_value() {
  const std::string text = environment("EJUDGE_TEST_RANDOM_VALUE");  // hexadecimal
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return {};
  return value;
}

bool keep_scenario(Task& task, const std::string& name) {
  if (name.empty()) return true;
  std::erase_if(task.scenarios, [&](const Scenario& s) { return s.name != name; });
  if (!task.scenarios.empty()) return true;
  check_failed("scenario '" + name + "'", "task " + task.id + " has none of that name", "see grader task show " + task.id);
  return false;
}

}  // namespace

int check_failed(const std::string& subject, const std::string& fact, const std::string& remedy) {
  complain(subject, fact, remedy);
  return kCheckFailed;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::optional<std::string> read_bounded(const std::filesystem::path& path, std::size_t most, std::string& why) {
  const sandbox::Fd fd(sandbox::retry_eintr(
      [&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW); }));
  struct stat about {};
  if (!fd || ::fstat(fd.get(), &about) != 0) {
    why = std::strerror(errno);
    return {};
  }
  if (!S_ISREG(about.st_mode)) {
    why = "is no regular file";
    return {};
  }
  std::string text;
  std::string buffer(256 * 1024, '\0');
  while (true) {
    const ssize_t n = sandbox::retry_eintr([&] { return ::read(fd.get(), buffer.data(), buffer.size()); });
    if (n < 0) why = std::strerror(errno);
    if (n < 0) return {};
    if (n == 0) return text;
    text.append(buffer, 0, static_cast<std::size_t>(n));
    if (text.size() <= most) continue;
    why = "holds more than " + std::to_string(most >> 20) + " MB";
    return {};
  }
}

std::optional<ReadTest> read_test_file(const std::filesystem::path& path) {
  std::string why;
  const auto text = read_bounded(path, kMostTestBytes, why);
  if (!text) {
    check_failed("test " + path.string(), why, "look at test_dir and test_sfx of the problem");
    return {};
  }
  ReadTest read = read_test(*text);
  if (read.problem.empty()) return read;
  check_failed("test " + path.string(), read.problem, "write it anew with grader ejudge export");
  return {};
}

std::optional<Request> requested(const EjudgeCommand& command, const std::optional<EjudgeTest>& test,
                                 const CommonOptions& common) {
  std::string name = command.task.empty() ? environment("GRADER_TASK") : command.task;
  const bool is_folder = name.find('/') != std::string::npos;
  if (test && !test->task.empty() && !is_folder && !name.empty() && test->task != name) {
    check_failed("task '" + name + "'", "the test is for task '" + test->task + "'", "call the grader with that one");
    return {};
  }
  if (name.empty() && test) name = test->task;
  if (name.empty()) {
    check_failed("ejudge", "no task named", "give --task ID, or set GRADER_TASK in checker_env, init_env or valuer_env");
    return {};
  }
  auto task = task_named(name);
  if (!task) return {};
  Request request{std::move(*task), common.seed};
  if (!keep_scenario(request.task, command.scenario.empty() && test ? test->scenario : command.scenario)) return {};
  const auto drawn = random_value();
  if (!drawn && !environment("EJUDGE_TEST_RANDOM_VALUE").empty()) {
    check_failed("$EJUDGE_TEST_RANDOM_VALUE", "is no hexadecimal number of 64 bits", "let ejudge call the grader");
    return {};
  }
  request.seed = test && test->seed ? *test->seed : drawn.value_or(common.seed);
  return request;
}

}  // namespace grader::ejudge
