// explain_socket.cc — connections: who still holds the other end, and both sides waiting for the other.
#include <algorithm>
#include <string_view>

#include "grader/diagnose/explain_scene.h"

namespace grader {
namespace {

bool in_call(const Scene& s, pid_t tid, std::string_view plain, std::string_view socket_call) {
  const TaskState* task = s.index.task(tid);
  return task && task->call && (task->call->name.starts_with(plain) || task->call->name.starts_with(socket_call));
}

/// Both ends of a connection in the same kind of call.
bool all_in_call(const Scene& s, std::string_view plain, std::string_view socket_call) {
  return in_call(s, s.dead.tid, plain, socket_call) && std::all_of(s.dead.providers.begin(), s.dead.providers.end(), [&](pid_t tid) {
    return in_call(s, tid, plain, socket_call);
  });
}

struct End {
  pid_t pid = 0;
  int fd = -1;
};

std::vector<End> other_ends(const Scene& s) {
  std::vector<End> ends;
  const auto& made = s.people.evidence().made;
  const auto mine = std::find_if(made.begin(), made.end(), [&](const MadeObject& m) { return m.object == s.dead.object; });
  if (mine == made.end() || mine->other_end.kind.empty()) return ends;
  for (const ProcessState& p : s.index.snapshot().processes)
    for (const Descriptor& d : p.descriptors)
      if (d.object == mine->other_end) ends.push_back({p.pid, d.fd});
  return ends;
}

/// Reads what only its own descriptor could write, or to an end that its own descriptor keeps away.
bool explain_own_end(const Scene& s, ExplainedWait& e) {
  const std::vector<End> ends = other_ends(s);
  const auto mine = std::find_if(ends.begin(), ends.end(), [&](const End& end) { return end.pid == s.dead.pid; });
  if (mine == ends.end() || s.index.tasks_of(s.dead.pid).size() > 1) return false;
  std::vector<std::string> others;
  for (const End& end : ends) {
    const std::string name = s.people.name_of_host_pid(end.pid);
    if (end.pid != s.dead.pid && std::find(others.begin(), others.end(), name) == others.end()) others.push_back(name);
  }
  const std::string fd = "descriptor " + std::to_string(mine->fd);
  e.cause = others.empty() ? Cause::kOwnEnd : Cause::kOpenEnd;
  e.waits_for.explanation = s.call + " reports the end only when every descriptor of the other end is closed; still open: " + fd +
                            " of " + s.me + " itself" + (others.empty() ? "." : ", and others of " + join_words(others, 3) + ".");
  e.fact = "waits to receive from " + s.what + ", whose other end (" + fd + ") it holds open itself" +
           (others.empty() ? "" : ", as " + join_words(others, 3) + (others.size() == 1 ? " does" : " do"));
  e.hint = "close " + fd + ", the other end, in " + s.me + before_my_line(s) + ".";
  return true;
}

}  // namespace

void explain_conversation(const Scene& s, ExplainedWait& e) {
  if (in_call(s, s.dead.tid, "accept", "accept")) {
    e.fact = "waits for a connection that nobody will make";
    e.hint = "See who should connect, and how the server learns that no more clients come.";
    return;
  }
  if (in_call(s, s.dead.tid, "connect", "connect")) {
    e.fact = "waits to connect to a server that accepts nobody more";
    e.hint = "Let the server call accept() meanwhile, or listen() with a longer queue.";
    return;
  }
  const bool receives = in_call(s, s.dead.tid, "read", "recv");
  if (receives && explain_own_end(s, e)) return;
  if (receives && !s.dead.providers.empty() && all_in_call(s, "read", "recv")) {
    e.fact = "waits to receive from " + s.what + ", whose other side waits to receive as well";
    e.hint = "Both sides wait for the other to speak: let one of them send before it receives, or, if it has sent everything and the "
             "other reads to the end, tell it so with shutdown(fd, SHUT_WR).";
  } else if (!s.dead.providers.empty() && all_in_call(s, "write", "send")) {
    e.cause = Cause::kPipePairFull;
    e.fact = "sends through " + s.what + ", which is full, while its other side sends as well";
    e.hint = "Do not send everything before receiving: take turns, use poll(), or send in one process and receive in another.";
  } else if (!receives) {
    e.fact = "waits to send through " + s.what + ", which is full, and nobody receives";
    e.hint = "Let somebody receive while others send, and close the ends that are not needed: without a receiver left the sender is "
             "told so.";
  }
}

}  // namespace grader
