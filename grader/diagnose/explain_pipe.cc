// explain_pipe.cc — pipes and FIFOs: who still holds which end, and who would have opened it.
#include <unistd.h>

#include <algorithm>
#include <set>

#include "grader/diagnose/explain_scene.h"
#include "grader/diagnose/source_words.h"

namespace grader {
namespace {

struct End {
  pid_t pid = 0;
  int fd = -1;
  bool both_ways = false;  ///< opened with O_RDWR
};

std::vector<End> open_ends(const Scene& s, bool writing) {
  std::vector<End> ends;
  for (const ProcessState& p : s.index.snapshot().processes)
    for (const Descriptor& d : p.descriptors)
      if (d.object == s.dead.object && (writing ? d.writable : d.readable)) ends.push_back({p.pid, d.fd, d.readable && d.writable});
  return ends;
}

const MadeObject* origin(const Scene& s) {
  for (const MadeObject& made : s.people.evidence().made)
    if (made.object == s.dead.object) return &made;
  return nullptr;
}

/// As the line calls it: the library forks for posix_spawn(), popen() and system(), too.
std::string forking_call(const Scene& s, const SourceLocation& at) {
  const std::string line = quoted(s.people.evidence(), at);
  for (const char* const call : {"posix_spawn", "posix_spawnp", "popen", "system", "vfork"})
    if (calls(line, call)) return std::string(call) + "()";
  return "fork()";
}

/// "descriptor 4 of collector itself, inherited by fork() at pc.c:31".
std::string end_in_words(const Scene& s, const End& end) {
  const bool mine = end.pid == s.dead.pid;
  std::string text = "descriptor " + std::to_string(end.fd) + " of " +
                     (mine ? s.me + " itself" : s.people.name_of_host_pid(end.pid));
  const ProcessRecord* holder = s.people.by_host_pid(end.pid);
  const MadeObject* made = origin(s);
  if (made && holder && holder->id != made->process && holder->forked_at.line > 0)
    text += ", inherited by " + forking_call(s, holder->forked_at) + at_place(holder->forked_at);
  return text;
}

std::string ends_in_words(const Scene& s, const std::vector<End>& ends) {
  std::vector<std::string> words;
  for (const End& end : ends) words.push_back(end_in_words(s, end));
  return join_words(words, 3);
}

bool only_one_made_there(const Scene& s, const MadeObject& made) {
  const auto& all = s.people.evidence().made;
  return std::count_if(all.begin(), all.end(), [&](const MadeObject& other) { return other.at == made.at; }) == 1;
}

/// "close(pfd[1])" when the line that made the pipe names the array, else "close descriptor 4, the write end,".
std::string close_in_words(const Scene& s, const End& end, bool writing) {
  const MadeObject* made = origin(s);
  const std::string array = made ? object_in_line(quoted(s.people.evidence(), made->at), "pipe()") : "";
  const std::string array2 = made && array.empty() ? object_in_line(quoted(s.people.evidence(), made->at), "pipe2()") : array;
  // "p[i]" names another pipe in each round, and so does "p" in a loop; what dup2() has moved is not called so any more.
  const bool moved = end.fd <= STDERR_FILENO;
  if (array2.find_first_of("[.->(") == std::string::npos && !array2.empty() && !moved && only_one_made_there(s, *made)) return "close(" + array2 + (writing ? "[1])" : "[0])");
  return "close descriptor " + std::to_string(end.fd) + (writing ? ", the write end," : ", the read end,");
}

std::vector<pid_t> holders(const std::vector<End>& ends) {
  std::vector<pid_t> pids;
  for (const End& end : ends)
    if (std::find(pids.begin(), pids.end(), end.pid) == pids.end()) pids.push_back(end.pid);
  return pids;
}

std::string names(const Scene& s, const std::vector<pid_t>& pids) {
  std::vector<std::string> words;
  for (const pid_t pid : pids) words.push_back(pid == s.dead.pid ? s.me : s.people.name_of_host_pid(pid));
  return join_words(words, 3);
}

/// Does the line read once, for a word of somebody? In a loop the end of file is awaited.
bool reads_once(const Scene& s) {
  const std::string line = quoted(s.people.evidence(), place_in_student_code(s.task.stack));
  return !line.empty() && !calls(line, "while") && !calls(line, "for");
}

/// How many processes of a ring, the waiting one among them, read from a pipe which the next of them should write;
/// 0 without a ring.
std::size_t ring_of_readers(const Scene& s) {
  std::vector<const DeadTask*> ahead{&s.dead};
  std::set<pid_t> seen{s.dead.tid};
  for (std::size_t size = 2; !ahead.empty(); ++size) {
    std::vector<const DeadTask*> next;
    for (const DeadTask* reader : ahead) {
      for (const pid_t tid : reader->providers) {
        const TaskState* task = s.index.task(tid);
        if (reader != &s.dead && task && task->pid == s.dead.pid) return size - 1;
        const DeadTask* other = dead_task(s, tid);
        if (!other || other->pid == s.dead.pid || other->object == reader->object || !seen.insert(tid).second) continue;
        if (other->wait == "pipe-read" || other->wait == "fifo-read") next.push_back(other);
      }
    }
    ahead = std::move(next);
  }
  return 0;
}

/// A reader of the full pipe that first reads another pipe, into which only the waiting task's process would write.
const DeadTask* reads_another_of_mine(const Scene& s) {
  for (const pid_t tid : s.dead.providers) {
    const DeadTask* other = dead_task(s, tid);
    if (!other || other->pid == s.dead.pid || other->object == s.dead.object) continue;
    if (other->wait != "pipe-read" && other->wait != "fifo-read") continue;
    const bool only_mine = !other->providers.empty() && std::all_of(other->providers.begin(), other->providers.end(), [&](pid_t writer) {
      const TaskState* task = s.index.task(writer);
      return task && task->pid == s.dead.pid;
    });
    if (only_mine) return other;
  }
  return nullptr;
}

/// A reader of the full pipe that itself writes to a full pipe which only the waiting task's process would read.
bool full_both_ways(const Scene& s) {
  return std::any_of(s.dead.providers.begin(), s.dead.providers.end(), [&](pid_t tid) {
    const DeadTask* other = dead_task(s, tid);
    if (!other || other->pid == s.dead.pid || other->object == s.dead.object) return false;
    return (other->wait == "pipe-write" || other->wait == "fifo-write") && could_end(s, *other);
  });
}

}  // namespace

void explain_pipe_read(const Scene& s, ExplainedWait& e) {
  const std::vector<End> ends = open_ends(s, true);
  const auto mine = std::find_if(ends.begin(), ends.end(), [&](const End& end) { return end.pid == s.dead.pid; });
  const std::string noun = e.object.kind == "fifo" ? "FIFO" : "pipe";
  e.waits_for.explanation = "The " + noun + " is empty. " + s.call +
                            " reports the end only when every write end is closed; still open: " + ends_in_words(s, ends) + ".";
  const bool selects = s.task.call && s.task.call->name.find("select") != std::string::npos;
  e.fact = (selects ? "waits in select() for an empty " : "reads an empty ") + s.phrase;
  if (ends.empty()) return;
  const std::string close_mine = mine == ends.end() ? "" : close_in_words(s, *mine, true) + " in " + s.me + before_my_line(s);
  std::vector<pid_t> others = holders(ends);
  std::erase(others, s.dead.pid);
  if (others.empty()) {
    e.cause = Cause::kOwnEnd;
    e.fact += " whose write end (descriptor " + std::to_string(mine->fd) + ") it holds open itself";
    if (mine->both_ways) e.hint = "Open the " + noun + " with O_RDONLY for reading: O_RDWR holds its write end open, too.";
    else if (selects) e.hint = "select() leaves in its sets only what is ready: set them up again before each call. And " + close_mine + ".";
    else if (reads_once(s)) e.hint = "If " + s.me + " waits for the end of the data here: " + close_mine + ". If it waits for data, somebody must write it first.";
    else e.hint = close_mine + ".";
    return;
  }
  const std::string who = names(s, others);
  e.cause = Cause::kOpenEnd;
  e.own_part = mine != ends.end();
  e.fact += " whose write end is held open by " + std::string(mine == ends.end() ? "" : "itself and by ") + who +
            (others.size() == 1 ? ", which waits itself" : ", which wait themselves");
  const auto theirs = std::find_if(ends.begin(), ends.end(), [&](const End& end) { return end.pid != s.dead.pid; });
  const std::string close_theirs = close_in_words(s, *theirs, true) + " in " + who;
  const pid_t waits = waiting_parent(s);
  const std::size_t ring = mine == ends.end() ? ring_of_readers(s) : 0;
  if (ring > 0 && reads_once(s)) {
    e.cause = Cause::kOther;
    e.fact = "reads from an empty " + s.phrase + ", while " + who + ", who should write to it, waits to read as well";
    e.hint = std::string(ring == 2 ? "Both read before either writes" : "All of them read before any writes") +
             ": one of them must write first. What was printed into a FILE* is written only "
             "by fflush() or when its buffer is full.";
    return;
  }
  if (ring > 0) {
    e.hint = "Each waits for the other to write: what was printed into a FILE* is written only by fflush() or when its buffer is "
             "full. Or, if nothing more is to come, " + close_theirs + ".";
    return;
  }
  e.hint = close_mine.empty() ? "" : close_mine + ", and ";
  if (waits != 0) {
    if (mine == ends.end() && reads_once(s)) {
      e.cause = Cause::kParentAndChild;
      e.fact = "reads from an empty " + s.phrase + ", and only " + who + " could write to it, which waits for its end instead";
    }
    e.hint += close_theirs + " (or write what " + s.me + " waits for) before it calls " + stuck_in(s, waits) + ".";
  } else if (mine == ends.end() && others.size() == 1 && reads_once(s)) {
    const std::string where = stuck_in(s, s.dead.providers.front());
    e.cause = Cause::kParentAndChild;
    e.fact = "reads from an empty " + s.phrase + ", and only " + who + " could write to it, which waits in " + where;
    e.hint = "Let " + who + " write what " + s.me + " waits for before it waits in " + where + ". Or, if nothing more is to come, " +
             close_theirs + " before that.";
  } else {
    e.hint += close_theirs + " as soon as it is not needed there: the end of file comes only when the last write end is closed.";
  }
}

std::ptrdiff_t children_ever(const Evidence& evidence, int parent) {
  return std::count_if(evidence.processes.begin(), evidence.processes.end(),
                       [parent](const ProcessRecord& p) { return p.parent == parent; });
}

void explain_pipe_write(const Scene& s, ExplainedWait& e) {
  const std::vector<End> ends = open_ends(s, false);
  const std::string noun = e.object.kind == "fifo" ? "FIFO" : "pipe";
  const std::vector<pid_t> readers = holders(ends);
  const bool only_me = readers.size() == 1 && readers[0] == s.dead.pid;
  e.waits_for.explanation = "The " + noun + " is full: " + s.call + " goes on only when somebody reads. Its read end: " +
                            ends_in_words(s, ends) + ".";
  e.fact = "writes to a full " + s.phrase + " that nobody reads";
  e.hint = "A pipe holds only 64 KiB: start the reader first, and let it read while " + s.me + " writes.";
  const pid_t parent = waiting_parent(s);
  if (only_me) {
    e.cause = Cause::kOwnReadEnd;
    e.fact = "fills a " + s.phrase + " that only it could read itself";
  } else if (full_both_ways(s)) {
    e.cause = Cause::kPipePairFull;
    std::vector<pid_t> others = readers;
    std::erase(others, s.dead.pid);
    e.fact = "writes to a full " + s.phrase + " whose reader " + names(s, others) +
             (others.size() == 1 ? " fills another pipe that it should read" : " fill other pipes that they should read");
    e.hint = "Do not write everything before reading: take turns, use poll(), or write in one process and read in another.";
  } else if (const DeadTask* reader = reads_another_of_mine(s); reader) {
    const std::string who = s.people.name_of_host_pid(reader->pid);
    e.cause = Cause::kPipePairFull;
    e.fact = "fills a " + s.phrase + " that " + who + " would read later: it still waits for more from another " + noun + " of " + s.me;
    e.hint = "Let " + who + " read both as data comes, with poll() or in two threads or processes: whoever reads one to its end first, "
             "leaves the other full.";
  } else if (parent != 0) {
    e.cause = Cause::kParentAndChild;
    e.fact = "writes to a full " + s.phrase + " that " + s.people.name_of_host_pid(s.index.task(parent)->pid) +
             " would read only after waiting for its end";
    e.hint = "Read to the end of file before " + stuck_in(s, parent) + ": a pipe holds only 64 KiB.";
    const ProcessRecord* waiting = s.people.by_host_pid(s.index.task(parent)->pid);
    if (waiting && children_ever(s.people.evidence(), waiting->id) > 1)
      e.hint += " If another child is to read it, close the read end in " + waiting->name +
                " after fork(): with no reader left, the writer is told so.";
  }
}

void explain_fifo_open(const Scene& s, ExplainedWait& e) {
  const bool others_open = std::any_of(s.all.begin(), s.all.end(), [&](const DeadTask& d) {
    return d.wait == "fifo-open" && d.pid != s.dead.pid;
  });
  e.waits_for.explanation = s.call + " of a FIFO returns when the other end is opened, too. " + nobody_left(s, "open it");
  e.fact = "opens " + s.phrase + ", whose other end nobody will open";
  e.hint = "Start the program that opens the other end, or open with O_RDWR or O_NONBLOCK where nobody may come.";
  if (!others_open) return;
  if (somebody_has_failed(s)) {  // those who wait may well have the right order: a partner is gone
    e.fact = "opens " + s.phrase + ", whose other end nobody will open any more";
    e.hint = "See first why a process has ended that should have opened it.";
    return;
  }
  e.cause = Cause::kFifoOrder;
  e.fact = "opens " + s.phrase + " and waits for the other side, which waits in open() itself";
  e.hint = "Open the FIFOs in the same order in both programs, one for reading where the other opens it for writing.";
}

}  // namespace grader
