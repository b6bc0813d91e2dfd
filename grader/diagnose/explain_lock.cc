// explain_lock.cc — mutexes: who holds them, and what the holder waits for.
#include <algorithm>
#include <map>
#include <set>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

constexpr const char* kOneOrder = "Take the locks in one and the same order everywhere, for instance by index or address.";

/// Does following the owners of mutexes lead back to the waiting task?
bool in_cycle(const Scene& s) {
  pid_t tid = s.dead.tid;
  std::set<pid_t> seen;
  while (seen.insert(tid).second) {
    const DeadTask* wait = dead_task(s, tid);
    if (!wait || wait->owner_box_tid == 0 || wait->wait != "mutex") return false;
    tid = s.index.host_tid(wait->owner_box_tid);
    if (tid == s.dead.tid) return true;
  }
  return false;
}

std::string object_of(const Scene& s, const DeadTask& wait) {
  const FindingObject object = object_in_words(s.index, s.people, wait, "mutex");
  return object.name.empty() || object.name.starts_with("in ") ? "another mutex" : object.name;
}

void explain_cycle(const Scene& s, pid_t owner, ExplainedWait& e) {
  const std::string who = task_name(s.index, s.people, owner);
  const DeadTask* its_wait = dead_task(s, owner);
  std::string its_object = its_wait ? object_of(s, *its_wait) : "another mutex";
  if (its_wait && its_object == e.object.name && its_wait->object != s.dead.object) its_object = "another " + its_object;
  const pid_t next = its_wait ? s.index.host_tid(its_wait->owner_box_tid) : 0;
  e.cause = Cause::kLockCycle;
  e.waits_for.explanation = "It is held by " + who + ", which waits for " + its_object + " in " + stuck_in(s, owner) + ", held by " +
                            (next == s.dead.tid ? s.me : task_name(s.index, s.people, next)) + ".";
  e.fact = "locks " + s.what + " held by " + who + ", which waits for " + its_object + " in turn";
  e.hint = kOneOrder;
}

/// A mutex of this process alone, whose owner is older than the process: it was locked when fork() copied it.
bool copied_by_fork(const Scene& s) {
  const ProcessState* me = s.index.process(s.dead.pid);
  return s.dead.object.kind == "futex-private" && me && s.dead.owner_box_tid < me->box_pid;
}

void explain_copied(const Scene& s, ExplainedWait& e) {
  const ProcessRecord* me = s.people.by_host_pid(s.dead.pid);
  const ProcessRecord* parent = me && me->parent ? s.people.by_id(*me->parent) : nullptr;
  const std::string whose = parent ? "a thread of " + parent->name : "another thread";
  e.cause = Cause::kOwnerEnded;
  e.waits_for.explanation = "When fork() copied it, " + whose + " held it; only the thread that calls fork() is in the child, so "
                            "nobody there can unlock it.";
  e.fact = "locks " + s.what + " that " + whose + " held when fork() copied it";
  e.hint = "Fork before there are threads, or let the child call exec at once; a lock that it needs is taken before fork() "
           "and released on both sides after it (pthread_atfork).";
}

/// "thread 2 of main", which is no more.
std::string ended_thread(const Scene& s, pid_t box_tid) {
  const ProcessState* me = s.index.process(s.dead.pid);
  if (!me || !numbers_are_its_own(*me, s.people)) return "thread " + std::to_string(box_tid);
  return "thread " + std::to_string(box_tid - me->box_pid + 1) + " of " + s.people.name_of_host_pid(me->pid);
}

/// A handler that interrupted the holder of the mutex cannot wait for it: the holder goes on when the handler returns.
void explain_in_handler(const Scene& s, ExplainedWait& e) {
  const auto called = handler_call(s);
  if (called == s.task.stack.end()) return;
  const Stack handler(s.task.stack.begin(), called), interrupted(called, s.task.stack.end());
  const auto outermost = std::find_if(handler.rbegin(), handler.rend(), [](const Frame& f) { return f.in_student_code; });
  const std::string where = in_words(place_in_student_code(interrupted));
  if (outermost == handler.rend() || where.empty()) return;
  const std::string function = in_words({"", 0, outermost->at.function});
  e.waits_for.explanation = "The signal handler " + function + " has interrupted " + s.me + " at " + where + ": what was locked there is "
                            "unlocked only when the handler has returned.";
  e.fact = "locks " + s.what + " that it holds already, in the signal handler " + function;
  e.hint = "A handler must not lock: let it set a flag (volatile sig_atomic_t) or write to a pipe, and do the work in the program's "
           "normal flow. Or block the signal while the mutex is held.";
}

