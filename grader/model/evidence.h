// evidence.h — the facts of one run. Values; everything that judges reads only these.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/location.h"
#include "grader/model/mechanism.h"
#include "grader/model/snapshot.h"
#include "grader/model/timeline.h"
#include "sandbox/exit_status.h"
#include "sandbox/limits.h"
#include "sandbox/protections.h"

namespace grader {

/// How a process ended, as far as is known.
struct ProcessEnd {
  enum class Kind { kUnknown, kExited, kSignaled, kKilledByGrader, kStillRunning };
  Kind kind = Kind::kUnknown;
  int code = 0;
  int signal = 0;
  std::string reason;  ///< kKilledByGrader: "deadlock", "wall limit", "end of run"
};

struct ProcessRecord {
  int id = 0;              ///< 1, 2, … in the order of creation
  std::string name;        ///< role, or place in the tree: "child 2 of server"; main of `run`: "main"
  std::string role;        ///< of the scenario's start step; empty for descendants
  bool students = true;    ///< false: a reference or system program
  pid_t pid = 0;           ///< as the student sees it
  pid_t host_pid = 0;
  std::optional<int> parent;  ///< id
  SourceLocation forked_at;   ///< where the parent called fork, where known
  std::vector<std::string> argv;  ///< at the last exec
  double start_ms = 0;
  std::optional<double> end_ms;
  ProcessEnd end;
  std::optional<double> cpu_ms;
  std::optional<std::uint64_t> memory_peak_bytes;
  bool ignores_sigchld = false;  ///< SIGCHLD ignored or SA_NOCLDWAIT at its end
  bool subreaper = false;
  bool daemon = false;           ///< a descendant that leads a session of its own (setsid): meant to outlive its parent
};

/// An ended or running child that nobody had waited for when its parent ended.
struct UnwaitedChild {
  int parent = 0, child = 0;  ///< ids
  bool was_zombie = false;    ///< else still running
  double at_ms = 0;
};

/// A child that stayed unreaped beyond the grace period while its parent lived.
struct ZombieSighting {
  int parent = 0, child = 0;
  double for_ms = 0;
};

/// A process that outlived its parent beyond the grace period.
struct OrphanSighting {
  int child = 0, parent = 0;
  double for_ms = 0;
};

/// An object that outlives processes. kind: shm sem mq sysv-shm sysv-sem sysv-msg fifo socket file folder.
struct IpcObject {
  std::string kind;
  std::string name;  ///< "/s42", "key 0x1234", "/tmp/fifo_server", relative for the work folder
  std::uint64_t size_bytes = 0;
  unsigned mode = 0;
  std::optional<int> created_by;  ///< process id
  SourceLocation created_at;
  std::optional<int> sysv_id;
};

/// A rare call that tells who created what: joined with the objects left at the end.
struct Creation {
  std::string kind, name;  ///< as in IpcObject
  int process = 0;
  Stack stack;
  double at_ms = 0;
};

/// Something without a name that a call made: which pipe, socket pair, or eventfd came from where.
struct MadeObject {
  ObjectId object;
  int process = 0;    ///< id
  SourceLocation at;  ///< in the student's code
  ObjectId other_end{};  ///< of a socket pair; else its kind is empty
};

/// One line of the student's sources as it is written there: one that a stack points to, or where `function` begins.
struct QuotedLine {
  std::string file;
  int line = 0;
  std::string text;
  std::string function;  ///< empty for a line of a stack
};

/// A signal sent by a rare call (kill, tgkill, sigqueue, …).
struct SignalSent {
  int sender = 0;                ///< process id
  std::optional<int> target;     ///< process id, where one process
  int signo = 0;
  double at_ms = 0;
  bool woke = false;             ///< the target slept in a wait for signals when this one was sent
};

/// A program that a process turned into.
struct ExecRecord {
  int process = 0;  ///< id
  std::string program;
  double at_ms = 0;
};

/// How often a process used a mechanism. Only those that the scenario requires are watched.
struct MechanismUse {
  int process = 0;  ///< id
  Mechanism mechanism = Mechanism::kFork;
  int times = 0;
  double first_ms = 0;  ///< children made later inherit it
};

/// A call that failed on purpose.
struct FaultMade {
  int process = 0;  ///< id
  std::string call;   ///< "fork", "pipe", "mmap-shared", "sendfile"
  std::string error;  ///< "EAGAIN"; empty: it transferred less than asked
  double at_ms = 0;
};

struct CrashRecord {
  int process = 0;
  int signal = 0;
  std::uint64_t address = 0;
  Stack stack;
};

/// The call that a rule of the filter ended with SIGSYS.
struct ForbiddenCall {
  int process = 0;
  std::string name;  ///< "socket"
  Stack stack;
};

/// Samples of a process that burns CPU.
struct BusySample {
  int process = 0;
  double cpu_ms = 0;          ///< burnt in the window
  double window_ms = 0;
  std::uint64_t sleeps = 0;   ///< in the window, of all threads: calls that blocked
  std::vector<Stack> stacks;
};

/// Which limit was hit. name: wall cpu memory tasks open-files file-size output.
struct LimitHit {
  std::string name;
  std::uint64_t value = 0;  ///< in `unit`
  std::string unit;         ///< "ms", "bytes", "processes", "descriptors"
  std::optional<int> process;
};

/// The stuck set of a proved deadlock with the snapshot that proves it.
struct StuckEvidence {
  WaitSnapshot snapshot;
  double last_blocked_ms = 0;  ///< when the last of them fell asleep (first seen so)
  double proved_ms = 0;
};

/// A step of the scenario that did not come out as the task expects. Data, not a judgement.
struct StepFailure {
  enum class Kind { kOutput, kExitStatus, kState, kNotBlocked, kNotReached };
  int step = 0;           ///< index in the scenario
  Kind kind = Kind::kOutput;
  std::string role;       ///< whose
  std::string expected;   ///< for people: "exit status 0", "line 3: 42"
  std::string actual;
};

/// What one started process wrote.
struct Output {
  std::string role;
  std::string stdout_bytes, stderr_bytes;  ///< bytes as they came, cut at the capture limit
  bool truncated = false;
};

/// All facts of one run of one scenario.
struct Evidence {
  std::string scenario;
  std::uint64_t seed = 0;
  double wall_ms = 0, cpu_ms = 0;
  std::uint64_t memory_peak_bytes = 0;
  std::vector<ProcessRecord> processes;
  std::vector<Output> outputs;
  std::vector<StepFailure> step_failures;
  std::vector<LimitHit> limits_hit;
  std::vector<IpcObject> objects_left;   ///< everything left, before the task's allowances
  std::vector<Creation> creations;
  std::vector<MadeObject> made;
  std::vector<QuotedLine> quotes;
  std::vector<SignalSent> signals;
  std::vector<ExecRecord> execs;
  bool mechanisms_watched = false;       ///< false: nothing is known of `mechanisms`
  std::vector<MechanismUse> mechanisms;
  std::vector<FaultMade> faults;
  std::vector<UnwaitedChild> unwaited;
  std::vector<ZombieSighting> zombies;
  std::vector<OrphanSighting> orphans;
  std::vector<CrashRecord> crashes;
  std::vector<ForbiddenCall> forbidden;
  std::vector<BusySample> busy;
  std::optional<StuckEvidence> stuck;
  std::optional<WaitSnapshot> last_snapshot;  ///< at the time limit: all that is known about who waits
  std::optional<Timeline> timeline;      ///< only when it was asked for
  sandbox::Protections protections;
};

}  // namespace grader
