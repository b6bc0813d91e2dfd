// explain.cc — why nobody ends a wait, and what to do about it: each kind of wait by its own rules.
#include "grader/diagnose/explain.h"

#include <map>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

/// "semaphore /s42", "pipe made at pc.c:14", "FIFO /tmp/f", "message queue /q".
std::string object_phrase(const FindingObject& object) {
  static const std::map<std::string, std::string> kWords{
      {"fifo", "FIFO"}, {"mq", "message queue"}, {"sysv-sem", "System V semaphore set"},
      {"sysv-msg", "System V message queue"}, {"rwlock", "read-write lock"}, {"condition", "condition variable"},
      {"eventfd", "eventfd"}, {"child", "child"}};
  const auto found = kWords.find(object.kind);
  std::string words = found == kWords.end() ? object.kind : found->second;
  if (!object.name.empty()) return words + " " + object.name;
  if (object.created_at.known() && (object.kind == "pipe" || object.kind == "socket")) return words + " made" + at_place(object.created_at);
  return words;
}

std::string with_article(const FindingObject& object, const std::string& phrase) {
  if (object.kind == "descriptors") return phrase;
  if (!object.name.empty() && !object.name.starts_with("in ")) return phrase;
  if (object.name.empty() && phrase.find(" made ") != std::string::npos) return "the " + phrase;
  return (std::string("aeiou").find(phrase[0]) == std::string::npos ? "a " : "an ") + phrase;
}

void explain_by_rule(const Scene& s, ExplainedWait& e) {
  if (s.dead.private_on_shared) explain_private(s, e);
  else if (s.kind == "pipe-read" || s.kind == "fifo-read") explain_pipe_read(s, e);
  else if (s.kind == "pipe-write" || s.kind == "fifo-write") explain_pipe_write(s, e);
  else if (s.kind == "fifo-open") explain_fifo_open(s, e);
  else if (s.kind == "mutex" && s.dead.owner_box_tid != 0) explain_owned_mutex(s, e);
  else if (s.kind == "child") explain_child(s, e);
  else if (s.kind == "join") explain_join(s, e);
  else if (s.kind == "signal") explain_signal(s, e);
  else if (s.kind == "stopped") explain_stopped(s, e);
  else if (s.kind == "sysv-msg" || s.kind == "mq") explain_message(s, e);
  else if (s.kind == "lock") explain_file_lock(s, e);
  else explain_by_kind(s, e);
}

}  // namespace

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::kPrivate: return "process-private";
    case Cause::kOwnEnd: case Cause::kOpenEnd: return "unclosed-write-end";
    case Cause::kOwnReadEnd: return "unread-pipe";
    case Cause::kRelock: return "relock";
    case Cause::kOwnerEnded: return "owner-ended";
    case Cause::kLockCycle: return "lock-order-cycle";
    case Cause::kFileLockCycle: return "file-lock-cycle";
    case Cause::kPipePairFull: return "pipe-pair-full";
    case Cause::kFifoOrder: return "fifo-open-order";
    case Cause::kJoinCycle: return "join-cycle";
    case Cause::kStopped: return "stopped";
    case Cause::kMessageType: return "message-type";
    case Cause::kSignalMask: return "signal-mask";
    case Cause::kLostSignal: return "lost-signal";
    case Cause::kWatchesNothing: return "watches-nothing";
    case Cause::kHandlerWaits: return "handler-waits";
    case Cause::kHoldsLock: return "waits-with-lock";
    case Cause::kParentAndChild: return "parent-child-cycle";
    case Cause::kBarrier: return "barrier-count";
    case Cause::kSemaphore: return "never-posted";
    case Cause::kCondition: return "lost-wakeup";
    case Cause::kOther: return "other";
    case Cause::kQueued: case Cause::kChild: break;
  }
  return "";
}

ExplainedWait explain(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                      const std::vector<DeadTask>& all_dead) {
  ExplainedWait e;
  const TaskState* task = index.task(dead.tid);
  if (!task) return e;
  const std::string kind = kind_in_words(people.evidence(), *task, dead.wait);
  e.object = object_in_words(index, people, dead, kind);
  const std::string phrase = object_phrase(e.object);
  const Scene s{index, people, dead, all_dead, *task, task_name(index, people, dead.tid), call_in_words(people.evidence(), *task, dead.wait),
                kind, phrase, with_article(e.object, phrase)};
  e.waits_for = {e.object.kind, phrase, e.object.value, s.call, ""};
  explain_by_rule(s, e);
  explain_held_lock(s, e);
  explain_blocked_end(s, e);
  return e;
}

}  // namespace grader
