// explain.cc — why nobody ends a wait, and what to do about it.
#include "grader/diagnose/explain.h"

#include <algorithm>
#include <set>

namespace grader {
namespace {

struct Scene {
  const SnapshotIndex& index;
  const People& people;
  const DeadTask& dead;
  const std::vector<DeadTask>& all;
  std::string me;
  std::string call;
};

std::vector<std::string> provider_names(const Scene& s) {
  std::vector<std::string> names;
  for (const pid_t tid : s.dead.providers) {
    const TaskState* task = s.index.task(tid);
    const std::string name = task && task->pid == s.dead.pid ? task_name(s.index, s.people, tid)
                             : task                          ? s.people.name_of_host_pid(task->pid)
                                                             : "";
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string all_stuck(const std::vector<std::string>& names) {
  return join_words(names) + (names.size() == 1 ? ", which waits for ever itself" : ", which wait for ever themselves");
}

/// "descriptor 4 of collector": every end of the pipe that is open in that direction.
std::vector<std::string> open_ends(const Scene& s, bool writing) {
  std::vector<std::string> ends;
  for (const ProcessState& p : s.index.snapshot().processes)
    for (const Descriptor& d : p.descriptors)
      if (d.object == s.dead.object && (writing ? d.writable : d.readable))
        ends.push_back("descriptor " + std::to_string(d.fd) + " of " +
                       (p.pid == s.dead.pid ? s.me + " itself" : s.people.name_of_host_pid(p.pid)));
  return ends;
}

int own_end(const Scene& s, bool writing) {
  const ProcessState* process = s.index.process(s.dead.pid);
  if (!process) return -1;
  for (const Descriptor& d : process->descriptors)
    if (d.object == s.dead.object && (writing ? d.writable : d.readable)) return d.fd;
  return -1;
}

void explain_read(const Scene& s, const std::string& what, ExplainedWait& e) {
  const int own = own_end(s, true);
  const std::vector<std::string> ends = open_ends(s, true);
  e.waits_for.explanation = "The " + what + " is empty. " + s.call +
                            " sees the end of file only when every write end is closed; still open: " +
                            join_words(ends) + ".";
  if (own >= 0) {
    e.cause = Cause::kOwnWriteEnd;
    e.fact = "reads an empty " + what + " whose write end (descriptor " + std::to_string(own) + ") it holds open itself";
    e.hint = "Close the write end, descriptor " + std::to_string(own) + ", in " + s.me + " before it reads.";
  } else {
    e.cause = Cause::kOpenEnd;
    e.fact = "reads an empty " + what + " whose writers all wait themselves";
    e.hint = "Close every write end that is not needed, after fork() in parent and child: end of file comes "
             "only when the last one is closed.";
  }
}

void explain_write(const Scene& s, const std::string& what, ExplainedWait& e) {
  const int own = own_end(s, false);
  const std::vector<std::string> ends = open_ends(s, false);
  e.waits_for.explanation = "The " + what + " is full, and nobody who could read it runs: its read end is " +
                            join_words(ends) + ".";
  e.fact = "writes to a full " + what + " that nobody reads";
  e.cause = own >= 0 && ends.size() == 1 ? Cause::kOwnReadEnd : Cause::kOther;
  e.hint = "A pipe holds only a limited number of bytes (64 KiB): start the reader first, and let it read while "
           "the writer writes.";
}

/// Does following the owners of mutexes from `start` lead back to it?
bool in_cycle(const Scene& s) {
  pid_t tid = s.dead.tid;
  std::set<pid_t> seen;
  while (seen.insert(tid).second) {
    const auto found = std::find_if(s.all.begin(), s.all.end(), [tid](const DeadTask& d) { return d.tid == tid; });
    if (found == s.all.end() || found->owner_box_tid == 0 || found->wait != "mutex") return false;
    tid = s.index.host_tid(found->owner_box_tid);
    if (tid == s.dead.tid) return true;
  }
  return false;
}

void explain_owner(const Scene& s, const std::string& what, ExplainedWait& e) {
  const pid_t owner = s.index.host_tid(s.dead.owner_box_tid);
  if (owner == s.dead.tid) {
    e.cause = Cause::kRelock;
    e.waits_for.explanation = s.me + " holds this mutex already; only the thread that waits could unlock it.";
    e.fact = "locks " + what + " that it holds already";
    e.hint = "Unlock the mutex before locking it again, also on early returns, or do not lock twice.";
    return;
  }
  if (!s.index.task(owner)) {
    const ProcessRecord* ended = s.people.by_box_pid(s.dead.owner_box_tid);
    const std::string who = ended ? s.people.name(ended->id) : "thread " + std::to_string(s.dead.owner_box_tid);
    e.cause = Cause::kOwnerEnded;
    e.waits_for.explanation = "It is held by " + who + ", which has ended without unlocking it.";
    e.fact = "locks " + what + " that " + who + " held when it ended";
    e.hint = "Unlock the mutex on every way out of the critical section, or make it robust "
             "(pthread_mutexattr_setrobust).";
    return;
  }
  const std::string who = task_name(s.index, s.people, owner);
  e.cause = in_cycle(s) ? Cause::kLockCycle : Cause::kQueued;
  e.waits_for.explanation = "It is held by " + who + ", which waits for ever itself.";
  e.fact = "locks " + what + " held by " + who + (e.cause == Cause::kLockCycle ? ", which waits for a lock in turn" : "");
  e.hint = e.cause == Cause::kLockCycle ? "Take the locks in one and the same order everywhere."
                                        : "See what the owner of the lock waits for; never wait while holding a lock.";
}

void explain_private(const Scene& s, const std::string& what, const std::string& kind, ExplainedWait& e) {
  static const std::map<std::string, std::string> kRemedies{
      {"mutex", "pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"condition", "pthread_condattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"barrier", "pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"rwlock", "pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"semaphore", "sem_init(&sem, 1, value)"}};
  const auto remedy = kRemedies.find(kind);
  e.cause = Cause::kPrivate;
  e.waits_for.explanation = "It lies in memory that processes share, but was made for the threads of one process: "
                            "no other process can wake " + s.me + ".";
  e.fact = "waits on " + what + " that was not made for use between processes";
  e.hint = remedy == kRemedies.end() ? "Wait with a futex call without FUTEX_PRIVATE_FLAG."
                                     : "Initialise it for sharing between processes: " + remedy->second + ".";
}

std::string nobody_left(const Scene& s, const std::string& to_do) {
  const std::vector<std::string> names = provider_names(s);
  if (names.empty()) return "Nobody else is left who could " + to_do + ".";
  return "Only " + join_words(names) + " could " + to_do + ", and " +
         (names.size() == 1 ? "waits for ever, too." : "all of them wait for ever, too.");
}

void explain_child(const Scene& s, ExplainedWait& e) {
  const std::vector<std::string> names = provider_names(s);
  e.cause = Cause::kChild;
  e.waits_for.object = names.size() == 1 ? child_phrase(names[0]) : counted(names.size(), "child", "children");
  e.waits_for.explanation = s.call + " returns when " + (names.size() > 1 ? "one of " : "") + all_stuck(names) +
                            ", ends.";
  if (names.empty()) e.waits_for.explanation = "No child is left that could end.";
  e.fact = "waits for the end of " + all_stuck(names);
  e.hint = "See what the children wait for: give it to them before waiting for their end.";
}

struct Advice { const char* kind; const char* fact; const char* to_do; const char* hint; Cause cause; };
constexpr Advice kAdvice[] = {
    {"semaphore", "waits on %s, which nobody will post", "call sem_post()",
     "Post the semaphore on every path, as often as it is waited for, or start it with the right value.", Cause::kSemaphore},
    {"sysv-sem", "waits on %s, which nobody will raise", "call semop() on it",
     "Balance the semop() calls, or set the right first value with semctl(SETVAL).", Cause::kSemaphore},
    {"condition", "waits on %s, which nobody will signal", "call pthread_cond_signal()",
     "Test the awaited state in a while loop under the mutex before waiting, and signal after every change of it.",
     Cause::kCondition},
    {"barrier", "waits at %s, which too few will reach", "call pthread_barrier_wait()",
     "The count given to pthread_barrier_init() must be the number of those who come to the barrier.", Cause::kBarrier},
    {"rwlock", "locks %s, which nobody will unlock", "unlock it",
     "Unlock on every path, and never ask for the write lock while holding the read lock.", Cause::kOther},
    {"mutex", "locks %s, which nobody will unlock", "unlock it",
     "Unlock the mutex on every way out of the critical section.", Cause::kOther},
    {"join", "joins a thread that will not end", "end", "See what that thread waits for.", Cause::kChild},
    {"futex", "waits on a futex word that nobody will wake", "call futex(FUTEX_WAKE)",
     "Change the word first, then wake; test the word again before waiting.", Cause::kOther},
    {"fifo-open", "opens %s, whose other end nobody will open", "open the other end",
     "open() of a FIFO waits for the other side: open the FIFOs in the same order on both sides.", Cause::kFifoOpen},
    {"signal", "waits for a signal that nobody will send", "send it a signal",
     "Block the signal before the work that may cause it, then wait with sigsuspend() or sigwait(), so that it "
     "cannot come too early and be missed.", Cause::kOther},
    {"sysv-msg", "waits on %s, where nothing will happen", "use the queue",
     "Check message types, and that every message expected is sent.", Cause::kOther},
    {"mq", "waits on %s, where nothing will happen", "use the queue",
     "Check that every message expected is sent, and received.", Cause::kOther},
    {"eventfd", "waits on %s, which nobody will write", "write to it",
     "Write to the eventfd as often as it is waited for.", Cause::kOther},
    {"socket", "waits on %s, whose other side will do nothing", "act on the other side",
     "Close or shut down the side that is not needed, so that the reader sees the end of file.", Cause::kOther},
    {"lock", "waits for %s, which nobody will release", "release it",
     "Release the file lock before waiting for others.", Cause::kOther},
    {"timerfd", "waits on a timer that is not armed", "arm it", "Arm the timer with timerfd_settime() first.", Cause::kOther},
    {"inotify", "waits for a change of files that nobody will make", "change the files",
     "See who should have made the change.", Cause::kOther},
    {"stopped", "was stopped by a signal, and nobody will continue it", "send it SIGCONT",
     "Continue a stopped process with kill(pid, SIGCONT).", Cause::kOther},
    {"poll", "waits for several descriptors, none of which anybody will make ready", "make one of them ready",
     "See who should write to these descriptors or close them.", Cause::kOther},
};

void explain_by_table(const Scene& s, const std::string& what, const std::string& kind, ExplainedWait& e) {
  const auto* advice = std::find_if(std::begin(kAdvice), std::end(kAdvice), [&](const Advice& a) { return kind == a.kind; });
  if (advice == std::end(kAdvice)) {
    e.fact = "waits in " + s.call + " for something that nobody will do";
    e.waits_for.explanation = nobody_left(s, "end the wait");
    return;
  }
  e.cause = advice->cause;
  e.fact = advice->fact;
  if (const auto hole = e.fact.find("%s"); hole != std::string::npos)
    e.fact.replace(hole, 2, kind == "barrier" && !e.object.value.empty() ? what + " (" + e.object.value + ")" : what);
  e.waits_for.explanation = nobody_left(s, advice->to_do);
  e.hint = advice->hint;
}

/// "semaphore /s42", "FIFO /tmp/f", "message queue /q".
std::string object_phrase(const FindingObject& object) {
  static const std::map<std::string, std::string> kWords{
      {"fifo", "FIFO"}, {"mq", "message queue"}, {"sysv-sem", "System V semaphore set"},
      {"sysv-msg", "System V message queue"}, {"rwlock", "read-write lock"}, {"condition", "condition variable"},
      {"eventfd", "eventfd"}, {"child", "child"}};
  const auto found = kWords.find(object.kind);
  std::string words = found == kWords.end() ? object.kind : found->second;
  if (!object.name.empty()) words += " " + object.name;
  return words;
}

std::string with_article(const FindingObject& object, const std::string& phrase) {
  if (!object.name.empty() && !object.name.starts_with("in ")) return phrase;
  return (std::string("aeiou").find(phrase[0]) == std::string::npos ? "a " : "an ") + phrase;
}

}  // namespace

ExplainedWait explain(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                      const std::vector<DeadTask>& all_dead) {
  ExplainedWait e;
  const TaskState* task = index.task(dead.tid);
  if (!task) return e;
  const std::string kind = kind_in_words(*task, dead.wait);
  const Scene s{index, people, dead, all_dead, task_name(index, people, dead.tid), call_in_words(*task, dead.wait)};
  e.object = object_in_words(index, people, dead, kind);
  const std::string phrase = object_phrase(e.object), what = with_article(e.object, phrase);
  e.waits_for = {e.object.kind, phrase, e.object.value, s.call, ""};
  if (dead.private_on_shared) {
    explain_private(s, what, kind, e);
  } else if (kind == "pipe-read" || kind == "fifo-read") {
    explain_read(s, phrase, e);
  } else if (kind == "pipe-write" || kind == "fifo-write") {
    explain_write(s, phrase, e);
  } else if (kind == "mutex" && dead.owner_box_tid != 0) {
    explain_owner(s, what, e);
  } else if (kind == "child") {
    explain_child(s, e);
  } else {
    explain_by_table(s, what, kind, e);
  }
  return e;
}

}  // namespace grader
