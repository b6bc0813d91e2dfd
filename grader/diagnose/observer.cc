// observer.cc — watches one box: looks, proves, and collects what is true of its processes.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "grader/diagnose/blocked_call.h"
#include "grader/diagnose/busy_sampler.h"
#include "grader/diagnose/crash_collector.h"
#include "grader/diagnose/fault_maker.h"
#include "grader/diagnose/housekeeper.h"
#include "grader/diagnose/mechanism_watch.h"
#include "grader/diagnose/observe.h"
#include "grader/diagnose/own_cpu.h"
#include "grader/diagnose/recorder.h"
#include "grader/diagnose/rest_watch.h"
#include "grader/diagnose/snapshot_reader.h"
#include "grader/diagnose/stack_keeper.h"
#include "grader/diagnose/timeline_recorder.h"
#include "grader/diagnose/wait_graph.h"

namespace grader {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kFirstDelay = 1000us, kLongestDelay = 20000us, kTimelineDelay = 2000us;
/// A look at many tasks may take longer than the delay before it: at least this many times as long it is left alone.
constexpr int kRestPerLook = 3;
/// A dear look waits until nobody ran for so long.
constexpr auto kMoment = 5000us;

bool readable(int fd) {
  pollfd p{fd, POLLIN, 0};
  return fd >= 0 && ::poll(&p, 1, 0) > 0;
}

bool same_outlook(const Outlook& a, const Outlook& b) {
  return a.outside == b.outside && a.more_steps_may_provide == b.more_steps_may_provide &&
         a.outside_may_signal == b.outside_may_signal && a.roots == b.roots;
}

class BoxObserver : public Observer {
 public:
  BoxObserver(sandbox::Box& box, const ObserveOptions& options)
      : box_(box), options_(options), scan_(box), table_(box.init_pid()), housekeeper_(table_, options_), recorder_(box, table_, files_, scan_.paths()), reader_(box),
        mechanisms_(table_, scan_.paths(), options.mechanisms), faults_(table_, options.faults), rest_(box, table_), stacks_(files_), busy_(table_, files_) {
    if (options.timeline) timeline_.emplace(table_);
    // Where root lacks CAP_SYS_PTRACE only the student's own ids open these files; with it nothing needs to change.
    if (::geteuid() == 0 && box.student_uid() != 0 && box.protections().level == sandbox::Level::kPlain)
      eyes_ = box.student_uid();
    scan_.set_baseline();
  }

  void started(const sandbox::Started& process, const std::string& role, bool students) override {
    const StudentEyes eyes(eyes_);
    if (table_.all().empty()) start_ = Clock::now();
    TrackedProcess& tracked = table_.add_root(process, role, students, now_ms());
    if (const auto text = read_text(proc_path(process.pid, "cmdline"))) tracked.record.argv = parse_cmdline(*text);
    tracked.argv_unsure = false;
    delay_ = kFirstDelay;
  }

  void reaped(const sandbox::BoxEvent& event) override { table_.reaped(event, now_ms()); }

  sandbox::Reply rare_call(const sandbox::Notification& call) override;

  Look look(const Outlook& outlook) override;
  std::vector<std::string> blocked_in(pid_t host_pid) override;
  std::vector<std::string> family_blocked_in(pid_t host_pid) override;
  void time_is_up(const Outlook& outlook) override;
  void before_kill(const std::string& reason) override;
  void finish(Evidence& evidence) override;

 private:
  double now_ms() const { return std::chrono::duration<double, std::milli>(Clock::now() - start_).count(); }
  Housekeeper::Moment moment(double now, bool nobody_ran);
  Look look_now(const Outlook& outlook);
  void let_go();
  Look later(bool stuck = false);
  void note_timeline(double now);
  bool somebody_waits_for_us() const;
  struct Collected {
    WaitSnapshot snapshot;
    bool consistent = false;  ///< nothing changed between the passes, and nobody waits for the supervisor
  };
  Collected collect(const Outlook& outlook, const Glance& first, const std::vector<pid_t>& pids);
  Look stuck(Collected collected, const DeadSet& dead);
  const ResolvedStacks& resolve_all(const std::vector<CoreFile>& cores);
  void fill_processes(Evidence& evidence, const ResolvedStacks& stacks);

