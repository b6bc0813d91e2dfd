// class_reports.h — a finished class run in every form; verdicts are read one by one, not held all at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "grader/cli/class_run.h"
#include "grader/report/class_report.h"

namespace grader {

/// Gets a report piece by piece; false ends it.
using Sink = std::function<bool(const std::string&)>;

/// Writes the verdicts of a run in a form that is not text. Those for a whole class (JSON and the class tables) take
/// little memory; the others hold all verdicts.
void write_report(const std::string& format, const ClassRun& run, bool is_class, const TextStyle& style, const Sink& sink);

/// The verdicts of all that is finished, in order.
std::vector<Verdict> all_verdicts(const ClassRun& run);
std::vector<ClassStudent> all_students(const ClassRun& run, Language language);

}  // namespace grader
