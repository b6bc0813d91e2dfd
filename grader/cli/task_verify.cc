// task_verify.cc — `grader task verify`: a task proves itself on its own solutions.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "grader/cli/busy_load.h"
#include "grader/cli/commands.h"
#include "grader/cli/grading.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/task_library.h"
#include "grader/cli/verify_report.h"
#include "grader/cli/verify_solutions.h"
#include "grader/cli/verify_texts.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// A task under verification. Its addresses stay: jobs point to the tasks.
struct Subject {
  Task task, half, twice;  ///< the same with half and with twice the time limits
  Solutions solutions;
  TaskResult result;
};
using Subjects = std::vector<std::unique_ptr<Subject>>;

Task with_time_limits(Task task, int times, int by) {
  task.limits.wall = task.limits.wall * times / by;
  task.limits.cpu = task.limits.cpu * times / by;
  return task;
}

/// One grading to be done.
struct Planned {
  Subject* subject;
  std::size_t solution;
  TrialKind kind;
};

class Verification {
 public:
  Verification(const TaskVerifyCommand& command, const CommonOptions& common, Subjects subjects)
      : command_(command), common_(common), subjects_(std::move(subjects)), progress_(common.quiet) {}
  int run();

 private:
  void plan(TrialKind kind, int times);
  void plan_round(Subject& subject, TrialKind kind, std::uint64_t seed);
  sandbox::Result<int> grade_planned();
  sandbox::Result<int> grade_under_load();
  void note(std::size_t job, const Verdict& verdict);
  std::vector<Complaint> complaints_of(const Subject& subject) const;
  bool print_outcome();

  const TaskVerifyCommand& command_;
  const CommonOptions& common_;
  Subjects subjects_;
  Progress progress_;
  std::vector<GradeJob> jobs_;
  std::vector<Planned> planned_;
  std::size_t gradings_ = 0;
  bool interrupted_ = false;
};

void Verification::plan_round(Subject& subject, TrialKind kind, std::uint64_t seed) {
  const Task& task = kind == TrialKind::kHalfLimits     ? subject.half
                     : kind == TrialKind::kDoubleLimits ? subject.twice
                                                        : subject.task;
  for (std::size_t i = 0; i < subject.solutions.all.size(); ++i) {
    jobs_.push_back({&task, subject.solutions.all[i].path, seed});
    planned_.push_back({&subject, i, kind});
  }
}

void Verification::plan(TrialKind kind, int times) {
  for (int repeat = 0; repeat < times; ++repeat)
    for (const auto& subject : subjects_) plan_round(*subject, kind, common_.seed + static_cast<std::uint64_t>(repeat));
}

void Verification::note(std::size_t job, const Verdict& verdict) {
  const Planned& planned = planned_[job];
  SolutionResult& solution = planned.subject->result.solutions[planned.solution];
  solution.trials.push_back(trial_of(verdict, planned.kind, jobs_[job].seed));
  ++gradings_;
  if (!as_wanted(solution.wanted, solution.trials.back()))
    progress_.done(fmt::format("{} {}: {} instead of {} ({}, seed {})", planned.subject->task.id, shortened(solution.name, 60),
                               to_string(verdict.verdict), solution.wanted, to_string(planned.kind), jobs_[job].seed));
}

sandbox::Result<int> Verification::grade_planned() {
  auto ended = grade_all(
      jobs_, common_, [&](std::size_t job, Verdict verdict) { note(job, verdict); },
      [&](const PoolState& state) { progress_.show(state); });
  jobs_.clear();
  planned_.clear();
  progress_.clear();
  return ended;
}

sandbox::Result<int> Verification::grade_under_load() {
  constexpr unsigned kBusyPerCore = 2;
  const auto load = BusyLoad::start(kBusyPerCore * std::max(1u, std::thread::hardware_concurrency()));
  if (!load) return load.error();
  plan(TrialKind::kLoaded, command_.quick ? 1 : command_.repeat);
  return grade_planned();
}

