// run.cc — `grader run`: diagnoses a program without a task, from its sources, its notebook header, or as it is.
#include <fcntl.h>

#include <algorithm>

#include "grader/grade.h"
#include "grader/native_run.h"
#include "grader/run_plan.h"
#include "grader/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using sandbox::Result;

/// Generous: a program of one's own, and compilers that a notebook header may run.
sandbox::Limits limits_of_run() {
  sandbox::Limits limits;
  limits.wall = std::chrono::seconds(30);
  limits.cpu = std::chrono::seconds(20);
  limits.memory_bytes = 2ull << 30;
  limits.tasks = 512;
  limits.open_files = 1024;
  limits.file_size_bytes = 256ull << 20;
  limits.output_bytes = 64ull << 20;
  limits.tmpfs_bytes = 512ull << 20;
  return limits;
}

PlayOptions options_of_run(const GradeOptions& options, const RunPlan& plan) {
  PlayOptions play = play_options(options, limits_of_run());
  const auto starts = [](const Step& step) { return std::holds_alternative<StartStep>(step); };
  const bool lone = std::count_if(plan.scenario.steps.begin(), plan.scenario.steps.end(), starts) == 1;
  play.seed = options.seed;
  play.outside_may_signal = lone;
  play.system_programs_are_students = true;
  if (!options.relay_output) return play;
  play.relay_stdout_fd = STDOUT_FILENO;
  play.relay_stderr_fd = STDERR_FILENO;
  if (lone && ::fcntl(STDIN_FILENO, F_GETFD) >= 0) play.relay_stdin_fd = STDIN_FILENO;
  return play;
}

Result<Verdict> run_plan(const RunPlan& plan, const GradeOptions& options, const std::vector<fs::path>& folders) {
  const bool compiled = plan.compile.status != CompileReport::Status::kError;
  if (!compiled) return judge(std::nullopt, plan.compile, {});
  auto run = observed_run(plan.scenario, plan.programs, options_of_run(options, plan), folders, options.timeline);
  if (!run) return run.error();
  std::vector<JudgedRun> runs;
  runs.push_back(std::move(run.value()));
  return judge(std::nullopt, plan.compile, std::move(runs));
}

}  // namespace

Verdict run(const RunTarget& target, const GradeOptions& options) {
  std::string sha256, compiler;
  const auto done = [&]() -> Result<Verdict> {
    auto plan = plan_run(target, options, sha256);
    if (!plan) return plan.error();
    compiler = plan.value().compiler;
    return run_plan(plan.value(), options, source_folders(target));
  }();
  Verdict verdict = done ? done.value() : grader_fault(done.error());
  const fs::path path = !target.sources.empty() ? target.sources.front()
                        : !target.command.empty() ? fs::path(target.command.front()) : fs::path();
  describe_origin(verdict, options, path, sha256, compiler);
  return verdict;
}

}  // namespace grader
