// task_verify.cc — `grader task verify`: a task proves itself on its own solutions.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "grader/cli/commands.h"
#include "grader/cli/grading.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// One solution of a task, and what it must get.
struct Solution {
  const Task* task = nullptr;
  std::string name;    ///< "DL/posts-too-early.c"
  fs::path path;
  std::string wanted;  ///< a code or a rule by name
  int runs = 0, good = 0;
  std::optional<Verdict> shown;  ///< the last, or the first that differs
};

bool as_wanted(const std::string& wanted, const Verdict& verdict) {
  if (const auto code = code_from(wanted)) return verdict.verdict == *code;
  const auto rule = rule_from(wanted);
  if (verdict.verdict == Code::kIE) return false;
  return std::any_of(verdict.findings.begin(), verdict.findings.end(), [&](const Finding& f) { return f.rule == rule; });
}

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->path().filename().native().front() != '.') entries.push_back(it->path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// The reference first, then accepted, then the known-bad by folder. False: a folder's name says nothing.
bool add_solutions(const Task& task, std::vector<Solution>& all) {
  const std::size_t before = all.size();
  std::error_code failed;
  if (fs::is_directory(task.reference_folder, failed)) all.push_back({&task, "reference", task.reference_folder, "OK"});
  std::vector<fs::path> folders = sorted_entries(task.folder / "submissions");
  std::stable_partition(folders.begin(), folders.end(), [](const fs::path& f) { return f.filename() == "accepted"; });
  for (const fs::path& folder : folders) {
    const std::string name = folder.filename();
    const std::string wanted = name == "accepted" ? "OK" : name;
    if (!code_from(wanted) && !rule_from(wanted)) {
      complain(folder, "names neither a verdict nor a rule", "use accepted, a code such as DL, or a rule such as leak");
      return false;
    }
    for (const fs::path& entry : sorted_entries(folder))
      all.push_back({&task, name + "/" + entry.filename().string(), entry, wanted});
  }
  if (all.size() > before) return true;
  complain("task " + task.id, "has no solutions to verify it by", "put some under " + (task.folder / "submissions/accepted").string());
  return false;
}

void note(Solution& solution, Verdict verdict) {
  const bool good = as_wanted(solution.wanted, verdict);
  const bool all_good_so_far = solution.good == solution.runs;
  ++solution.runs;
  solution.good += good ? 1 : 0;
  if (all_good_so_far) solution.shown = std::move(verdict);
}

/// The worst verdict of each scenario, by name.
std::map<std::string, Code> by_scenario(const Verdict& verdict) {
  std::map<std::string, Code> codes;
  for (const RunReport& run : verdict.runs) {
    const auto [it, fresh] = codes.try_emplace(run.scenario, run.verdict);
    if (!fresh) it->second = std::min(it->second, run.verdict);  // codes are in the order of precedence
  }
  return codes;
}

/// Why a solution has its mark: the rules found, the runs that differ.
std::string because(const Solution& s) {
  std::set<std::string> rules;
  for (const Finding& finding : s.shown->findings) rules.insert(std::string(to_string(finding.rule)));
  std::string text = s.shown->verdict == Code::kIE ? shortened(s.shown->error, 100) : fmt::format("{}", fmt::join(rules, ", "));
  if (s.good == s.runs) return text;
  const std::string got = fmt::format("got {}", to_string(s.shown->verdict));
  if (s.good > 0) return fmt::format("{} of {} runs differ: {} (seed {}) {}", s.runs - s.good, s.runs, got,
                                     s.shown->runs.empty() ? 0 : s.shown->runs.front().seed, text);
  return fmt::format("{} {}", got, s.shown->verdict == Code::kOK ? "(caught by no scenario)" : text);
}

class Table {
 public:
  Table(const Task& task, const std::vector<Solution>& all, bool color, int width) : task_(task), color_(color) {
    for (const Solution& s : all)
      if (s.task == &task) name_width_ = std::max(name_width_, s.name.size());
    name_width_ = std::min<std::size_t>(name_width_, 40);
    std::size_t needed = name_width_ + 24;
    for (const Scenario& scenario : task.scenarios) needed += column(scenario) + 2;
    scenarios_ = needed <= static_cast<std::size_t>(width);
  }

  std::string head() const {
    std::string line = fmt::format(" {:<{}}", "submission", name_width_);
    if (scenarios_)
      for (const Scenario& s : task_.scenarios) line += fmt::format("  {:>{}}", s.name, column(s));
    return line + "  wants     verdict\n";
  }

  std::string row(const Solution& s) const {
    std::string line = fmt::format(" {:<{}}", shortened(s.name, name_width_), name_width_);
    if (!s.shown) return line + "  not graded\n";
    if (scenarios_) {
      const auto codes = by_scenario(*s.shown);
      for (const Scenario& scenario : task_.scenarios) {
        const auto it = codes.find(scenario.name);
        line += fmt::format("  {:>{}}", it == codes.end() ? "–" : to_string(it->second), column(scenario));
      }
    }
    const bool good = s.good == s.runs;
    line += fmt::format("  {:<8}  {:<2} {} {}", s.wanted, to_string(s.shown->verdict), mark(good), because(s));
    while (line.back() == ' ') line.pop_back();
    return line + "\n";
  }

 private:
  static std::size_t column(const Scenario& s) { return std::max<std::size_t>(4, s.name.size()); }
  std::string mark(bool good) const {
    if (!color_) return good ? "✓" : "✗";
    return good ? "\x1b[32m✓\x1b[0m" : "\x1b[31m✗\x1b[0m";
  }

  const Task& task_;
  bool color_, scenarios_ = true;
  std::size_t name_width_ = 10;
};

std::optional<std::vector<Task>> load_tasks(const TaskVerifyCommand& command, int& exit_code) {
  std::vector<std::string> names = command.tasks;
  exit_code = kExitUsage;
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
  exit_code = kExitGrader;
  std::vector<Task> tasks;
  for (const fs::path& folder : folders) {
    auto task = load_task(folder);
    if (!task) return {};
    tasks.push_back(std::move(*task));
  }
  return tasks;
}

void print_tables(const std::vector<Task>& tasks, const std::vector<Solution>& all, const CommonOptions& common) {
  for (const Task& task : tasks) {
    const Table table(task, all, common.color_on(STDOUT_FILENO), std::max(100, terminal_width(STDOUT_FILENO)));
    std::string text = (&task == &tasks.front() ? "" : "\n") + task.id + "\n" + table.head();
    for (const Solution& s : all)
      if (s.task == &task) text += table.row(s);
    print(text);
  }
}

}  // namespace

