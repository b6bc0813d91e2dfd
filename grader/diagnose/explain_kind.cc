// explain_kind.cc — waits whose explanation follows from the kind of the object: who could have done what.
#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>
#include <string_view>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

struct Advice {
  const char* kind;
  Cause cause;
  const char* fact;   ///< %s: the object
  const char* to_do;  ///< what somebody would have to do
  const char* hint;
};
constexpr Advice kAdvice[] = {
    {"semaphore", Cause::kSemaphore, "waits on %s, which nobody will post", "post it",
     "Post the semaphore on every path, as often as it is waited for, or start it with the right value."},
    {"sysv-sem", Cause::kSemaphore, "waits on %s, which nobody will change", "change it with semop()",
     "Balance the semop() calls, or set the right first value with semctl(SETVAL)."},
    {"condition", Cause::kCondition, "waits on %s, which nobody will signal", "call pthread_cond_signal()",
     "A signal that nobody waits for is lost: under the mutex, test the awaited state in a while loop before waiting, "
     "and signal after every change of it, all of the waiters (broadcast) where several may go on."},
    {"barrier", Cause::kBarrier, "waits at %s, which too few will reach", "come to it",
     "The count given when the barrier was made must be the number of those who come to it."},
    {"latch", Cause::kBarrier, "waits at %s, whose count nobody will bring to 0", "count it down",
     "Make the latch for as many as count it down, and let each of them do so on every path."},
    {"future", Cause::kOther, "waits for the value of %s, which nobody will set", "set it",
     "Set the promise's value, or an exception, on every path."},
    {"rwlock", Cause::kOther, "locks %s, which nobody will unlock", "unlock it, unless the one who waits holds it itself",
     "Unlock on every path, and never ask for the lock again while holding it: not for writing, and, since a waiting writer comes "
     "first, not for reading either."},
    {"once", Cause::kOther, "waits for an initialisation that nobody will finish", "finish it",
     "What runs once (pthread_once(), std::call_once(), the constructor of a static) must not need itself, nor wait for a thread "
     "that needs it."},
    {"mutex", Cause::kOther, "locks %s, which nobody will unlock", "unlock it",
     "Unlock the mutex on every way out of the critical section."},
    {"futex", Cause::kOther, "waits on a futex word that nobody will wake", "wake it with futex(FUTEX_WAKE)",
     "Change the word first, then wake; test the word again before waiting."},
    {"eventfd", Cause::kOther, "waits on %s, to which nobody will write", "write to it",
     "Write to the eventfd as often as it is waited for."},
    {"socket", Cause::kOther, "waits on %s, whose other side will do nothing", "act on the other side",
     "Close or shut down the side that is not needed, so that the reader sees the end of file."},
    {"timerfd", Cause::kOther, "waits on a timer that is not armed", "arm it", "Arm the timer with timerfd_settime() first: it_value says when it fires, and an it_value of 0 disarms it."},
    {"inotify", Cause::kOther, "waits for a change of files that nobody will make", "make it", "See who should make the change."},
    {"poll", Cause::kOther, "waits for %s, none of which anybody will make ready", "make one of them ready",
     "See who should write to these descriptors or close them."},
};

/// Somebody else waits on a semaphore other than this one: they may hold each other's.
bool others_want_another(const Scene& s) {
  return std::any_of(s.all.begin(), s.all.end(), [&](const DeadTask& d) {
    if (d.tid == s.dead.tid || d.wait != s.dead.wait) return false;
    const TaskState* other = s.index.task(d.tid);
    const bool same_set = d.object == s.dead.object;
    if (!same_set) return true;
    return s.kind == "sysv-sem" && other && other->call && s.task.call && other->call->semops != s.task.call->semops;
  });
}

/// Who could still come, but waits for something else: the count may be right.
std::string who_stays_away(const Scene& s) {
  for (const pid_t tid : providers(s)) {
    const DeadTask* other = dead_task(s, tid);
    const TaskState* task = s.index.task(tid);
    if (!other || !task || other->wait == "child" || other->wait == "join" || other->object == s.dead.object) continue;
    const std::vector<std::string> who = names_of(s, {tid});
    if (!who.empty()) return " If it is right, see why " + who.front() + " does not come: it waits in " + stuck_in(s, tid) + ".";
  }
  return "";
}

/// The parent could do it, if it did not wait for this very process first.
void blame_order(const Scene& s, pid_t parent, const char* to_do, ExplainedWait& e) {
  const std::string who = s.people.name_of_host_pid(s.index.task(parent)->pid);
  if (e.cause != Cause::kSemaphore) e.cause = Cause::kParentAndChild;
  e.fact = "waits on " + s.what + ", and only " + who + " could " + to_do + ", which waits for its end instead";
  e.hint = "Let " + who + " " + to_do + " before it calls " + stuck_in(s, parent) + ", or do not wait for it in " + s.me + ".";
}

/// A process without other threads waits for a word of its own memory, and others of its family have copies of it.
bool in_memory_of_its_own(const Scene& s) {
  const ProcessRecord* me = s.people.by_host_pid(s.dead.pid);
  if (!me || s.dead.object.kind != "futex-private" || s.index.tasks_of(s.dead.pid).size() > 1) return false;
  const auto& all = s.people.evidence().processes;
  return me->parent || std::any_of(all.begin(), all.end(), [me](const ProcessRecord& p) { return p.parent == me->id; });
}

