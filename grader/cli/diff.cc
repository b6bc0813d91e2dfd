// diff.cc — `grader diff`: compares two sets of verdicts.
#include <unistd.h>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/verdict_files.h"
#include "grader/report/class_report.h"

namespace grader {
namespace {

std::string in_words(const std::set<std::string>& tasks) {
  std::string text;
  for (const std::string& task : tasks) text += (text.empty() ? "" : ", ") + (task.empty() ? "no task" : "task " + shortened(task, 60));
  return text;
}

/// Points and verdicts on two tasks differ for reasons that are no student's.
bool of_one_task(const DiffCommand& command, const ReadVerdicts& before, const ReadVerdicts& after) {
  const auto then = tasks_of(before.all), now = tasks_of(after.all);
  if (command.any_task || then.empty() || now.empty() || then == now) return true;
  complain("diff", shortened(command.before, 150) + " is on " + in_words(then) + ", but " + shortened(command.after, 150) + " on " + in_words(now),
           "name two gradings of the same task, or add --any-task");
  return false;
}

}  // namespace

int perform(const DiffCommand& command, const CommonOptions& common) {
  const auto before = read_verdicts({command.before});
  if (!before) return kExitGrader;
  const auto after = read_verdicts({command.after});
  if (!after) return kExitGrader;
  if (!of_one_task(command, *before, *after)) return kExitUsage;
  TextStyle style;
  style.color = common.color_on(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  style.language = language_of(common.language);
  const ClassDiff diff = compare_classes(before->all, after->all, style.language);
  print(common.format == "json" ? diff_json(diff) : common.format == "markdown" ? diff_markdown(diff, style.language) : diff_text(diff, style));
  return with_output(diff.changes.empty() ? kExitOk : kExitFound);
}

}  // namespace grader
