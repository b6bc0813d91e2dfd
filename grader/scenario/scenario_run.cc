// scenario_run.cc — the loop of a run: events, rare calls, pipes, looks, limits, and the end.
#include "grader/scenario/scenario_run.h"

#include <algorithm>

#include "grader/scenario/queue_time.h"
#include "sandbox/urgent.h"

namespace grader {
namespace {

using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using sandbox::outcome::success;

/// How often the CPU time of the tree is read: the most that a run may exceed its limit by, times the cores.
constexpr auto kUsagePeriod = 25ms;
/// And all else that the cgroups count.
constexpr auto kFullUsagePeriod = 100ms;
/// It is read so much early when the loop comes round anyway: one waking then does for this and for the look.
constexpr auto kUsageEarly = 10ms;
/// A cancelled run must end within a second, so the loop comes round at least this often.
constexpr auto kLongestWait = 50ms;
/// Rare calls served in one round: a storm of them must not keep the loop from the clock.
constexpr int kCallsPerRound = 256;
/// What is left of the tree when its roots have ended gets this long before it is called orphaned. A little
/// more than the observer's own grace, so that it has seen the grace pass.
constexpr auto kOrphanGrace = 560ms;

}  // namespace

sandbox::Result<Evidence> ScenarioRun::play(Observer& observer) {
  observer_ = &observer;
  queued_before_ = own_queue_time();
  if (auto usage = box_.usage()) idle_tasks_ = usage.value().tasks;
  if (auto done = play_steps(); !done) return done.error();
  if (auto done = wait_for_roles(); !done) return done.error();
  if (auto done = wait_for_orphans(); !done) return done.error();
  return finish();
}

sandbox::Result<void> ScenarioRun::play_steps() {
  while (!over_ && step_ < scenario_.steps.size()) {
    const StepResult moved = advance();
    if (!moved) return moved.error();
    if (moved.value() == Progress::kDone) {
      ++step_;
      step_begun_.reset();
    } else if (auto round = tick(); !round) {
      return round.error();
    }
  }
  if (over_ && step_ < scenario_.steps.size())
    fail(StepFailure::Kind::kNotReached, "", {"the scenario goes on", "the run ended: " + *over_});
  return success();
}

sandbox::Result<void> ScenarioRun::wait_for_roles() {
  streams_.no_more_steps();
  while (!over_ && !all_ended())
    if (auto round = tick(); !round) return round.error();
  return success();
}

sandbox::Result<void> ScenarioRun::wait_for_orphans() {
  const auto began = Clock::now();
  const auto starved_before = starved_;
  const auto patience = [&] { return kOrphanGrace + std::min<microseconds>(starved_ - starved_before, kMostStarvation * kOrphanGrace); };
  next_usage_ = {};  // who is left is to be known now
  while (!over_ && !roles_.empty() && Clock::now() < began + patience()) {
    if (auto checked = check_limits(); !checked) return checked.error();
    if (tasks_ <= idle_tasks_) break;
    if (auto round = tick(); !round) return round.error();
    next_usage_ = {};
  }
  return success();
}

sandbox::Result<void> ScenarioRun::tick() {
  bool events = false, calls = false;
  loop_.watch(box_.channel_fd(), POLLIN, [&](short) { events = true; });
  loop_.watch(box_.notify_fd(), POLLIN, [&](short) { calls = true; });
  streams_.watch(loop_);
  if (auto round = wait_for_something(calls); !round) return round.error();
  if (calls)
    if (auto served = serve_rare_calls(); !served) return served.error();
  if (events)
    if (auto served = serve_events(); !served) return served.error();
  if (auto checked = check_limits(); !checked) return checked.error();
  if (over_) return success();
  return look();
}

// Who makes a rare call is received at once: until then a signal could end it.
sandbox::Result<void> ScenarioRun::wait_for_something(const bool& calls) {
  const sandbox::Urgent urgent;
  if (auto round = loop_.once(time_to_next_duty()); !round) return round.error();
  return calls ? box_.receive_waiting() : success();
}

microseconds ScenarioRun::time_to_next_duty() const {
  const auto now = Clock::now();
  auto next = std::min(now + kLongestWait, std::min(next_look_, next_usage_));
  if (const auto deadline = limits_.deadline()) next = std::min(next, *deadline);
  return std::max(duration_cast<microseconds>(next - now), 0us);
}

sandbox::Result<void> ScenarioRun::serve_events() {
  auto events = box_.read_events();
  if (!events) return events.error();
  for (const sandbox::BoxEvent& event : events.value()) {
    if (event.kind == sandbox::BoxEvent::Kind::kBoxDied) {
      box_died_ = true;
      end_now("the box died");
      continue;
    }
    for (Role& role : roles_) {
      if (role.ended || role.started.pid != event.pid) continue;
      role.ended = true;
      role.never_started = event.kind == sandbox::BoxEvent::Kind::kSpawnFailed;
      // His earlier programs may have removed or changed the file: then this one has done nothing, not even well.
      const std::error_code why(event.error, std::generic_category());
      const bool his_doing = role.students || students_have_run();
      if (role.never_started && !his_doing) return sandbox::error(event.error, "start the program of role " + role.name);
      if (role.never_started && !role.students) blame_for_start(role.name, why);
      else if (role.never_started) fail(StepFailure::Kind::kState, role.name, {"the program starts", why.message()});
      role.status = event.status;
    }
    if (event.kind == sandbox::BoxEvent::Kind::kReaped) observer_->reaped(event);
  }
  return success();
}

sandbox::Result<void> ScenarioRun::serve_rare_calls() {
  const auto begun = Clock::now();
  for (int n = 0; n < kCallsPerRound; ++n) {
    auto call = box_.receive_notification();
    if (!call) return call.error();
    if (!call.value()) break;
    box_.answer(*call.value(), observer_->rare_call(*call.value()));
  }
  calls_held_ += duration_cast<microseconds>(Clock::now() - begun);
  return success();
}

microseconds ScenarioRun::kept_waiting() const { return calls_held_ + (own_queue_time() - queued_before_); }

sandbox::Result<void> ScenarioRun::look() {
  if (roles_.empty() || Clock::now() < next_look_) return success();
  const Observer::Look seen = observer_->look(outlook());
  starved_ = seen.starved;
  next_look_ = Clock::now() + std::max(seen.next, 200us);
  // A root that has just died may be what the current step waits for: its report is on the way.
  if (!seen.stuck) return success();
  if (death_unreported()) stuck_in_doubt_ = true;
  else end_now("deadlock");
  return success();
}

sandbox::Result<void> ScenarioRun::read_usage(Clock::time_point now) {
  const bool all = now >= next_full_usage_ || next_usage_ == Clock::time_point{};
  next_usage_ = now + kUsagePeriod;
  const auto counted = all ? std::nullopt : box_.counted_cpu();
  if (counted) {
    cpu_ = std::max(cpu_, *counted);
    return success();
  }
  next_full_usage_ = now + kFullUsagePeriod;
  auto usage = box_.usage();
  if (!usage) return usage.error();
  cpu_ = std::max(cpu_, usage.value().cpu);
  tasks_ = usage.value().tasks;
  refused_ = {usage.value().memory_limit_hit, usage.value().tasks_limit_hit};
  return success();
}

sandbox::Result<void> ScenarioRun::check_limits() {
  const auto now = Clock::now();
  if (now + kUsageEarly >= next_usage_) {
    if (auto read = read_usage(now); !read) return read.error();
    if (options_.cancelled && options_.cancelled()) return sandbox::error(EINTR, "interrupted");
  }
  if (over_) return success();
  if (const auto deadline = limits_.deadline(); deadline && now >= *deadline) limits_.add_to_wall(kept_waiting(), starved_);
  if (const auto hit = limits_.check(now, cpu_, streams_.total_bytes(), refused_)) {
    // Who waits where explains a run that took too long, and nothing else.
    if (hit->name == "wall" || hit->name == "cpu") observer_->time_is_up(outlook());
    limits_hit_.push_back(*hit);
    end_now(hit->name + " limit");
  }
  return success();
}

sandbox::Result<Evidence> ScenarioRun::finish() {
  streams_.drain();
  observer_->before_kill(over_.value_or("end of run"));
  auto usage = box_.usage();
  if (auto killed = box_.kill_all(); !killed && !box_died_) return killed.error();
  if (auto served = serve_events(); !served && !box_died_) return served.error();
  streams_.drain();
  if (auto after = box_.usage()) usage = std::move(after);
  if (!usage) return usage.error();
  // Init dies with the box only when the kernel kills it for memory: the student's doing.
  if (box_died_ && !usage.value().memory_limit_hit) return sandbox::fault("the box's init ended during the run");
  Evidence evidence;
  observer_->finish(evidence);
  fill(evidence, usage.value());
  return evidence;
}

void ScenarioRun::fill(Evidence& evidence, const sandbox::BoxUsage& usage) {
  evidence.scenario = scenario_.name;
  // Who ended before the observer could read its command line was started with this one.
  for (ProcessRecord& process : evidence.processes)
    for (const Role& role : roles_)
      if (process.argv.empty() && process.role == role.name) process.argv = role.argv;
  evidence.seed = options_.seed;
  if (begun_) evidence.wall_ms = std::chrono::duration<double, std::milli>(Clock::now() - *begun_).count();
  evidence.cpu_ms = std::chrono::duration<double, std::milli>(std::max(cpu_, usage.cpu)).count();
  evidence.memory_peak_bytes = usage.memory_peak_bytes;
  evidence.outputs = streams_.take_outputs();
  evidence.step_failures = std::move(failures_);
  for (LimitHit& hit : limits_seen_at_end(options_.limits, usage, evidence.processes, limits_hit_))
    if (limits_hit_.empty() || limits_hit_.front().name != hit.name) limits_hit_.push_back(std::move(hit));
  evidence.limits_hit = std::move(limits_hit_);
  evidence.protections = box_.protections();
  // The observer keeps what it took for a deadlock; the run went on and showed that it was none.
  if (stuck_in_doubt_ && over_ != "deadlock") evidence.stuck.reset();
  const auto is_ours = [this](const IpcObject& object) {
    return std::find(files_put_.begin(), files_put_.end(), object.name) != files_put_.end();
  };
  std::erase_if(evidence.objects_left, is_ours);
}

Outlook ScenarioRun::outlook() const {
  Outlook outlook;
  outlook.outside = streams_.outside();
  // What an ended root makes of the steps is known once init has reported it.
  outlook.more_steps_may_provide = later_steps_may_provide() || death_unreported();
  outlook.outside_may_signal = options_.outside_may_signal;
  for (const Role& role : roles_) outlook.roots.push_back(role.started.pid);
  outlook.processes_ever = static_cast<int>(roles_.size());
  return outlook;
}

bool ScenarioRun::all_ended() const {
  return std::all_of(roles_.begin(), roles_.end(), [](const Role& role) { return role.ended; });
}

bool ScenarioRun::death_unreported() const {
  for (const Role& role : roles_) {
    if (role.ended) continue;
    // No pidfd: it was dead and reaped before the descriptor could be made.
    pollfd dead{role.pidfd.get(), POLLIN, 0};
    if (!role.pidfd || ::poll(&dead, 1, 0) > 0) return true;
  }
  return false;
}

}  // namespace grader