void explain_own_memory(const Scene& s, ExplainedWait& e) {
  e.waits_for.explanation = "It lies in memory of " + s.me + " alone: fork() gives each process a copy of its own, and what is done to "
                            "the one is not seen in the other.";
  e.fact = "waits on " + s.what + " in memory of its own, where no other process can reach it";
  e.hint = "Put it into memory that the processes share: mmap() with MAP_SHARED | MAP_ANONYMOUS before fork(), or shm_open().";
}

/// What was asked for may never be told, though there is something to read.
void explain_poll(const Scene& s, ExplainedWait& e) {
  const ProcessState* process = s.index.process(s.dead.pid);
  const BlockedCall* call = s.task.call ? &*s.task.call : nullptr;
  if (!process || !call) return;
  const Descriptor* epoll = call->args.empty() ? nullptr : SnapshotIndex::descriptor(*process, static_cast<int>(call->args[0]));
  const bool edges = call->name.starts_with("epoll") && epoll && std::any_of(epoll->watched.begin(), epoll->watched.end(), [](const auto& w) {
    return (w.second & EPOLLET) != 0;
  });
  const bool urgent_only = !call->polled.empty() && call->name.ends_with("poll") &&
                           std::all_of(call->polled.begin(), call->polled.end(), [](const auto& p) { return p.second == POLLPRI; });
  if (edges) e.hint = "With EPOLLET only what is new is reported: read until EAGAIN each time. If all was read, see who should write.";
  if (urgent_only) e.hint = "POLLPRI asks for urgent data only: ask for POLLIN.";
}

std::string kinds_of_message(const Scene& s) {
  const long long type = s.task.call && s.task.call->args.size() > 3 ? static_cast<long long>(s.task.call->args[3]) : 0;
  if (type > 0) return "type " + std::to_string(type);
  if (type < 0) return "a type up to " + std::to_string(-type);
  return "any type";
}

}  // namespace

void explain_message(const Scene& s, ExplainedWait& e) {
  const bool sysv = s.kind == "sysv-msg";
  const bool receiving = s.task.call && (s.task.call->name == "msgrcv" || s.task.call->name == "mq_timedreceive");
  e.waits_for.explanation = nobody_left(s, receiving ? "send to it" : "receive from it");
  e.fact = receiving ? "waits for a message in " + s.what + ", where nobody will send one"
                     : "waits for room in " + s.what + ", from which nobody will receive";
  e.hint = receiving ? "Check that every message that is waited for is sent, on every path."
                     : "Let somebody receive while others send: a queue holds only so much.";
  if (!sysv || !receiving) return;
  const std::string type = kinds_of_message(s);
  const bool some = e.object.value.find("0 message") != 0 && !e.object.value.empty();
  e.fact = "waits for a message of " + type + " in " + s.what + ", which nobody will send";
  if (!some) return;
  e.cause = Cause::kMessageType;
  e.fact = "waits for a message of " + type + " in " + s.what + ", which holds " + e.object.value + ", but none of that type";
  e.hint = "Send with the type that msgrcv() asks for: the first long of the message, not 0.";
}

void explain_by_kind(const Scene& s, ExplainedWait& e) {
  const auto* advice = std::find_if(std::begin(kAdvice), std::end(kAdvice), [&](const Advice& a) { return s.kind == a.kind; });
  if (advice == std::end(kAdvice)) {
    e.fact = "waits in " + s.call + " for something that nobody will do";
    e.waits_for.explanation = nobody_left(s, "end the wait");
    return;
  }
  e.cause = advice->cause;
  e.fact = advice->fact;
  if (const auto hole = e.fact.find("%s"); hole != std::string::npos)
    e.fact.replace(hole, 2, s.kind == "barrier" && !e.object.value.empty() ? s.what + " (" + e.object.value + ")" : s.what);
  e.waits_for.explanation = nobody_left(s, advice->to_do);
  e.hint = advice->hint;
  if (s.kind == "socket") explain_conversation(s, e);
  if (s.kind == "poll") explain_poll(s, e);
  if (s.kind == "sysv-sem" && somebody_has_failed(s)) e.hint += " With SEM_UNDO an operation is taken back when the process that made it ends.";
  if (e.cause == Cause::kSemaphore && others_want_another(s))
    e.hint = "If each holds what another waits for: take the semaphores in one order everywhere, and never wait for one while "
             "holding another that somebody needs to post it. Else a post is missing on some path.";
  const bool between_processes = s.kind == "semaphore" || s.kind == "condition" || s.kind == "barrier" || s.kind == "mutex" || s.kind == "rwlock";
  if (between_processes && in_memory_of_its_own(s)) return explain_own_memory(s, e);
  if (s.kind == "barrier" || s.kind == "latch") e.hint += who_stays_away(s);
  const bool unordered = s.kind == "barrier" || s.kind == "latch" || s.kind == "condition" || s.kind == "timerfd" || s.kind == "mutex" || s.kind == "rwlock" || s.kind == "poll";
  // Who has ended may be the one who should have: then the parent's order is not the first thing to look at.
  const bool other_suspects = e.cause == Cause::kSemaphore && somebody_has_ended(s);
  if (const pid_t parent = unordered || other_suspects ? 0 : waiting_parent(s); parent != 0) blame_order(s, parent, advice->to_do, e);
}

}  // namespace grader
