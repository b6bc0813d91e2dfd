// task_show.cc — `grader task list` and `grader task show`.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "grader/cli/commands.h"
#include "grader/cli/markdown_text.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/task_library.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

using nlohmann::json;

constexpr int kWidestText = 100;  // longer lines are hard to read

std::string seconds(std::chrono::milliseconds time) { return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000); }

json scenarios_json(const Task& task, const std::string& language) {
  json scenarios = json::array();
  for (const Scenario& s : task.scenarios) {
    if (s.hidden) continue;
    scenarios.push_back({{"name", s.name}, {"title", translated(s.title, language)}, {"points", s.points}, {"repeat", s.repeat}});
  }
  return scenarios;
}

json task_json(const Task& task, const std::string& language) {
  return {{"id", task.id}, {"title", translated(task.title, language)}, {"mechanism", task.mechanism},
          {"difficulty", task.difficulty}, {"points", task.max_points()}};
}

std::string programs_text(const Task& task) {
  std::string text;
  for (const ProgramRecipe& program : task.build.programs)
    text += fmt::format("   {}   from {}\n", program.name, fmt::join(program.sources, ", "));
  return text;
}

std::string scenarios_text(const Task& task, const std::string& language) {
  int width = 0;
  for (const Scenario& s : task.scenarios)
    if (!s.hidden) width = std::max(width, display_width(s.name));
  std::string text;
  int hidden = 0;
  double hidden_points = 0;
  for (const Scenario& s : task.scenarios) {
    if (s.hidden) {
      ++hidden;
      hidden_points += s.points;
      continue;
    }
    text += fmt::format("   {}  {:>4g} points  {}\n", fit(s.name, width), s.points, translated(s.title, language));
  }
  if (hidden > 0) text += fmt::format("   {} more, not shown: {:g} points\n", hidden, hidden_points);
  return text;
}

std::string stars(int difficulty) {
  std::string text;
  for (int i = 0; i < 5; ++i) text += i < difficulty ? "●" : "·";
  return text;
}

/// A heading for each mechanism, the easier tasks first.
std::string list_text(std::vector<Task> tasks, const CommonOptions& common) {
  std::stable_sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    return std::tie(a.mechanism, a.difficulty) < std::tie(b.mechanism, b.difficulty);
  });
  int id_width = 0;
  for (const Task& task : tasks) id_width = std::max(id_width, display_width(task.id));
  const bool color = common.color_on(STDOUT_FILENO);
  std::string text, mechanism;
  for (const Task& task : tasks) {
    if (text.empty() || task.mechanism != mechanism) text += (text.empty() ? "" : "\n") + colored(task.mechanism, Color::kBold, color) + "\n";
    mechanism = task.mechanism;
    text += fmt::format("  {}  {}  {:>3g} points  {}\n", fit(task.id, id_width), stars(task.difficulty), task.max_points(),
                        translated(task.title, common.language));
  }
  return text;
}

}  // namespace

int perform(const TaskListCommand&, const CommonOptions& common) {
  const auto root = task_root();
  if (!root) return kExitGrader;
  std::vector<Task> tasks;
  bool broken = false;
  for (const std::string& id : task_ids(*root)) {
    if (auto task = load_task(*root / id)) tasks.push_back(std::move(*task));
    else broken = true;  // said by load_task; the others are listed
  }
  if (common.format == "json") {
    json list = json::array();
    for (const Task& task : tasks) list.push_back(task_json(task, common.language));
    print(list.dump(2) + "\n");
  } else {
    print(list_text(std::move(tasks), common));
  }
  return with_output(broken ? kExitGrader : kExitOk);
}

int perform(const TaskShowCommand& command, const CommonOptions& common) {
  const auto folder = find_task(command.task);
  if (!folder) return kExitUsage;
  const auto task = load_task(*folder);
  if (!task) return kExitGrader;
  if (common.format == "json") {
    json document = task_json(*task, common.language);
    document["statement"] = translated(task->statement, common.language);
    document["scenarios"] = scenarios_json(*task, common.language);
    document["folder"] = task->folder.string();
    print(document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    return with_output(kExitOk);
  }
  std::string text = translated(task->statement, common.language);
  if (text.empty()) text = "# " + translated(task->title, common.language) + "\n";
  text = markdown_to_text(text, std::min(terminal_width(STDOUT_FILENO), kWidestText), common.color_on(STDOUT_FILENO));
  text += fmt::format("\n {}   {}   {:g} points   {} a run\n", task->id, task->mechanism, task->max_points(), seconds(task->limits.wall));
  print(text + programs_text(*task) + scenarios_text(*task, common.language));
  return with_output(kExitOk);
}

}  // namespace grader