  sandbox::Box& box_;
  ObserveOptions options_;
  std::optional<uid_t> eyes_;
  Clock::time_point start_ = Clock::now();
  ModuleFiles files_;
  ObjectScan scan_;
  ProcessTable table_;
  Housekeeper housekeeper_;
  Recorder recorder_;
  SnapshotReader reader_;
  MechanismWatch mechanisms_;
  FaultMaker faults_;
  std::optional<TimelineRecorder> timeline_;
  std::chrono::microseconds delay_ = kFirstDelay;
  double cpu_ms_ = 0;  ///< of the box, as last known
  bool ran_since_housekeeping_ = true;
  double concluded_ms_ = -RestWatch::kTrustMs;  ///< when a look found that nothing is to be done until somebody runs
  Outlook concluded_outlook_;
  Clock::time_point look_began_;
  Glance settled_;            ///< the last glance whose snapshot proved nobody stuck
  Outlook settled_outlook_;
  RestWatch rest_;
  StackKeeper stacks_;
  BusySampler busy_;
  std::optional<StuckEvidence> stuck_;
  std::set<pid_t> held_;  ///< stopped when their stacks were taken, to be killed next
  std::optional<WaitSnapshot> last_snapshot_;
};

sandbox::Reply BoxObserver::rare_call(const sandbox::Notification& call) {
  const StudentEyes eyes(eyes_);
  const double now = now_ms();
  TrackedProcess* process = recorder_.caller(call, now);
  if (!process) return {};
  sandbox::Reply reply = faults_.reply(call, *process, now);
  if (!reply.made) return reply;
  reply.interrupts = recorder_.record(call, *process, now);
  mechanisms_.note(call, *process, now);
  return reply;
}

// The run went on after all: what was taken for dead lives, and will be seen elsewhere.
void BoxObserver::let_go() {
  stacks_.forget();
  stuck_.reset();
  for (const pid_t tid : std::exchange(held_, {})) ::kill(tid, SIGCONT);
}

Observer::Look BoxObserver::later(bool stuck) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - look_began_);
  const Look look{.stuck = stuck, .next = std::max(delay_, took * kRestPerLook)};
  delay_ = std::min<std::chrono::microseconds>(delay_ * 2, timeline_ ? kTimelineDelay : kLongestDelay);
  return look;
}

void BoxObserver::note_timeline(double now) {
  if (timeline_) timeline_->note(glance_at(table_.refresh(now), Pass::kFirst), now);
}

// A task held in a rare call looks asleep, and init has yet to reap who is reported dead: no look is worth its time.
bool BoxObserver::somebody_waits_for_us() const { return readable(box_.notify_fd()) || readable(box_.channel_fd()); }

BoxObserver::Collected BoxObserver::collect(const Outlook& outlook, const Glance& first, const std::vector<pid_t>& pids) {
  const double now = now_ms();
  Collected collected;
  WaitSnapshot& snapshot = collected.snapshot;
  snapshot = reader_.read(first, recorder_.timers_armed(now));
  snapshot.at_ms = now;
  snapshot.outlook = outlook;
  snapshot.outlook.processes_ever = static_cast<int>(table_.all().size());
  const bool same_pids = table_.refresh(now_ms()) == pids;
  const Glance second = glance_at(pids, Pass::kSecond);
  collected.consistent = same_pids && first == second && !somebody_waits_for_us();
  if (!collected.consistent) SnapshotReader::settle(snapshot, first, second);
  return collected;
}

Housekeeper::Moment BoxObserver::moment(double now, bool nobody_ran) {
  auto cpu = box_.counted_cpu();
  if (!cpu)
    if (const auto usage = box_.usage()) cpu = usage.value().cpu;
  if (cpu) cpu_ms_ = std::chrono::duration<double, std::milli>(*cpu).count();
  return {now, cpu_ms_, nobody_ran, stuck_.has_value(), somebody_waits_for_us()};
}

Observer::Look BoxObserver::look(const Outlook& outlook) {
  Look seen = look_now(outlook);
  seen.starved = std::chrono::microseconds(static_cast<std::int64_t>(housekeeper_.starved_ms() * 1000));
  return seen;
}

