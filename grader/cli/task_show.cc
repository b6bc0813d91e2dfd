// task_show.cc — `grader task list` and `grader task show`.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/task_library.h"

namespace grader {
namespace {

using nlohmann::json;

/// Code points, as an approximation of columns: good for Latin and Cyrillic.
std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns(text)), ' ');
}

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
  std::size_t width = 0;
  for (const Scenario& s : task.scenarios)
    if (!s.hidden) width = std::max(width, columns(s.name));
  std::string text;
  int hidden = 0;
  double hidden_points = 0;
  for (const Scenario& s : task.scenarios) {
    if (s.hidden) {
      ++hidden;
      hidden_points += s.points;
      continue;
    }
    text += fmt::format("   {}  {:>4g} points  {}\n", padded(s.name, width), s.points, translated(s.title, language));
  }
  if (hidden > 0) text += fmt::format("   {} more, not shown: {:g} points\n", hidden, hidden_points);
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
    std::size_t id_width = 4, title_width = 5, mechanism_width = 9;
    for (const Task& task : tasks) {
      id_width = std::max(id_width, columns(task.id));
      title_width = std::max(title_width, columns(translated(task.title, common.language)));
      mechanism_width = std::max(mechanism_width, columns(task.mechanism));
    }
    std::string text = fmt::format(" {}  {}  {}  points\n", padded("task", id_width), padded("title", title_width),
                                   padded("mechanism", mechanism_width));
    for (const Task& task : tasks)
      text += fmt::format(" {}  {}  {}  {:>6g}\n", padded(task.id, id_width),
                          padded(translated(task.title, common.language), title_width),
                          padded(task.mechanism, mechanism_width), task.max_points());
    print(text);
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
  if (text.back() != '\n') text += '\n';
  text += fmt::format("\n {}   {}   {:g} points   {} a run\n", task->id, task->mechanism, task->max_points(), seconds(task->limits.wall));
  print(text + programs_text(*task) + scenarios_text(*task, common.language));
  return with_output(kExitOk);
}

}  // namespace grader
