// explain_file_lock.cc — flock(), fcntl() and open-file-description locks: who holds them.
#include <algorithm>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

/// flock() and open-file-description locks belong to an open file: a process that opened it twice shuts itself out.
bool locked_by_myself(const Scene& s) {
  const auto& locks = s.index.snapshot().locks;
  // Another file system, in another box, may have a file of that number.
  const auto of_this_file = [&](const FileLock& lock) { return lock.inode == s.dead.object.b && s.index.process(lock.owner); };
  return std::any_of(locks.begin(), locks.end(), of_this_file) && std::all_of(locks.begin(), locks.end(), [&](const FileLock& lock) {
    return !of_this_file(lock) || (lock.kind == "FLOCK" && lock.owner == s.dead.pid);
  });
}

void explain_own_file_lock(const Scene& s, ExplainedWait& e) {
  const std::string file = e.object.name.empty() ? "the file" : e.object.name;
  e.cause = Cause::kRelock;
  e.waits_for.explanation = s.me + " has locked " + file + " already, through another descriptor: flock() locks an open file, and each "
                            "open() makes another one.";
  e.fact = "waits for the lock on " + file + ", which it holds itself through another descriptor";
  e.hint = "Lock and unlock through one and the same descriptor (calling flock() on it again changes the lock), or unlock the other first.";
}

/// A holder waits for another file's lock, which the waiting process holds.
bool in_cycle(const Scene& s) {
  return std::any_of(s.dead.providers.begin(), s.dead.providers.end(), [&](pid_t tid) {
    const DeadTask* other = dead_task(s, tid);
    return other && other->wait == "lock" && other->pid != s.dead.pid && other->object != s.dead.object && could_end(s, *other);
  });
}

}  // namespace

void explain_file_lock(const Scene& s, ExplainedWait& e) {
  e.waits_for.explanation = nobody_left(s, "release it");
  if (locked_by_myself(s)) return explain_own_file_lock(s, e);
  const std::string file = e.object.name.empty() ? "a file" : e.object.name;
  e.fact = "waits for the lock on " + file + ", which nobody will release";
  e.hint = "Release a file lock before waiting for others.";
  if (!in_cycle(s)) return;
  e.cause = Cause::kFileLockCycle;
  e.fact = "waits for the lock on " + file + ", whose holder waits for a file lock in turn";
  e.hint = "Lock the files in one and the same order everywhere.";
}

}  // namespace grader
