// process_table.h — who is who in the box: every process ever seen, its parent, its times, its end.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "grader/diagnose/armed_timer.h"
#include "grader/diagnose/busy_window.h"
#include "grader/diagnose/proc_reader.h"
#include "grader/diagnose/stack_capture.h"
#include "grader/model/evidence.h"
#include "sandbox/box.h"
#include "sandbox/fd.h"

namespace grader {

struct TrackedProcess {
  ProcessRecord record;
  sandbox::Fd pidfd;           ///< opened at discovery: its pid cannot mean another process
  bool alive = true;           ///< not yet reaped
  pid_t parent_pid = 0;        ///< now, as /proc says
  std::optional<double> zombie_since_ms, orphan_since_ms;
  double parent_awaits_ms = 0;   ///< as a zombie: how long its parent waited for something of somebody else's
  bool by_init = false;          ///< init has reaped it
  CpuUse grace_use;            ///< when that began: the parent's of a zombie, an orphan's own
  double grace_starved_ms = 0;  ///< when that began: how long the box had starved
  std::optional<int> exit_code;  ///< of its exit_group call
  bool no_child_wait = false;    ///< SA_NOCLDWAIT
  bool sigchld_interrupts = false;  ///< its handler was installed without SA_RESTART
  double waits_ms = 0;           ///< when it was last on its way to reap: asked for any child, or slept for one
  int reaped_id = 0;             ///< the child that it was last seen to have reaped,
  double reaped_ms = 0;          ///< and when
  bool execed = false;           ///< asked for an exec of its own
  bool argv_unsure = true;       ///< an exec was asked for since argv was read
  std::map<std::uint64_t, ArmedTimer> timers;
  std::uint64_t held_calls = 0, held_calls_before = 0;  ///< so far, and at the last look
  double held_calls_a_ms = 0;    ///< between the last two looks
  int forks = 0, children = 0;  ///< asked for, and met
  int children_captured = 0;
  std::shared_ptr<StackCapture> forked_from;   ///< resolved into record.forked_at
  std::shared_ptr<StackCapture> last_fork;     ///< where it forked last
  std::optional<ProcStat> last_stat;  ///< as long as nobody has run since, it still holds
  double cpu_ms = 0;
  BusyWindow busy;
};

class ProcessTable {
 public:
  explicit ProcessTable(pid_t init) : init_(init) {}

  TrackedProcess& add_root(const sandbox::Started& started, const std::string& role, bool students, double now_ms);
  /// The living process with this host pid, registered if it was unknown; null when it is no process of the box.
  TrackedProcess* find(pid_t pid, double now_ms);
  TrackedProcess* known(pid_t pid);
  TrackedProcess* by_box_pid(pid_t box_pid);
  TrackedProcess* by_id(int id);
  /// The started process that this one descends from; null where a link is missing.
  TrackedProcess* root_of(const TrackedProcess& process);
  /// The parent is about to reap: children that nobody has seen yet are noted, and how the ended ones ended.
  void meet_children(pid_t parent, double now_ms);
  /// Walks the tree; notices who is new and who is gone. Host pids of all that live, in order of creation.
  std::vector<pid_t> refresh(double now_ms);
  void reaped(const sandbox::BoxEvent& event, double now_ms);
  /// Gives descendants their names: "child 2 of server".
  void name_all();

  std::deque<TrackedProcess>& all() { return all_; }

 private:
  TrackedProcess* add(pid_t pid, double now_ms);
  bool was_reaped(pid_t pid, char state);
  TrackedProcess* parent_of(const ProcStatus& status);
  std::vector<pid_t> walk(double now_ms);
  void check_ended(TrackedProcess& process, double now_ms);

  pid_t init_;
  std::deque<TrackedProcess> all_;
  std::map<pid_t, std::size_t> alive_;  ///< host pid → index
  std::set<pid_t> reaped_;  ///< as init has reported
};

/// Notes that a descendant leads a session of its own, where `stat` says so.
void note_session(TrackedProcess& process, const ProcStat& stat);
/// CPU time of the process so far.
double cpu_ms_of(const ProcStat& stat);

}  // namespace grader
