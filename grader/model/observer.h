// observer.h — what a scenario needs from whoever watches its processes. diagnose implements it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "grader/model/evidence.h"
#include "sandbox/box.h"

namespace grader {

/// Watches the processes of one box and collects what is true of them.
/// Thread: the supervisor's only.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A process that the scenario started.
  virtual void started(const sandbox::Started&, const std::string& role, bool students) = 0;
  /// Init reaped a root or an orphan.
  virtual void reaped(const sandbox::BoxEvent&) = 0;
  /// A rare call; the caller waits until this returns, and goes on as the reply says.
  virtual sandbox::Reply rare_call(const sandbox::Notification&) = 0;
  /// What a look found.
  struct Look {
    bool stuck = false;                   ///< proved: nobody alive can wake what is left; end the run
    std::chrono::microseconds next{1000};  ///< when to look again
    std::chrono::microseconds starved{0};  ///< for so long so far the tree had work to do, and others had the cores
  };
  /// One adaptive look at the whole box (double collect when all seems asleep).
  virtual Look look(const Outlook&) = 0;
  /// The blocked calls of a process's threads now ("futex", "read", …), main()'s first while it lives; none when one of
  /// them runs, or the process is gone.
  virtual std::vector<std::string> blocked_in(pid_t host_pid) = 0;
  /// Of every living process of its family, itself and its descendants, the first of these; "" for one that runs.
  virtual std::vector<std::string> family_blocked_in(pid_t host_pid) = 0;
  /// The time limit ended the run: look once more at who waits and who burns.
  virtual void time_is_up(const Outlook&) = 0;
  /// The scenario's own end: before the rest of the tree is killed, see who is left.
  virtual void before_kill(const std::string& reason) = 0;
  /// After the tree is dead: objects left; fills everything it knows into `evidence`.
  virtual void finish(Evidence& evidence) = 0;
};

}  // namespace grader
