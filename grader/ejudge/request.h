// request.h — what ejudge asks for: which task, which of its scenarios, with which seed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "grader/cli/options.h"
#include "grader/ejudge/test_file.h"
#include "grader/model/task.h"

namespace grader::ejudge {

constexpr int kCheckFailed = static_cast<int>(EjudgeStatus::kCF);

/// Says on standard error what is wrong on our side, and returns ejudge's exit code for it.
int check_failed(const std::string& subject, const std::string& fact, const std::string& remedy = "");

/// $`name`, empty when it is not set.
std::string environment(const char* name);

/// A regular file, whole. Absent: no such file, no regular one, or larger than `most` bytes; `why` says which.
/// Never waits (FIFOs) and never follows a link: the program may have made the file.
std::optional<std::string> read_bounded(const std::filesystem::path& path, std::size_t most, std::string& why);

struct Request {
  Task task;  ///< with the wanted scenarios only
  std::uint64_t seed = 1;
};

/// The test's own words first, then the options, then the environment. Absent when there is no such task or scenario:
/// said. `test`: absent where the call has none, or an ordinary one.
std::optional<Request> requested(const EjudgeCommand& command, const std::optional<EjudgeTest>& test,
                                 const CommonOptions& common);

/// The test file of the call. Absent when it cannot be read, or is a broken one of ours: said.
std::optional<ReadTest> read_test_file(const std::filesystem::path& path);

}  // namespace grader::ejudge
