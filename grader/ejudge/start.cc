// start.cc — `grader ejudge start PROGRAM…`: as start_cmd, in ejudge's own container, with ejudge's limits around it.
//
// ejudge judges a program by how it ends: so this ends as the program did, or, where the diagnosis is worse than that,
// with an exit code of its own, which ejudge's report shows as RT.
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>

#include "grader/batch/signals.h"
#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/request.h"
#include "grader/ejudge/start_exit.h"
#include "grader/grade.h"
#include "grader/report/report.h"

namespace grader {

int start_exit(Code code) {
  switch (code) {
    case Code::kDL: return 101;
    case Code::kTL: return 102;
    case Code::kML: return 103;
    case Code::kSV: return 104;
    case Code::kRC: return 105;
    case Code::kZP: return 106;
    case Code::kLK: return 107;
    case Code::kIE: return 119;
    default: return 0;
  }
}

namespace ejudge {
namespace {

/// Dies of the signal that the program died of, so that ejudge reports that one.
void die_of(int signo) {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);  // a dump of the grader would help nobody
  ::signal(signo, SIG_DFL);
  sigset_t only;
  ::sigemptyset(&only);
  ::sigaddset(&only, signo);
  ::sigprocmask(SIG_UNBLOCK, &only, nullptr);
  ::raise(signo);
}

int end_like(const Verdict& verdict) {
  const int own = start_exit(verdict.verdict);
  if (own != 0 || verdict.runs.empty()) return own;
  const auto& processes = verdict.runs.front().processes;
  const auto main = std::find_if(processes.begin(), processes.end(), [](const ProcessRecord& p) { return !p.parent; });
  if (main == processes.end()) return 0;
  if (main->end.kind == ProcessEnd::Kind::kSignaled) die_of(main->end.signal);
  if (main->end.kind == ProcessEnd::Kind::kExited) return main->end.code;
  return verdict.verdict == Code::kOK ? 0 : 1;
}

}  // namespace

int start(const EjudgeCommand& command, const CommonOptions& common) {
  if (command.words.empty()) {
    complain("ejudge", "called without a program", "set start_cmd, and let ejudge call it");
    return start_exit(Code::kIE);
  }
  catch_end_signals();
  GradeOptions options = common.grade_options();
  options.cancelled = end_asked;
  options.relay_output = true;
  RunTarget target;
  target.command = command.words;
  const Verdict verdict = run(target, options);
  if (verdict.verdict != Code::kOK) say(text_report(verdict, {}));
  return end_like(verdict);
}

}  // namespace ejudge
}  // namespace grader
