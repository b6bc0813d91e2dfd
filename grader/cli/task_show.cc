// task_show.cc — `grader task list` and `grader task show`.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

#include "grader/cli/commands.h"
#include "grader/cli/markdown_text.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/task_library.h"
#include "grader/model/source_name.h"
#include "grader/report/language.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

using nlohmann::json;

constexpr int kWidestText = 100;  // longer lines are hard to read

std::string points_text(double points, Language language) {
  const bool whole = points == std::floor(points);  // of a part of a point there is one form: that of a few
  return fmt::format(fmt::runtime(tr_plural(language, whole ? static_cast<std::size_t>(points) : 2, "{0:g} point", "{0:g} points")), points);
}

std::string time_text(std::chrono::milliseconds time, Language language) {
  return say_in(language, "{0:g} s a run", static_cast<double>(time.count()) / 1000);
}

bool any_source(const Task& task, bool (*is_of_language)(const std::string&)) {
  const auto& programs = task.build.programs;
  return std::any_of(programs.begin(), programs.end(), [&](const ProgramRecipe& program) {
    return std::any_of(program.sources.begin(), program.sources.end(), is_of_language);
  });
}

/// What the compiler takes the sources for: students compile at home, and ask.
std::string standards_text(const Task& task, Language language) {
  std::vector<std::string> standards;
  if (any_source(task, is_c_name)) standards.push_back("C: " + task.build.c_standard);
  if (any_source(task, is_cxx_name)) standards.push_back("C++: " + task.build.cxx_standard);
  return fmt::format("   {}  {}\n", tr(language, "language standard"), fmt::join(standards, ", "));
}

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

std::string programs_text(const Task& task, Language language) {
  std::string text;
  for (const ProgramRecipe& program : task.build.programs)
    text += "   " + say_in(language, "{0}   from {1}", program.name, fmt::join(program.sources, ", ")) + "\n";
  return text + standards_text(task, language);
}

std::string scenarios_text(const Task& task, const std::string& language) {
  const Language spoken = language_of(language);
  int name_width = 0, points_width = 0;
  int hidden = 0;
  double hidden_points = 0;
  for (const Scenario& s : task.scenarios) {
    if (s.hidden) {
      ++hidden;
      hidden_points += s.points;
      continue;
    }
    name_width = std::max(name_width, display_width(s.name));
    points_width = std::max(points_width, display_width(points_text(s.points, spoken)));
  }
  std::string text;
  for (const Scenario& s : task.scenarios)
    if (!s.hidden)
      text += fmt::format("   {}  {}  {}\n", fit(s.name, name_width), fit(points_text(s.points, spoken), points_width), translated(s.title, language));
  if (hidden > 0) text += "   " + say_in(spoken, "not shown: {0} more, {1}", hidden, points_text(hidden_points, spoken)) + "\n";
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
  const Language language = language_of(common.language);
  std::string text, mechanism;
  for (const Task& task : tasks) {
    if (text.empty() || task.mechanism != mechanism) text += (text.empty() ? "" : "\n") + colored(tr(language, task.mechanism), Color::kBold, color) + "\n";
    mechanism = task.mechanism;
    text += fmt::format("  {}  {}  {:>10}  {}\n", fit(task.id, id_width), stars(task.difficulty), points_text(task.max_points(), language),
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
  const Language language = language_of(common.language);
  text += fmt::format("\n {}   {}   {}   {}\n", task->id, tr(language, task->mechanism), points_text(task->max_points(), language), time_text(task->limits.wall, language));
  print(text + programs_text(*task, language) + scenarios_text(*task, common.language));
  return with_output(kExitOk);
}

}  // namespace grader
