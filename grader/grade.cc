// grade.cc — grades one submission on one task: collect, compile, play each scenario, find, judge.
#include "grader/grade.h"

#include <algorithm>
#include <map>

#include "grader/native_run.h"
#include "grader/submission.h"

namespace grader {
namespace {

using sandbox::Result;

/// Everything of one grade() call.
class Grading {
 public:
  Grading(const Task& task, const GradeOptions& options, std::vector<std::filesystem::path> source_folders)
      : task_(task), options_(options), source_folders_(std::move(source_folders)) {}
  Result<Verdict> verdict_on(const CollectedSources& submission);
  const std::string& compiler() const { return compiler_; }

 private:
  Result<Build> compile_students(const CollectedSources& submission) const;
  Result<void> build_reference();
  Result<std::vector<JudgedRun>> play_scenarios();
  Result<JudgedRun> play_once(const Scenario& scenario, std::uint64_t seed);
  Result<void> ask_reference(Scenario& scenario, std::uint64_t seed);
  PlayOptions options_of_run(std::uint64_t seed) const;

  const Task& task_;
  const GradeOptions& options_;
  std::vector<std::filesystem::path> source_folders_;
  std::string compiler_;
  ProgramSet programs_;
};

bool asks_reference(const Step& step) {
  const auto* expect = std::get_if<ExpectOutputStep>(&step);
  return expect != nullptr && expect->match == ExpectOutputStep::Match::kSameAsReference;
}

bool needs_reference(const Step& step) {
  const auto* start = std::get_if<StartStep>(&step);
  return asks_reference(step) || (start != nullptr && start->source == ProgramSource::kReference);
}

/// The submission's own, and the files of a harness: nothing else that lies beside them is to be quoted.
std::vector<std::filesystem::path> source_folders(const std::filesystem::path& submission, const Task& task) {
  std::vector<std::filesystem::path> places{submission};
  for (const ProgramRecipe& program : task.build.programs)
    for (const std::string& file : program.harness) places.push_back(task.folder / file);
  return places;
}

/// Each repetition draws other parameters; the same seed gives the same ones. The constant is splitmix64's.
std::uint64_t seed_of(std::uint64_t seed, int repetition) {
  return seed + static_cast<std::uint64_t>(repetition) * 0x9E3779B97F4A7C15ull;
}

std::map<std::string, std::shared_ptr<sandbox::Fd>> by_name(const Build& build) {
  std::map<std::string, std::shared_ptr<sandbox::Fd>> programs;
  for (const Program& program : build.programs) programs[program.name] = program.file;
  return programs;
}

Result<Verdict> Grading::verdict_on(const CollectedSources& submission) {
  CompileReport report;
  if (submission.problem) {
    report.status = CompileReport::Status::kError;
    report.diagnostics.push_back(*submission.problem);
    return judge(task_, report, {});
  }
  auto build = compile_students(submission);
  if (!build) return build.error();
  compiler_ = build.value().compiler;
  report = build.value().report;
  if (report.status != CompileReport::Status::kOk) return judge(task_, report, {});
  programs_.students = by_name(build.value());
  if (auto built = build_reference(); !built) return built.error();
  auto runs = play_scenarios();
  if (!runs) return runs.error();
  return judge(task_, report, std::move(runs.value()));
}

Result<Build> Grading::compile_students(const CollectedSources& submission) const {
  BuildRecipe recipe = task_.build;
  recipe.counterparts.clear();
  // A lone file is the first program, whatever the student called it.
  if (submission.single_file && !recipe.programs.empty() && !recipe.makefile)
    recipe.programs.front().sources = {glob_of(submission.files.front().path)};
  return compile(recipe, submission.files, task_.folder, options_.compile);
}

Result<void> Grading::build_reference() {
  bool needed = false;
  for (const Scenario& scenario : task_.scenarios)
    for (const Step& step : scenario.steps) needed = needed || needs_reference(step);
  if (!needed) return sandbox::outcome::success();
  auto sources = collect_submission(task_.reference_folder);
  if (!sources) return sources.error();
  if (sources.value().problem)
    return sandbox::fault("the reference of task " + task_.id + " cannot be built: " + sources.value().problem->message);
  BuildRecipe recipe = task_.build;
  recipe.makefile = false;
  recipe.programs.insert(recipe.programs.end(), recipe.counterparts.begin(), recipe.counterparts.end());
  recipe.counterparts.clear();
  auto build = compile_cached(recipe, sources.value().files, task_.folder, options_.compile);
  if (!build) return build.error();
  const CompileReport& report = build.value().report;
  if (report.status != CompileReport::Status::kOk)
    return sandbox::fault("the reference of task " + task_.id + " does not compile" +
                          (report.diagnostics.empty() ? "" : ": " + report.diagnostics.front().message));
  programs_.reference = by_name(build.value());
  return sandbox::outcome::success();
}

Result<std::vector<JudgedRun>> Grading::play_scenarios() {
  std::vector<JudgedRun> runs;
  for (const Scenario& scenario : task_.scenarios) {
    const int repeat = std::max(scenario.repeat, 1);
    for (int i = 0; i < repeat; ++i) {
      auto run = play_once(scenario, seed_of(options_.seed, i));
      if (!run) return run.error();
      run.value().max = scenario.points / repeat;
      runs.push_back(std::move(run.value()));
    }
  }
  return runs;
}

Result<JudgedRun> Grading::play_once(const Scenario& scenario, std::uint64_t seed) {
  Scenario drawn = instantiate(scenario, seed);
  if (auto asked = ask_reference(drawn, seed); !asked) return asked.error();
  return observed_run(drawn, programs_, options_of_run(seed), source_folders_, options_.timeline);
}

/// Plays the scenario with the reference in the student's place, and puts what it wrote where the scenario
/// expects the same.
Result<void> Grading::ask_reference(Scenario& scenario, std::uint64_t seed) {
  if (std::none_of(scenario.steps.begin(), scenario.steps.end(), asks_reference)) return sandbox::outcome::success();
  Scenario questions = scenario;
  std::erase_if(questions.steps, asks_reference);
  const ProgramSet reference{programs_.reference, programs_.reference};
  auto answer = observed_run(questions, reference, options_of_run(seed), source_folders_);
  if (!answer) return answer.error();
  const Evidence& evidence = answer.value().evidence;
  if (evidence.stuck || !evidence.limits_hit.empty() || !evidence.step_failures.empty())
    return sandbox::fault("the reference of task " + task_.id + " does not pass scenario '" + scenario.name + "' itself");
  for (Step& step : scenario.steps) {
    if (!asks_reference(step)) continue;
    auto& expect = std::get<ExpectOutputStep>(step);
    expect.match = ExpectOutputStep::Match::kExact;
    for (const Output& output : evidence.outputs)
      if (output.role == expect.role) expect.text = expect.stream == "stderr" ? output.stderr_bytes : output.stdout_bytes;
  }
  return sandbox::outcome::success();
}

PlayOptions Grading::options_of_run(std::uint64_t seed) const {
  PlayOptions play = play_options(options_, task_.limits);
  play.forbidden_calls = task_.forbidden_calls;
  play.seed = seed;
  return play;
}

}  // namespace

Verdict grade(const Task& task, const std::filesystem::path& path, const GradeOptions& options) {
  Grading grading(task, options, source_folders(path, task));
  std::string sha256;
  const auto graded = [&]() -> Result<Verdict> {
    auto submission = collect_submission(path);
    if (!submission) return submission.error();
    sha256 = submission.value().sha256;
    return grading.verdict_on(submission.value());
  }();
  Verdict verdict = graded ? graded.value() : grader_fault(graded.error());
  verdict.task = task.id;
  verdict.max = task.max_points();
  describe_origin(verdict, options, path, sha256, grading.compiler());
  return verdict;
}

Verdict refusal(const Task& task, const std::filesystem::path& path, const std::string& problem, const GradeOptions& options) {
  CompileReport report;
  report.status = CompileReport::Status::kError;
  report.diagnostics.push_back({"", 0, 0, "error", problem});
  Verdict verdict = judge(task, report, {});
  verdict.task = task.id;
  verdict.max = task.max_points();
  describe_origin(verdict, options, path, "", "");
  return verdict;
}

}  // namespace grader