int perform(const TaskVerifyCommand& command, const CommonOptions& common) {
  int code = kExitOk;
  const auto tasks = load_tasks(command, code);
  if (!tasks) return code;
  std::vector<Solution> all;
  for (const Task& task : *tasks)
    if (!add_solutions(task, all)) return kExitGrader;
  std::vector<GradeJob> jobs;
  std::vector<std::size_t> solution_of;
  for (int repeat = 0; repeat < command.repeat; ++repeat)
    for (std::size_t i = 0; i < all.size(); ++i) {
      jobs.push_back({all[i].task, all[i].path, common.seed + static_cast<std::uint64_t>(repeat)});
      solution_of.push_back(i);
    }
  Progress progress(common.quiet);
  const auto signal = grade_all(
      jobs, common,
      [&](std::size_t job, Verdict verdict) {
        Solution& s = all[solution_of[job]];
        const bool good = as_wanted(s.wanted, verdict);
        if (!good) progress.done(fmt::format("{} {}: {} instead of {} (seed {})", s.task->id, shortened(s.name, 60),
                                             to_string(verdict.verdict), s.wanted, jobs[job].seed));
        note(s, std::move(verdict));
      },
      [&](const PoolState& state) { progress.show(state); });
  if (!signal) {
    complain("workers", signal.error().text(), "verify with fewer --jobs");
    return kExitGrader;
  }
  progress.clear();
  print_tables(*tasks, all, common);
  if (signal.value() != 0) {
    complain("task verify", "interrupted", "what was done is shown");
    return kExitInterrupted;
  }
  const auto differing = std::count_if(all.begin(), all.end(), [](const Solution& s) { return s.good != s.runs; });
  const std::size_t gradings = jobs.size();
  print(fmt::format("\n {} solutions, {} gradings, {:.1f} s: {}\n", all.size(), gradings, progress.seconds(),
                    differing == 0 ? "each as filed" : fmt::format("{} not as filed", differing)));
  return with_output(differing == 0 ? kExitOk : kExitFound);
}

}  // namespace grader
