// steps.cc — what each kind of step does.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <fstream>

#include "grader/model/signal_name.h"
#include "grader/scenario/checks.h"
#include "grader/scenario/scenario_run.h"

namespace grader {
namespace {

using namespace std::chrono_literals;

/// How long a program that still runs gets to write what an expect_output step wants of it.
constexpr auto kOutputPatience = 2000ms;
/// A process in an uninterruptible sleep (a vfork) stops late.
constexpr auto kStopPatience = 1000ms;

std::string in_words(const sandbox::ExitStatus& status) {
  if (status.signaled()) return "killed by " + signal_name(status.signal);
  return "exit status " + std::to_string(status.code);
}

/// The kernel's names for what a task calls by a library's name.
bool is_call(const std::string& wanted, const std::string& actual) {
  static const std::map<std::string, std::vector<std::string>> kSame{
      {"open", {"openat", "openat2", "creat"}},
      {"read", {"pread64", "readv", "preadv", "preadv2"}},
      {"write", {"pwrite64", "writev", "pwritev", "pwritev2"}},
      {"wait", {"wait4", "waitid"}},
      {"waitpid", {"wait4", "waitid"}},
      {"sem_wait", {"futex"}},
      {"pause", {"rt_sigsuspend"}},
      {"sigsuspend", {"rt_sigsuspend", "pause"}},
      {"sigwait", {"rt_sigtimedwait"}},
      {"poll", {"ppoll"}},
      {"select", {"pselect6"}},
      {"epoll_wait", {"epoll_pwait", "epoll_pwait2"}},
      {"semop", {"semtimedop"}},
      {"mq_receive", {"mq_timedreceive"}},
      {"mq_send", {"mq_timedsend"}},
      {"sleep", {"nanosleep", "clock_nanosleep"}},
      {"nanosleep", {"clock_nanosleep"}},
      {"accept", {"accept4"}},
      {"recv", {"recvfrom", "recvmsg"}},
      {"lock", {"flock", "fcntl"}}};
  if (actual.empty()) return false;
  if (wanted == "any" || wanted.empty() || wanted == actual) return true;
  const auto same = kSame.find(wanted);
  return same != kSame.end() && std::find(same->second.begin(), same->second.end(), actual) != same->second.end();
}

/// Whether exec failed because of what the program is, and not because of the grader or the machine.
bool is_programs_fault(const std::error_code& code) {
  return code.value() == ENOEXEC || code.value() == ENOMEM || code.value() == EINVAL || code.value() == ELIBBAD;
}

/// At level plain the box's folders are elsewhere, and a program must be told where: an argument that is a path
/// below /tmp or /work. At level full this changes nothing.
std::string as_told_inside(const std::string& argument, const sandbox::Box& box) {
  if (!argument.starts_with("/tmp/") && !argument.starts_with("/work/")) return argument;
  return "/" + box.path_of(argument);
}

}  // namespace

sandbox::Result<void> ScenarioRun::put_programs() {
  for (const auto& [name, file] : programs_.students)
    if (auto put = box_.put_file("/work/" + name, *file, true); !put) return put.error();
  return sandbox::outcome::success();
}

ScenarioRun::StepResult ScenarioRun::advance() {
  if (!step_begun_) step_begun_ = Clock::now(), signal_sent_ = false, kept_before_step_ = kept_waiting() + starved_;
  return std::visit([this](const auto& step) { return perform(step); }, scenario_.steps[step_]);
}

// A reference program is executed from its descriptor and never is in the box: students may neither find it there nor
// put another in its place.
sandbox::Result<void> ScenarioRun::choose_program(const StartStep& step, sandbox::SpawnRequest& request) {
  request.argv = {step.source == ProgramSource::kSystem ? step.program : "./" + step.program};
  if (step.source == ProgramSource::kStudent && programs_.students.count(step.program) == 0)
    return sandbox::fault("no program '" + step.program + "' was built, but the scenario starts it");
  if (step.source != ProgramSource::kReference) return sandbox::outcome::success();
  const auto reference = programs_.reference.find(step.program);
  if (reference == programs_.reference.end())
    return sandbox::fault("the reference has no program '" + step.program + "', but the scenario starts it");
  request.program_fd = reference->second->get();
  // Who may execute a program and not read it can trace none that runs it, nor read its memory (would_dump() in the
  // kernel's fs/exec.c). Root still sees it all; an ordinary user's grader would not.
  if (::geteuid() == 0 && box_.protections().level == sandbox::Level::kFull) (void)::fchmod(request.program_fd, 0111);
  return sandbox::outcome::success();
}

bool ScenarioRun::students_have_run() const {
  return std::any_of(roles_.begin(), roles_.end(), [](const Role& role) { return role.students && !role.never_started; });
}

// A program of the task's does not start where a student's has run before: he has used up what there is, or spoilt the
// folder. A grader's fault would have shown before him.
void ScenarioRun::blame_for_start(const std::string& role, const std::error_code& why) {
  if (why.value() == EAGAIN || why.value() == ENOMEM) {
    const bool tasks = why.value() == EAGAIN;
    limits_hit_.push_back(tasks ? LimitHit{"tasks", options_.limits.tasks, "processes", {}}
                                : LimitHit{"memory", options_.limits.memory_bytes, "bytes", {}});
    end_now(tasks ? "tasks limit" : "memory limit");
    return;
  }
  fail(StepFailure::Kind::kState, role, {"the program can be started in the folder as the student's left it", why.message()});
}

ScenarioRun::StepResult ScenarioRun::perform(const StartStep& step) {
  sandbox::SpawnRequest request;
  if (auto chosen = choose_program(step, request); !chosen) return chosen.error();
  auto ends = streams_.open(step.role, step.stdin_text, step.keep_stdin_open);
  if (!ends) return ends.error();
  for (const std::string& arg : step.args) request.argv.push_back(as_told_inside(arg, box_));
  std::map<std::string, std::string> env{{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"HOME", box_.work_dir()},
                                         {"LANG", "C.UTF-8"}, {"USER", "student"}};
  for (const auto& [name, value] : step.env) env[name] = as_told_inside(value, box_);
  for (const auto& [name, value] : env) request.env.push_back(name + "=" + value);
  request.cwd = box_.work_dir();
  request.stdin_fd = ends.value().in.get();
  request.stdout_fd = ends.value().out.get();
  request.stderr_fd = ends.value().err.get();
  const bool students = step.source == ProgramSource::kStudent || options_.system_programs_are_students;
  const auto now = Clock::now();
  limits_.first_start(now);
  if (!begun_) begun_ = now;
  auto started = box_.spawn(request);
  Role role;
  role.name = step.role;
  role.students = students;
  role.argv = request.argv;
  if (started) {
    role.started = started.value();
    role.pidfd = sandbox::Fd(static_cast<int>(::syscall(SYS_pidfd_open, role.started.pid, 0)));
    observer_->started(role.started, step.role, students);
  } else if (students && is_programs_fault(started.error().code)) {
    role.ended = role.never_started = true;
    fail(StepFailure::Kind::kState, step.role, {"the program starts", started.error().code.message()});
  } else if (students_have_run()) {
    role.ended = role.never_started = true;
    blame_for_start(step.role, started.error().code);
  } else {
    return started.error();
  }
  roles_.push_back(std::move(role));
  next_look_ = next_usage_ = {};
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const WaitStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  const Role& role = roles_[index.value()];
  const bool any = !step.status && !step.signal;
  const std::string expected = step.signal ? "killed by " + signal_name(*step.signal)
                                           : "exit status " + std::to_string(step.status.value_or(0));
  if (!role.ended) {
    if (!step_time_is_up(step.within)) return Progress::kWaiting;
    fail(StepFailure::Kind::kExitStatus, step.role,
         {(any ? "it ends" : expected) + " within " + std::to_string(step.within->count()) + " ms", "still running"});
    return Progress::kDone;
  }
  if (any || role.never_started) return Progress::kDone;
  const bool as_expected = step.signal ? role.status.signal == *step.signal
                                       : !role.status.signaled() && role.status.code == *step.status;
  if (!as_expected) fail(StepFailure::Kind::kExitStatus, step.role, {expected, in_words(role.status)});
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const WaitBlockedStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  const Role& role = roles_[index.value()];
  std::vector<std::string> calls;
  if (!role.ended && step.processes) calls = observer_->family_blocked_in(role.started.pid);
  else if (!role.ended) calls = observer_->blocked_in(role.started.pid);
  const auto there = std::count_if(calls.begin(), calls.end(), [&](const std::string& call) { return is_call(step.on, call); });
  if (there >= step.processes.value_or(1)) return Progress::kDone;
  if (!role.ended && !step_time_is_up(step.within)) {
    next_look_ = std::min(next_look_, Clock::now() + 2ms);
    return Progress::kWaiting;
  }
  const std::string who = step.processes ? std::to_string(*step.processes) + " of its processes wait" : "it waits";
  const std::string is = role.ended           ? "it has ended: " + in_words(role.status)
                         : step.processes     ? std::to_string(there) + " of " + std::to_string(calls.size()) + " do"
                         : calls.empty()      ? "it runs"
                                              : "it waits in " + calls[0];
  fail(StepFailure::Kind::kNotBlocked, step.role, {step.on == "any" ? who : who + " in " + step.on, is});
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const SignalStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  const Role& role = roles_[index.value()];
  if (signal_sent_) return has_stopped(role) || step_time_is_up(kStopPatience) ? Progress::kDone : Progress::kWaiting;
  for (int i = 0; i < step.times && !role.ended; ++i) {
    auto sent = box_.signal(role.started.pid, step.signo);
    // It may have ended by itself this very moment: a later wait step says what its end should have been.
    if (!sent && sent.error().code.value() == ESRCH) break;
    if (!sent) return sent.error();
  }
  next_look_ = {};
  signal_sent_ = true;
  // What comes next may depend on it, and a process stops only once it gets a core.
  return step.signo == SIGSTOP ? Progress::kWaiting : Progress::kDone;
}

bool ScenarioRun::has_stopped(const Role& role) {
  if (role.ended) return true;
  std::ifstream file("/proc/" + std::to_string(role.started.pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const auto name_end = text.rfind(')');
  const char state = name_end != std::string::npos && name_end + 2 < text.size() ? text[name_end + 2] : 'X';
  return state == 'T' || state == 'Z' || state == 'X';
}

ScenarioRun::StepResult ScenarioRun::perform(const FeedStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  streams_.feed(index.value(), step.text);
  next_look_ = {};
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const CloseStdinStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  streams_.close_stdin(index.value());
  next_look_ = {};
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const ExpectOutputStep& step) {
  auto index = role_index(step.role);
  if (!index) return index.error();
  streams_.drain();
  const std::string& written = streams_.text(index.value(), step.stream);
  auto differs = match_output(step, written);
  // What a running program will write may still come; what an ended one wrote is in the pipe already.
  const bool may_come = !roles_[index.value()].ended && may_still_match(step, written);
  if (differs && may_come && !step_time_is_up(kOutputPatience)) return Progress::kWaiting;
  if (differs && step.stream == "stderr") differs->expected = "on standard error: " + differs->expected;
  if (differs) fail(StepFailure::Kind::kOutput, step.role, std::move(*differs));
  return Progress::kDone;
}

sandbox::Result<std::size_t> ScenarioRun::role_index(const std::string& name) const {
  for (std::size_t i = roles_.size(); i-- > 0;)
    if (roles_[i].name == name) return i;
  return sandbox::fault("scenario '" + scenario_.name + "' has no started role '" + name + "'");
}

bool ScenarioRun::step_time_is_up(const std::optional<std::chrono::milliseconds>& within) const {
  if (!within || Clock::now() < *step_begun_ + *within) return false;
  // What the supervisor or others of the machine took is not the student's time, up to a bound.
  const auto kept = std::min<std::chrono::microseconds>(kept_waiting() + starved_ - kept_before_step_, kMostStarvation * *within);
  return Clock::now() >= *step_begun_ + *within + kept;
}

void ScenarioRun::fail(StepFailure::Kind kind, const std::string& role, Mismatch mismatch) {
  failures_.push_back({static_cast<int>(step_), kind, role, std::move(mismatch.expected), std::move(mismatch.actual)});
}

bool ScenarioRun::later_steps_may_provide() const {
  if (step_ >= scenario_.steps.size()) return false;
  // Later steps come only after the awaited process has ended: to a stuck one they can bring nothing.
  const auto* wait = std::get_if<WaitStep>(&scenario_.steps[step_]);
  if (wait != nullptr && !wait->within) {
    const auto role = role_index(wait->role);
    if (role && !roles_[role.value()].ended) return false;
  }
  return std::any_of(scenario_.steps.begin() + static_cast<std::ptrdiff_t>(step_) + 1, scenario_.steps.end(),
                     [](const Step& step) {
                       return std::holds_alternative<StartStep>(step) || std::holds_alternative<SignalStep>(step) ||
                              std::holds_alternative<FeedStep>(step) || std::holds_alternative<CloseStdinStep>(step);
                     });
}

}  // namespace grader
