// explain_scene.h — what the explanations of one wait have in common: who is who, and what the others do.
#pragma once

#include <string>
#include <vector>

#include "grader/diagnose/explain.h"

namespace grader {

struct Scene {
  const SnapshotIndex& index;
  const People& people;
  const DeadTask& dead;
  const std::vector<DeadTask>& all;
  const TaskState& task;
  std::string me;      ///< "worker 1"
  std::string call;    ///< "sem_wait()"
  std::string kind;    ///< kind_in_words()
  std::string phrase;  ///< "semaphore /s42"
  std::string what;    ///< the phrase with its article where it has no name
};

const DeadTask* dead_task(const Scene& s, pid_t tid);
/// "waitpid() at pc.c:23", "a call that never returns" when nothing is known.
std::string stuck_in(const Scene& s, pid_t tid);
/// Those who could end the wait, one tid for each process (for each thread of the own process).
std::vector<pid_t> providers(const Scene& s);
std::vector<std::string> names_of(const Scene& s, const std::vector<pid_t>& tids);
/// "Only main could post it, and it waits itself, in waitpid() at pc.c:23." `to_do`: "post it".
std::string nobody_left(const Scene& s, const std::string& to_do);
/// The parent whose wait for the student's process keeps it from ending this wait: it alone could. 0: not so.
pid_t waiting_parent(const Scene& s);
/// One of the student's processes, which could have helped while it lived.
bool somebody_has_ended(const Scene& s);
/// By a signal or with a status other than 0.
bool somebody_has_failed(const Scene& s);
/// A thread of the waiting process could end the `other` wait in turn.
bool could_end(const Scene& s, const DeadTask& other);
/// Where the kernel called a handler within the task's stack: above it lies what was interrupted. end(): in none.
Stack::const_iterator handler_call(const Scene& s);
/// "worker 1 (pc.c:23)" → ", before line 23"; empty when the line is not known.
std::string before_my_line(const Scene& s);

void explain_pipe_read(const Scene& s, ExplainedWait& e);
void explain_pipe_write(const Scene& s, ExplainedWait& e);
void explain_fifo_open(const Scene& s, ExplainedWait& e);
void explain_owned_mutex(const Scene& s, ExplainedWait& e);
/// After the rest: the waiter holds a mutex without which those who could help cannot go on.
void explain_held_lock(const Scene& s, ExplainedWait& e);
void explain_private(const Scene& s, ExplainedWait& e);
void explain_child(const Scene& s, ExplainedWait& e);
void explain_join(const Scene& s, ExplainedWait& e);
void explain_signal(const Scene& s, ExplainedWait& e);
void explain_message(const Scene& s, ExplainedWait& e);
/// Refines what is said of a socket by its kind.
void explain_conversation(const Scene& s, ExplainedWait& e);
void explain_file_lock(const Scene& s, ExplainedWait& e);
void explain_stopped(const Scene& s, ExplainedWait& e);
/// After the others: a signal that would have ended the process, had the process not blocked it, is what went wrong.
void explain_blocked_end(const Scene& s, ExplainedWait& e);
/// Everything else, by the kind of the object.
void explain_by_kind(const Scene& s, ExplainedWait& e);

}  // namespace grader