Observer::Look BoxObserver::look_now(const Outlook& outlook) {
  look_began_ = Clock::now();
  const StudentEyes eyes(eyes_);
  if (!held_.empty()) let_go();
  const double now = now_ms();
  const bool same = rest_.nobody_ran();
  ran_since_housekeeping_ = ran_since_housekeeping_ || !same;
  if (housekeeper_.is_due(now)) {
    if (ran_since_housekeeping_) table_.refresh(now);
    const double began = own_cpu_ms();
    housekeeper_.look(moment(now, !ran_since_housekeeping_));
    housekeeper_.took(own_cpu_ms() - began);
    ran_since_housekeeping_ = false;
  }
  note_timeline(now);
  look_began_ = Clock::now();
  // Who has not run is where it was, and so is what the last look made of it.
  if (same && now - concluded_ms_ < RestWatch::kTrustMs && same_outlook(outlook, concluded_outlook_)) return later();
  concluded_ms_ = -RestWatch::kTrustMs;
  if (somebody_waits_for_us()) return {.stuck = false, .next = kFirstDelay};
  if (!same && rest_.is_dear()) return {.stuck = false, .next = kMoment};
  std::vector<pid_t> pids;
  const std::optional<Glance> resting = rest_.everybody_rests(now, pids);
  if (!resting || (*resting == settled_ && same_outlook(outlook, settled_outlook_))) {
    concluded_ms_ = now, concluded_outlook_ = outlook;
    return later();
  }
  const Glance& first = *resting;
  if (first.tasks.empty()) return later();
  if (somebody_waits_for_us()) return {.stuck = false, .next = kFirstDelay};
  // Most often somebody is only about to wake: a second cheap look spares the dear one.
  if (rest_.has_clock() ? !rest_.nobody_ran() : glance_at(pids, Pass::kSecond) != first) return later();
  Collected collected = collect(outlook, first, pids);
  if (!collected.consistent) return later();
  const auto& processes = collected.snapshot.processes;
  const auto init_will_reap = [](const ProcessState& process) { return process.zombie && process.parent == 0; };
  if (std::any_of(processes.begin(), processes.end(), init_will_reap)) return {.stuck = false, .next = kFirstDelay};
  const DeadSet dead = find_dead(collected.snapshot);
  if (!dead.everyone || dead.dead.empty()) {
    const bool may_change_alone = !recorder_.timers_armed(now).empty() || collected.snapshot.network_in_motion;
    settled_ = may_change_alone ? Glance{} : first;
    settled_outlook_ = outlook;
    if (!may_change_alone) concluded_ms_ = now, concluded_outlook_ = outlook;
    return later();
  }
  return stuck(std::move(collected), dead);
}

// Proved: what is to be known of them is taken now, and resolved beside the killing.
Observer::Look BoxObserver::stuck(Collected collected, const DeadSet& dead) {
  std::set<pid_t> tids;
  double last_blocked = 0;
  for (const DeadTask& task : dead.dead) {
    tids.insert(task.tid);
    last_blocked = std::max(last_blocked, rest_.resting_since(task.tid));
  }
  const double proved = now_ms();
  recorder_.settle();
  stacks_.keep(collected.snapshot, tids);
  stacks_.want(table_);
  stacks_.resolved().begin();
  held_ = tids;
  stuck_ = StuckEvidence{std::move(collected.snapshot), last_blocked, proved};
  return later(true);
}

std::vector<std::string> BoxObserver::blocked_in(pid_t host_pid) {
  const StudentEyes eyes(eyes_);
  const Glance glance = glance_at({host_pid}, Pass::kFirst);
  // Asked after the glance: a task held in a rare call looks blocked in it, and its notification is there already.
  if (readable(box_.notify_fd())) return {};
  std::vector<std::string> calls;
  for (const TaskGlance& task : glance.tasks) {
    if (task.activity == TaskActivity::kZombie) continue;  // main() may end by pthread_exit()
    if (task.activity != TaskActivity::kBlocked) return {};
    calls.push_back(call_name(task.line.nr));
  }
  return calls;
}

