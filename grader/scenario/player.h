// player.h — plays one scenario's steps in a box and collects the evidence.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/observer.h"
#include "grader/model/task.h"
#include "sandbox/box.h"

namespace grader {

/// Programs that a scenario may start. Files stay open and are put into the box when it is made.
struct ProgramSet {
  std::map<std::string, std::shared_ptr<sandbox::Fd>> students;
  std::map<std::string, std::shared_ptr<sandbox::Fd>> reference;
};

struct PlayOptions {
  sandbox::Limits limits;
  std::optional<std::filesystem::path> rootfs;
  std::optional<sandbox::Level> level;
  std::vector<std::string> forbidden_calls;
  std::vector<sandbox::Bind> binds;
  std::uint64_t seed = 0;
  /// `grader run`: signals may come from outside to a lone program.
  bool outside_may_signal = false;
  /// `grader run`: what a system program (a shell) starts is the student's to answer for.
  bool system_programs_are_students = false;
  /// `grader run`: this descriptor is relayed to stdin of the roles that keep it open; -1: none.
  int relay_stdin_fd = -1;
  /// `grader run`: outputs are passed on as they come; -1: captured only.
  int relay_stdout_fd = -1, relay_stderr_fd = -1;
  /// Bytes of each stream kept in the evidence.
  std::size_t capture_bytes = 1 << 20;
  /// Asked between waits; true ends the run at once (Ctrl-C).
  std::function<bool()> cancelled;
};

/// Makes the observer once the box exists: grade.cc joins scenario and diagnose here.
using ObserverFactory = std::function<std::unique_ptr<Observer>(sandbox::Box&)>;

/// Plays `scenario` (already instantiated). What the student's processes do is data in the evidence.
/// Errors: the grader's own faults only.
sandbox::Result<Evidence> play(const Scenario& scenario, const ProgramSet& programs, const PlayOptions& options,
                               const ObserverFactory& make_observer);

}  // namespace grader
