// diff.cc — `grader diff`: compares two sets of verdicts.
#include <unistd.h>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/progress.h"
#include "grader/cli/verdict_files.h"
#include "grader/report/class_report.h"

namespace grader {

int perform(const DiffCommand& command, const CommonOptions& common) {
  const auto before = read_verdicts({command.before});
  if (!before) return kExitGrader;
  const auto after = read_verdicts({command.after});
  if (!after) return kExitGrader;
  const ClassDiff diff = compare_classes(before->all, after->all);
  TextStyle style;
  style.color = common.color_on(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  print(common.format == "json" ? diff_json(diff) : common.format == "markdown" ? diff_markdown(diff) : diff_text(diff, style));
  return with_output(diff.changes.empty() ? kExitOk : kExitFound);
}

}  // namespace grader
