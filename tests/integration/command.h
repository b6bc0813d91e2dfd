// command.h — runs the real command as a user calls it, for tests.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "grader/cli/task_library.h"
#include "sandbox/fd.h"

namespace tests {

namespace fs = std::filesystem;
using nlohmann::json;
using sandbox::Fd;

struct Ran {
  int status = -1;
  std::string out, err;
};

class Child {
 public:
  explicit Child(std::vector<std::string> words, const std::string& stdout_path = "", const fs::path& folder = "/") {
    int out[2], err[2];
    EXPECT_EQ(::pipe2(out, O_CLOEXEC), 0);
    EXPECT_EQ(::pipe2(err, O_CLOEXEC), 0);
    out_ = Fd(out[0]);
    err_ = Fd(err[0]);
    const Fd out_end(out[1]), err_end(err[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    if (stdout_path.empty()) posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    else posix_spawn_file_actions_addopen(&actions, 1, stdout_path.c_str(), O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, err[1], 2);
    words.insert(words.begin(), GRADER_COMMAND);
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&pid_, GRADER_COMMAND, &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
  }

  pid_t pid() const { return pid_; }

  /// Reads standard error until `text` has been seen.
  void wait_for(const std::string& text) {
    char buffer[4096];
    ssize_t n;
    while (ran_.err.find(text) == std::string::npos && (n = ::read(err_.get(), buffer, sizeof buffer)) > 0)
      ran_.err.append(buffer, static_cast<std::size_t>(n));
  }

  Ran finish() {
    pollfd polled[2] = {{out_.get(), POLLIN, 0}, {err_.get(), POLLIN, 0}};
    while (polled[0].fd >= 0 || polled[1].fd >= 0) {
      ::poll(polled, 2, -1);
      drain(polled[0], ran_.out);
      drain(polled[1], ran_.err);
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    ran_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    return ran_;
  }

 private:
  static void drain(pollfd& p, std::string& into) {
    if (p.fd < 0 || p.revents == 0) return;
    char buffer[4096];
    const ssize_t n = ::read(p.fd, buffer, sizeof buffer);
    if (n > 0) into.append(buffer, static_cast<std::size_t>(n));
    else p.fd = -1;
  }

  pid_t pid_ = -1;
  Fd out_, err_;
  Ran ran_;
};

inline Ran grader_command(std::vector<std::string> words) { return Child(std::move(words)).finish(); }

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class CommandTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/grader-command-test-XXXXXX";
    folder_ = ::mkdtemp(name);
    ::setenv("XDG_STATE_HOME", (folder_ / ".state").c_str(), 1);  // journals
    ::setenv("GRADER_TASKS", SOURCE_DIR "/tasks", 1);
  }
  void TearDown() override {
    ::unsetenv("GRADER_TASKS");
    ::unsetenv("XDG_STATE_HOME");
    fs::remove_all(folder_);
  }
  fs::path write(const fs::path& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  static std::string good() { return *grader::read_file(SOURCE_DIR "/docs/examples/class/good.c"); }

  fs::path folder_;
};

}  // namespace tests