std::vector<Complaint> Verification::complaints_of(const Subject& subject) const {
  std::vector<Complaint> all = judge_task(subject.result, command_.strict);
  if (!subject.result.complete) return all;
  for (Complaint& complaint : check_texts(subject.task)) all.push_back(std::move(complaint));
  if (!subject.solutions.has_starter) all.push_back({"task", "has no starter for students", !command_.strict});
  return all;
}

/// Whether all is well.
bool Verification::print_outcome() {
  bool ok = true;
  std::size_t solutions = 0, complained = 0;
  std::string text;
  auto document = nlohmann::ordered_json{{"schema", "grader/verification/1"}, {"ok", true}, {"tasks", nlohmann::ordered_json::array()}};
  for (const auto& subject : subjects_) {
    subject->result.complete = !interrupted_;
    const auto complaints = complaints_of(*subject);
    ok = ok && !fails(complaints);
    solutions += subject->result.solutions.size();
    complained += static_cast<std::size_t>(std::count_if(complaints.begin(), complaints.end(), [](const Complaint& c) { return !c.warning; }));
    text += verify_table(subject->result, complaints, common_.color_on(STDOUT_FILENO),
                         std::max(100, terminal_width(STDOUT_FILENO))) + "\n";
    document["tasks"].push_back(verify_json(subject->result, complaints));
  }
  document["ok"] = ok && !interrupted_;
  text += fmt::format(" {} solutions, {} gradings, {:.1f} s: {}\n", solutions, gradings_, progress_.seconds(),
                      interrupted_ ? "interrupted" : ok ? "each as filed" : fmt::format("{} complaints", complained));
  print(common_.format == "json" ? document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n" : text);
  return ok;
}

int Verification::run() {
  plan(TrialKind::kAlone, command_.quick ? 1 : command_.repeat);
  if (!command_.quick) plan(TrialKind::kHalfLimits, 1), plan(TrialKind::kDoubleLimits, 1);
  auto signal = grade_planned();
  if (signal && signal.value() == 0 && command_.load) signal = grade_under_load();
  if (!signal) {
    complain("workers", signal.error().text(), "verify with fewer --jobs");
    return kExitGrader;
  }
  interrupted_ = signal.value() != 0;
  const bool ok = print_outcome();
  if (interrupted_) {
    complain("task verify", "interrupted", "what was done is shown");
    return kExitInterrupted;
  }
  return with_output(ok ? kExitOk : kExitFound);
}

std::optional<std::vector<fs::path>> named_folders(const TaskVerifyCommand& command) {
  std::vector<std::string> names = command.tasks;
  if (command.all) {
    const auto root = task_root();
    if (!root) return {};
    names = task_ids(*root);
  }
  std::vector<fs::path> folders;
  for (const std::string& name : names) {
    const auto folder = find_task(name);
    if (!folder) return {};
    folders.push_back(*folder);
  }
  return folders;
}

std::unique_ptr<Subject> load_subject(const fs::path& folder) {
  auto subject = std::make_unique<Subject>();
  auto task = load_task(folder);
  if (!task) return nullptr;
  auto solutions = solutions_of(*task);
  if (!solutions) return nullptr;
  subject->half = with_time_limits(*task, 1, 2);
  subject->twice = with_time_limits(*task, 2, 1);
  subject->task = std::move(*task);
  subject->solutions = std::move(*solutions);
  subject->result = {subject->task.id, {}, {}, subject->solutions.left_out, true};
  for (const Scenario& scenario : subject->task.scenarios) subject->result.scenarios.push_back(scenario.name);
  for (const Solution& solution : subject->solutions.all) subject->result.solutions.push_back({solution.name, solution.wanted, {}});
  return subject;
}

}  // namespace

int perform(const TaskVerifyCommand& command, const CommonOptions& common) {
  const auto folders = named_folders(command);
  if (!folders) return kExitUsage;
  Subjects subjects;
  for (const fs::path& folder : *folders) {
    auto subject = load_subject(folder);
    if (!subject) return kExitGrader;
    subjects.push_back(std::move(subject));
  }
  return Verification(command, common, std::move(subjects)).run();
}

}  // namespace grader
