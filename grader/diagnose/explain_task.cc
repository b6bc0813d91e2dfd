// explain_task.cc — waits for other tasks: children, threads.
#include <algorithm>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

/// Does the joined thread, or whom it joins or whose lock it wants, wait for nobody but the joiner? Other waits, for a
/// post or a signal, have causes of their own.
bool waits_for_me(const Scene& s) {
  const DeadTask* wait = &s.dead;
  for (std::size_t steps = 0; wait && wait->providers.size() == 1 && steps <= s.all.size(); ++steps) {
    if (steps > 0 && wait->wait != "join" && wait->wait != "mutex") return false;
    if (steps > 0 && wait->providers[0] == s.dead.tid) return true;
    wait = dead_task(s, wait->providers[0]);
  }
  return false;
}

}  // namespace

void explain_child(const Scene& s, ExplainedWait& e) {
  e.cause = Cause::kChild;
  const std::vector<pid_t> tids = providers(s);
  const std::vector<std::string> names = names_of(s, tids);
  e.waits_for.object = names.size() == 1 ? child_phrase(names[0]) : counted(names.size(), "child", "children");
  e.fact = "waits for the end of " + join_words(names, 3);
  e.hint = "See what the children wait for: give it to them before waiting for their end.";
  if (handler_call(s) != s.task.stack.end()) {
    e.cause = Cause::kHandlerWaits;
    e.fact = "waits in a signal handler for the end of " + join_words(names, 3);
    e.hint = "A handler of SIGCHLD must not wait for those that still run: let it call waitpid(-1, NULL, WNOHANG) in a loop until that "
             "finds nobody.";
  }
  if (names.empty()) e.waits_for.explanation = "No child is left that could end.";
  else if (names.size() == 1)
    e.waits_for.explanation = s.call + " returns when " + names[0] + " ends, which waits for ever itself, in " + stuck_in(s, tids[0]) + ".";
  else
    e.waits_for.explanation = s.call + " returns when one of " + join_words(names, 3) + " ends" + (names.size() == 2 ? "; both wait for ever themselves." : "; they all wait for ever themselves.");
}

void explain_join(const Scene& s, ExplainedWait& e) {
  const std::vector<pid_t> tids = providers(s);
  const std::string who = join_words(names_of(s, tids), 3);
  e.cause = Cause::kQueued;
  e.waits_for.explanation = tids.size() == 1
                                ? s.call + " returns when " + who + " ends, which waits for ever itself, in " + stuck_in(s, tids[0]) + "."
                                : nobody_left(s, "end");
  e.fact = "joins a thread that will not end";
  e.hint = "See what that thread waits for.";
  if (!waits_for_me(s)) return;
  e.cause = Cause::kJoinCycle;
  e.waits_for.explanation = who + " can end only when " + s.me + " helps it in turn: it waits in " + stuck_in(s, tids[0]) + ".";
  e.fact = "joins " + who + ", which waits for its joiner";
  e.hint = "Give the thread what it waits for (unlock, post, signal) before joining it.";
}

}  // namespace grader