/// One of those who could end the wait, which waits for a mutex that the waiter holds.
const DeadTask* wants_my_mutex(const Scene& s) {
  const auto found = std::find_if(s.all.begin(), s.all.end(), [&](const DeadTask& other) {
    const bool mine = other.wait == "mutex" && s.index.host_tid(other.owner_box_tid) == s.dead.tid && other.tid != s.dead.tid;
    const bool a_copy = other.object.kind == "futex-private" && other.pid != s.dead.pid;
    return mine && !a_copy && std::find(s.dead.providers.begin(), s.dead.providers.end(), other.tid) != s.dead.providers.end();
  });
  return found == s.all.end() ? nullptr : &*found;
}

}  // namespace

void explain_owned_mutex(const Scene& s, ExplainedWait& e) {
  const pid_t owner = s.index.host_tid(s.dead.owner_box_tid);
  if (owner == s.dead.tid) {
    e.cause = Cause::kRelock;
    e.waits_for.explanation = s.me + " holds this mutex already; only the thread that waits here could unlock it.";
    e.fact = "locks " + s.what + " that it holds already";
    e.hint = "Unlock the mutex before locking it again, also on early returns; a function called with the lock held must "
             "not take it.";
    explain_in_handler(s, e);
  } else if (!s.index.task(owner) && copied_by_fork(s)) {
    explain_copied(s, e);
  } else if (!s.index.task(owner)) {
    const ProcessRecord* ended = s.people.by_box_pid(s.dead.owner_box_tid);
    const std::string who = ended ? s.people.name(ended->id) : ended_thread(s, s.dead.owner_box_tid);
    e.cause = Cause::kOwnerEnded;
    e.waits_for.explanation = "It is held by " + who + ", which has ended without unlocking it.";
    e.fact = "locks " + s.what + " that " + who + " held when it ended";
    e.hint = "Unlock the mutex on every way out of the critical section, or make it robust "
             "(pthread_mutexattr_setrobust).";
  } else if (in_cycle(s)) {
    explain_cycle(s, owner, e);
  } else {
    const std::string who = task_name(s.index, s.people, owner);
    e.cause = Cause::kQueued;
    e.waits_for.explanation = "It is held by " + who + ", which waits for ever itself, in " + stuck_in(s, owner) + ".";
    e.fact = "locks " + s.what + " held by " + who + ", which waits in " + stuck_in(s, owner);
    e.hint = "Never wait for others while holding a lock they may need: see what the owner of the lock waits for.";
  }
}

void explain_held_lock(const Scene& s, ExplainedWait& e) {
  const bool a_consequence = e.cause < Cause::kHoldsLock || e.cause == Cause::kQueued || e.cause == Cause::kChild;
  const DeadTask* kept_out = a_consequence || s.kind == "rwlock" ? nullptr : wants_my_mutex(s);
  if (!kept_out) return;
  const FindingObject mutex = object_in_words(s.index, s.people, *kept_out, "mutex");
  const bool twin = mutex.name == e.object.name;
  const std::string lock = mutex.name.empty() || mutex.name.starts_with("in ") ? "a mutex" : (twin ? "another mutex " : "mutex ") + mutex.name;
  const std::string who = task_name(s.index, s.people, kept_out->tid), where = stuck_in(s, kept_out->tid);
  if (s.kind == "mutex") {  // refused by the kernel (EDEADLK), which the library makes a wait without an end
    e.cause = Cause::kLockCycle;
    e.fact = "locks " + s.what + " while it holds " + lock + ", for which " + who + " waits in turn";
    e.hint = kOneOrder;
    return;
  }
  e.cause = Cause::kHoldsLock;
  e.waits_for.explanation = s.me + " holds " + lock + ", for which " + who + " waits in " + where + ". " + e.waits_for.explanation;
  e.fact = "waits on " + s.what + " while it holds " + lock + ", for which " + who + " waits";
  e.hint = "Unlock the mutex before waiting for what another does under it: let " + s.me + " call " + s.call +
           " outside of the critical section.";
}

void explain_private(const Scene& s, ExplainedWait& e) {
  static const std::map<std::string, std::string> kRemedies{
      {"mutex", "pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"condition", "pthread_condattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"barrier", "pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"rwlock", "pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)"},
      {"semaphore", "sem_init(&sem, 1, value)"}};
  const auto remedy = kRemedies.find(s.kind);
  e.cause = Cause::kPrivate;
  e.waits_for.explanation = "It lies in memory that processes share, but was made for the threads of one process: "
                            "no other process can wake " + s.me + ".";
  const BlockedCall& call = *s.task.call;
  if (call.futex_value != call.futex_expected)
    e.waits_for.explanation += " Another has changed it since " + s.me + " fell asleep, and its wake-up did not come here.";
  e.fact = "waits on " + s.what + " that was not made for use between processes";
  e.hint = remedy == kRemedies.end() ? "Wait with a futex call without FUTEX_PRIVATE_FLAG."
                                     : "Initialise it for sharing between processes: " + remedy->second + ".";
}

}  // namespace grader
