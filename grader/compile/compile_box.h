// compile_box.h — the box in which untrusted sources are compiled, and the loop that bounds its commands.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/compile/compiler.h"

namespace grader {

/// How one command ended, and what it said.
struct CommandResult {
  sandbox::ExitStatus status;
  std::string errors;             ///< what it wrote to stderr, up to the output limit
  std::string output;             ///< stdout, when it was asked for
  std::optional<LimitHit> limit;  ///< the limit that ended it
  bool ok() const { return !limit && !status.signaled() && status.code == 0; }
};

class CompileBox {
 public:
  /// Errors: no box to be had on this machine.
  static sandbox::Result<CompileBox> create(const CompileOptions& options);

  const std::string& work() const { return work_; }
  sandbox::Result<void> put(const std::string& inside, const sandbox::Fd& content, bool executable = false);
  sandbox::Result<void> put_text(const std::string& inside, const std::string& text, bool executable = false);

  /// Runs one command in `folder` (below the work folder) until it ends or meets a limit; the limits count over
  /// all commands of the box. Errors: the command cannot be started (ENOENT: there is no such program).
  sandbox::Result<CommandResult> run(const std::vector<std::string>& argv, const std::string& folder,
                                     bool want_output = false);

  /// Ends everything that the commands left running; nothing can change afterwards.
  sandbox::Result<void> seal() { return box_->kill_all(); }

  /// Copies a regular file below the work folder into a sealed memfd; absent when there is none (or it is a link,
  /// a device, too big, …: what a student's build may leave). Errors: the grader's own faults.
  sandbox::Result<std::optional<sandbox::Fd>> take(const std::string& below_work);

 private:
  CompileBox() = default;
  struct Command;
  std::vector<std::string> environment() const;
  sandbox::Result<void> wait_for(Command& command);
  std::optional<LimitHit> passed_limit(const Command& command, const sandbox::BoxUsage& usage) const;
  void name_kernels_limit(CommandResult& result, const sandbox::BoxUsage& usage) const;

  std::unique_ptr<sandbox::Box> box_;
  sandbox::Limits limits_;
  std::string work_;
  bool plain_ = false;
  std::optional<std::chrono::steady_clock::time_point> started_;
  std::uint64_t written_ = 0;
};

}  // namespace grader
