// process_findings.cc — processes that a signal ended.
#include <algorithm>
#include <csignal>
#include <cstring>
#include <map>

#include "grader/diagnose/findings_parts.h"
#include "grader/diagnose/source_words.h"
#include "grader/diagnose/system_files.h"

namespace grader {
namespace {

bool among(int signo, std::initializer_list<int> set) { return std::find(set.begin(), set.end(), signo) != set.end(); }

/// Faults that a process brings upon itself.
bool is_fault(int s) { return among(s, {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP}); }

/// Sent on purpose to end a process, or the mark of a limit that has its own finding.
bool is_fact_only(const Evidence& evidence, int s) {
  if (among(s, {SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGQUIT})) return true;
  if (s == SIGXFSZ) return has_limit(evidence, "file-size");
  return s == SIGXCPU && has_limit(evidence, "cpu");
}

bool expected(const Facts& facts, const ProcessRecord& p) {
  if (p.role.empty()) return false;
  return std::any_of(facts.scenario.steps.begin(), facts.scenario.steps.end(), [&p](const Step& step) {
    const auto* wait = std::get_if<WaitStep>(&step);
    return wait && wait->role == p.role && wait->signal == p.end.signal;
  });
}

bool forbidden(const Evidence& evidence, int process) {
  return std::any_of(evidence.forbidden.begin(), evidence.forbidden.end(),
                     [process](const ForbiddenCall& f) { return f.process == process; });
}

std::string signal_name(int s) {
  static const std::map<int, std::string> kNames{
      {SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGFPE, "SIGFPE"}, {SIGILL, "SIGILL"}, {SIGABRT, "SIGABRT"},
      {SIGSYS, "SIGSYS"}, {SIGTRAP, "SIGTRAP"}, {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}, {SIGPIPE, "SIGPIPE"},
      {SIGALRM, "SIGALRM"}, {SIGVTALRM, "SIGVTALRM"}, {SIGPROF, "SIGPROF"}, {SIGIO, "SIGIO"}, {SIGXFSZ, "SIGXFSZ"},
      {SIGXCPU, "SIGXCPU"}, {SIGPWR, "SIGPWR"}, {SIGSTKFLT, "SIGSTKFLT"}};
  if (const auto found = kNames.find(s); found != kNames.end()) return found->second;
  if (s >= 34) return s == 34 ? "SIGRTMIN" : "SIGRTMIN+" + std::to_string(s - 34);
  return "signal " + std::to_string(s);
}

/// Does a library's function of that name appear in the stack?
bool calls(const Stack& stack, const char* part) {
  return std::any_of(stack.begin(), stack.end(), [part](const Frame& f) {
    return !f.in_student_code && f.at.function.find(part) != std::string::npos;
  });
}

struct Words { std::string fact, hint; };

/// `line`: the student's, that led there. A library without symbols of its own names none of its inner functions.
Words abort_words(const Stack& stack, const std::string& line) {
  if (calls(stack, "assert_fail") || (calls(stack, "abort") && line.find("assert(") != std::string::npos)) return {"an assertion failed", "Look at the assertion: what it states was not so."};
  if (calls(stack, "stack_chk_fail"))
    return {"a local array was written beyond its end", "Check the bounds of the arrays in that function."};
  if (calls(stack, "fortify_fail")) return {"a buffer would have overflowed", "Check the size given to the library function."};
  if (calls(stack, "malloc_printerr") || calls(stack, "free"))
    return {"the heap is damaged", "Look for a second free(), or writes beyond an allocated block: -fsanitize=address shows them."};
  if (calls(stack, "std::thread::~thread") || calls(stack, "std::thread::operator="))
    return {"a std::thread was destroyed that still could be joined", "Call join() or detach() on every path, also when an exception is thrown, or use std::jthread."};
  if (calls(stack, "terminate") || calls(stack, "throw"))
    return {"an exception was not caught", "Catch the exception, or avoid what throws it."};
  return {"it called abort()", "See the message on standard error: a failed assertion, an uncaught exception or a damaged heap."};
}

Words fault_words(int s, const CrashRecord* crash, const std::string& line) {
  switch (s) {
    case SIGSEGV:
      // The kernel reports 0, too, for a pointer that is no address at all.
      if (crash && crash->address < 4096 && !crash->stack.empty())
        return {crash->address == 0 ? "it used a null or invalid pointer" : "it used a null pointer", "Check that the pointer is set, and the result of the call that set it."};
      return {"it touched memory that is not mapped for it",
              "Check pointers and array bounds, and the results of mmap(), shmat() and shm_open()."};
    case SIGBUS:
      return {"it touched a part of a mapping that no file stands behind",
              "Give the object its size with ftruncate() before using the mapping."};
    case SIGFPE: return {"it divided an integer by zero", "Check the divisor."};
    case SIGILL: return {"it ran an illegal instruction", "Look for a non-void function without return, or a damaged pointer."};
    case SIGABRT: return abort_words(crash ? crash->stack : Stack{}, line);
    case SIGSYS: return {"it made a system call that the box does not allow", "Leave that call out."};
    default: return {"it ran into a trap", "Look for __builtin_trap() or a failed check."};
  }
}

std::string sender_of(const Facts& facts, const ProcessRecord& p) {
  const SignalSent* last = nullptr;
  for (const SignalSent& s : facts.evidence.signals)
    if (s.signo == p.end.signal && (!s.target || *s.target == p.id)) last = &s;
  if (!last) return "";
  return last->sender == p.id ? "itself" : last->sender == 0 ? "the scenario" : facts.people.name(last->sender);
}

void word_crash(const Facts& facts, const ProcessRecord& p, const CrashRecord* crash, Finding& finding) {
  const int s = p.end.signal;
  const std::string name = facts.people.name(p.id), signal = signal_name(s), sender = sender_of(facts, p);
  const std::string from = sender.empty() || sender == "itself" ? "" : ", sent by " + sender;
  const std::string place = at_place(finding.processes[0].at);
  if (s == SIGPIPE) {
    finding.message = name + " was ended by SIGPIPE" + place + ": it wrote to a pipe that nobody reads any more.";
    finding.hint = "Ignore SIGPIPE and handle EPIPE, if the program is to go on.";
  } else if (s == SIGALRM) {
    finding.message = name + " was ended by its alarm (SIGALRM), for which it has no handler.";
    finding.hint = "Install a handler with sigaction() before calling alarm().";
  } else if (s == SIGXFSZ) {
    finding.message = name + " was ended by SIGXFSZ" + place + ": a file grew beyond the limit.";
    finding.hint = "Write less, or close the file and start another.";
  } else if (is_fault(s)) {
    const Words words = fault_words(s, crash, quoted(facts.evidence, finding.processes[0].at));
    finding.message = name + " crashed with " + signal + place + (from.empty() ? ": " + words.fact : from) + ".";
    finding.hint = words.hint;
  } else {
    finding.message = name + " was ended by " + signal + from + ", for which it has no handler.";
    finding.hint = "Install the handler with sigaction(), or block the signal, before anybody can send it: "
                   "in particular before fork().";
  }
}

/// How a child in a pipeline, or one with an alarm, may well end. The program itself may not be ended in the middle.
bool is_common_end(const ProcessRecord& process) {
  return process.end.signal == SIGALRM || (process.end.signal == SIGPIPE && process.role.empty());
}

/// "yes" in `yes | head` ends like this; the student has not written it.
bool became_system_program(const Evidence& evidence, int process) {
  const ExecRecord* last = nullptr;
  for (const ExecRecord& exec : evidence.execs)
    if (exec.process == process) last = &exec;
  return last && of_system(last->program);
}

}  // namespace

std::vector<Finding> crash_findings(const Facts& facts) {
  std::vector<Finding> found;
  std::vector<int> signals;  // of found, to put the same crash of several processes into one finding
  for (const ProcessRecord& p : facts.evidence.processes) {
    const int s = p.end.signal;
    if (!p.students || p.end.kind != ProcessEnd::Kind::kSignaled || is_fact_only(facts.evidence, s)) continue;
    if (expected(facts, p) || (s == SIGSYS && forbidden(facts.evidence, p.id))) continue;
    if (s == SIGPIPE && became_system_program(facts.evidence, p.id)) continue;
    const CrashRecord* crash = nullptr;
    for (const CrashRecord& c : facts.evidence.crashes)
      if (c.process == p.id) crash = &c;
    FindingProcess process = finding_process(facts.people, p.id);
    if (crash) process.stack = crash->stack;
    process.at = place_in_student_code(process.stack);
    std::size_t same = 0;
    while (same < found.size() && (signals[same] != s || found[same].processes[0].at != process.at)) ++same;
    if (same < found.size()) {
      found[same].processes.push_back(process);
      found[same].count = static_cast<int>(found[same].processes.size());
      continue;
    }
    Finding finding;
    finding.rule = Rule::kCrash;
    finding.severity = is_common_end(p) ? Severity::kWarning : Severity::kError;
    finding.processes = {process};
    word_crash(facts, p, crash, finding);
    found.push_back(std::move(finding));
    signals.push_back(s);
  }
  return found;
}

}  // namespace grader