std::vector<std::string> BoxObserver::family_blocked_in(pid_t host_pid) {
  table_.refresh(now_ms());
  const TrackedProcess* root = table_.known(host_pid);
  std::vector<std::string> calls;
  for (const TrackedProcess& p : table_.all()) {
    const bool of_family = p.alive && root && table_.root_of(p) == root;
    if (!of_family) continue;
    const std::vector<std::string> its = blocked_in(p.record.host_pid);
    calls.push_back(its.empty() ? "" : its.front());
  }
  return calls;
}

void BoxObserver::time_is_up(const Outlook& outlook) {
  const StudentEyes eyes(eyes_);
  const double now = now_ms();
  note_timeline(now);
  const std::vector<pid_t> pids = table_.refresh(now);
  housekeeper_.look(moment(now, false));
  const Glance glance = glance_at(pids, Pass::kFirst);
  rest_.note(glance, now);
  last_snapshot_ = collect(outlook, glance, pids).snapshot;
  std::set<pid_t> blocked;
  for (const TaskState& task : last_snapshot_->tasks)
    if (task.activity == TaskActivity::kBlocked) blocked.insert(task.tid);
  recorder_.settle();
  busy_.sample(glance, now);
  stacks_.keep(*last_snapshot_, blocked);
}

void BoxObserver::before_kill(const std::string& reason) {
  const StudentEyes eyes(eyes_);
  const double now = now_ms();
  table_.refresh(now);
  if (reason != "end of run") housekeeper_.cut_off();
  housekeeper_.look(moment(now, false));
  // Stuck tasks whose stacks were just taken run for a moment, back into their calls.
  if (timeline_ && stuck_) timeline_->nothing_changed(now);
  else note_timeline(now);
  for (TrackedProcess& p : table_.all()) {
    if (!p.alive || !p.last_stat) continue;
    const auto& stat = p.last_stat;
    if (stat->state == 'Z' && task_ids(p.record.host_pid).size() <= 1) {  // else only its leader has ended
      const auto end = sandbox::ExitStatus::from_wait(stat->exit_code);
      p.record.end = {end.signaled() ? ProcessEnd::Kind::kSignaled : ProcessEnd::Kind::kExited, end.code, end.signal, ""};
      continue;
    }
    p.record.end = {ProcessEnd::Kind::kKilledByGrader, 0, SIGKILL, reason};
    if (!p.record.cpu_ms) p.record.cpu_ms = p.cpu_ms;
  }
}

const ResolvedStacks& BoxObserver::resolve_all(const std::vector<CoreFile>& cores) {
  ResolvedStacks& stacks = stacks_.resolved();
  stacks_.want(table_);
  for (const CoreFile& core : cores) stacks.want(core.stack);
  busy_.want_stacks(stacks);
  recorder_.want_stacks(stacks);
  stacks.resolve();
  return stacks;
}

void BoxObserver::fill_processes(Evidence& evidence, const ResolvedStacks& stacks) {
  table_.name_all();
  for (TrackedProcess& p : table_.all()) {
    if (p.forked_from) p.record.forked_at = place_in_student_code(stacks.of(*p.forked_from));
    evidence.processes.push_back(p.record);
  }
}

void BoxObserver::finish(Evidence& evidence) {
  table_.refresh(now_ms());
  const std::vector<CoreFile> cores = take_cores(box_, table_, files_);
  const ResolvedStacks& stacks = resolve_all(cores);
  fill_processes(evidence, stacks);
  if (timeline_) evidence.timeline = timeline_->take();
  add_crashes(evidence, cores, stacks);
  recorder_.fill(evidence, scan_.scan(recorder_.queues()), stacks);
  scan_.remove_made(evidence.objects_left);
  evidence.mechanisms_watched = !options_.mechanisms.empty() && box_.notify_fd() >= 0;
  evidence.mechanisms = mechanisms_.take();
  evidence.faults = faults_.take();
  housekeeper_.fill(evidence);
  busy_.fill(evidence, stacks);
  if (stuck_) stacks_.fill(stuck_->snapshot);
  if (last_snapshot_) stacks_.fill(*last_snapshot_);
  evidence.stuck = std::move(stuck_);
  evidence.last_snapshot = std::move(last_snapshot_);
}

}  // namespace

std::unique_ptr<Observer> observe(sandbox::Box& box, const ObserveOptions& options) {
  return std::make_unique<BoxObserver>(box, options);
}

}  // namespace grader
