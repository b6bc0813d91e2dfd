// export.cc — `grader ejudge export TASK DIR`: a task as a problem folder of ejudge's.
#include <fmt/format.h>
#include <sys/random.h>

#include <fstream>

#include "grader/cli/messages.h"
#include "grader/cli/submissions.h"
#include "grader/cli/task_library.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/problem_config.h"
#include "grader/ejudge/test_file.h"

namespace grader::ejudge {
namespace {

namespace fs = std::filesystem;

/// The folder that is filled: all of it, or a complaint.
class ProblemFolder {
 public:
  explicit ProblemFolder(fs::path path) : path_(std::move(path)) {
    std::error_code failed;
    fs::create_directories(path_, failed);
    if (failed) fail(path_, failed.message());
    else if (!fs::is_empty(path_, failed) || failed) fail(path_, "is not empty");
  }

  void put(const fs::path& name, const std::string& text, bool executable = false) {
    if (failed_) return;
    std::error_code failed;
    fs::create_directories((path_ / name).parent_path(), failed);
    std::ofstream out(path_ / name, std::ios::binary);
    out << text;
    out.close();
    if (!out) return fail(path_ / name, "cannot be written");
    if (executable) fs::permissions(path_ / name, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                                      fs::perms::others_read | fs::perms::others_exec, failed);
  }

  bool good() const { return !failed_; }

 private:
  void fail(const fs::path& subject, const std::string& fact) {
    complain(subject, fact, "name a new folder in a place that can be written");
    failed_ = true;
  }

  fs::path path_;
  bool failed_ = false;
};

/// Drawn once: a run that is judged again gets the same parameters, and other problems get others.
std::uint64_t new_seed() {
  std::uint32_t seed = 0;
  (void)!::getrandom(&seed, sizeof seed, 0);
  return seed;
}

/// One test a scenario, in their order; with output-only there is nothing to choose, and one is enough.
void put_tests(ProblemFolder& folder, const Task& task, Way way) {
  if (way == Way::kOutputOnly) return folder.put("tests/001.dat", to_text({task.id, "", new_seed()}));
  for (std::size_t i = 0; i < task.scenarios.size(); ++i)
    folder.put(fmt::format("tests/{:03}.dat", i + 1), to_text({task.id, task.scenarios[i].name, new_seed()}));
}

std::string grader_path() {
  std::error_code failed;
  const fs::path self = fs::read_symlink("/proc/self/exe", failed);
  return failed ? "grader" : self.string();
}

void warn_of_points(const Task& task) {
  for (const Scenario& scenario : task.scenarios)
    if (whole_points(scenario.points) != scenario.points || whole_points(scenario.points) % 2 != 0)
      complain("scenario '" + scenario.name + "'", fmt::format("{:g} points: ejudge counts whole ones, and half of them is rounded down", scenario.points),
               "give it an even number");
}

}  // namespace

int export_task(const EjudgeCommand& command, const CommonOptions& common) {
  const auto way = way_named(command.way);
  if (command.words.size() != 2 || !way) {
    complain("ejudge export", "wants a task and a folder", "for instance: grader ejudge export sem-named problems/A");
    return kExitUsage;
  }
  const auto folder = find_task(command.words[0]);
  if (!folder) return kExitUsage;
  const auto task = load_task(*folder);
  if (!task) return kExitGrader;
  ProblemFolder problem(command.words[1]);
  put_tests(problem, *task, *way);
  for (const Script& script : scripts(*way, grader_path(), folder->string())) problem.put(script.name, script.text, true);
  problem.put("problem.cfg", problem_config(*task, *way, entry_name(command.words[1]), translated(task->title, common.language)));
  for (const auto& [language, text] : task->statement) problem.put("statement." + language + ".md", text);
  if (!problem.good()) return kExitGrader;
  warn_of_points(*task);
  print(fmt::format("{}: {} tests; problem.cfg holds the section for serve.cfg\n", command.words[1],
                    *way == Way::kOutputOnly ? 1 : task->scenarios.size()));
  return kExitOk;
}

}  // namespace grader::ejudge
