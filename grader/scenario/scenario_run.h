// scenario_run.h — the state of one run of one scenario: which step it is at, which processes it has started.
//
// One thread, one poll loop. Each round serves what is ready (events of init, rare calls, pipes), then does what
// time asks for (a look at who is blocked, the limits), then moves on in the steps as far as they go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/scenario/event_loop.h"
#include "grader/scenario/limits.h"
#include "grader/scenario/output_match.h"
#include "grader/scenario/player.h"
#include "grader/scenario/streams.h"

namespace grader {

class ScenarioRun {
 public:
  ScenarioRun(const Scenario& scenario, const ProgramSet& programs, const PlayOptions& options, sandbox::Box& box)
      : scenario_(scenario), programs_(programs), options_(options), box_(box), limits_(options.limits),
        streams_({options.capture_bytes, options.relay_stdin_fd, options.relay_stdout_fd, options.relay_stderr_fd}) {}

  /// Puts the student's programs into the work folder: before the observer takes its baseline.
  sandbox::Result<void> put_programs();
  sandbox::Result<Evidence> play(Observer& observer);

 private:
  /// A process that the scenario started.
  struct Role {
    std::string name;
    std::vector<std::string> argv;  ///< as it was started
    sandbox::Started started;
    sandbox::Fd pidfd;          ///< readable from its death on, before init has reaped it
    bool ended = false;
    bool students = false;
    bool never_started = false; ///< exec failed
    sandbox::ExitStatus status;
  };
  /// Whether a step is done with, or is left where it is for now.
  enum class Progress { kDone, kWaiting };
  using StepResult = sandbox::Result<Progress>;

  // The loop (scenario_run.cc).
  sandbox::Result<void> play_steps();
  sandbox::Result<void> wait_for_roles();
  sandbox::Result<void> wait_for_orphans();
  sandbox::Result<void> tick();
  sandbox::Result<void> wait_for_something(const bool& calls);
  std::chrono::microseconds time_to_next_duty() const;
  sandbox::Result<void> serve_events();
  sandbox::Result<void> serve_rare_calls();
  sandbox::Result<void> look();
  sandbox::Result<void> read_usage(Clock::time_point now);
  sandbox::Result<void> check_limits();
  /// How long the supervisor has kept the tree waiting: it handled rare calls, or had itself no core to run on.
  std::chrono::microseconds kept_waiting() const;
  void end_now(const std::string& reason) { if (!over_) over_ = reason; }
  sandbox::Result<Evidence> finish();
  void fill(Evidence& evidence, const sandbox::BoxUsage& usage);
  Outlook outlook() const;
  bool all_ended() const;
  bool death_unreported() const;

  // The steps (steps.cc).
  StepResult advance();
  StepResult perform(const StartStep& step);
  StepResult perform(const WaitStep& step);
  StepResult perform(const WaitBlockedStep& step);
  StepResult perform(const SignalStep& step);
  StepResult perform(const FeedStep& step);
  StepResult perform(const CloseStdinStep& step);
  StepResult perform(const ExpectObjectStep& step);
  StepResult perform(const ExpectOutputStep& step);
  StepResult perform(const PutFileStep& step);
  StepResult perform(const RemoveFileStep& step);
  sandbox::Result<void> choose_program(const StartStep& step, sandbox::SpawnRequest& request);
  sandbox::Result<std::size_t> role_index(const std::string& name) const;
  bool step_time_is_up(const std::optional<std::chrono::milliseconds>& within) const;
  bool students_have_run() const;
  static bool has_stopped(const Role& role);
  void blame_for_start(const std::string& role, const std::error_code& why);
  void fail(StepFailure::Kind kind, const std::string& role, Mismatch mismatch);
  bool later_steps_may_provide() const;

  const Scenario& scenario_;
  const ProgramSet& programs_;
  const PlayOptions& options_;
  sandbox::Box& box_;
  Observer* observer_ = nullptr;

  LimitWatch limits_;
  Streams streams_;
  EventLoop loop_;
  std::vector<Role> roles_;
  std::vector<std::string> files_put_;     ///< by the scenario, during the run: no leaks of the student's
  std::size_t step_ = 0;
  std::optional<Clock::time_point> step_begun_;
  bool signal_sent_ = false;               ///< by the current step
  std::vector<StepFailure> failures_;
  std::vector<LimitHit> limits_hit_;
  std::optional<std::string> over_;        ///< why the run ends before its steps do
  bool box_died_ = false;
  bool stuck_in_doubt_ = false;            ///< once stuck in the observer's eyes, when a step was about to be left
  std::optional<Clock::time_point> begun_;
  Clock::time_point next_look_{}, next_usage_{}, next_full_usage_{};
  std::chrono::microseconds calls_held_{0};      ///< time spent on rare calls, their callers waiting
  std::chrono::microseconds queued_before_{0};   ///< own_queue_time() when the run began
  std::chrono::microseconds starved_{0};         ///< by others of the machine, as the observer last told
  std::chrono::microseconds kept_before_step_{0};
  std::chrono::microseconds cpu_{0};
  std::uint32_t idle_tasks_ = 0;           ///< what the box counts while nothing runs in it
  std::uint32_t tasks_ = 0;
  Refusals refused_;
};

/// A file in memory, to be put into a box.
sandbox::Result<sandbox::Fd> memory_file(const std::string& content);

}  // namespace grader
