// class_journal.h — which journal a class run writes or goes on with, and what is said about it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "grader/cli/class_run.h"

namespace grader {

/// Where the journal of a class is: in the folder of --results, else below $XDG_STATE_HOME (or ~/.local/state), by
/// task and class, so that --resume finds it.
std::filesystem::path journal_file(const CheckCommand& command, const Task& task);

/// What must be the same in both runs, as JSON: the task and all that decides verdicts.
std::string journal_settings(const CheckCommand& command, const CommonOptions& common, const Task& task);

/// Gives `run` its journal, with --resume what it holds. A place of our own choosing that cannot be written is said,
/// and costs only the chance to resume; one that the user chose is an error.
/// Returns an exit status when grading must not begin: said.
std::optional<int> open_journal(const CheckCommand& command, const CommonOptions& common, const Task& task, ClassRun& run);

}  // namespace grader
