// task_library.h — finds tasks and their references, and loads them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"

namespace grader {

/// Where the tasks are: $GRADER_TASKS, else the install prefix's share/grader/tasks, else the source tree's.
/// References are in the folder `reference` beside it.
std::optional<std::filesystem::path> task_root();

/// Every id under `root` that has a task.json, sorted.
std::vector<std::string> task_ids(const std::filesystem::path& root);

/// The folder of a task named by id or by path; absent when there is none (said, with the nearest names).
std::optional<std::filesystem::path> find_task(const std::string& name);

/// Loads task.json, statements and the place of the reference. Absent when it breaks the schema or cannot be
/// read: every problem is said.
std::optional<Task> load_task(const std::filesystem::path& folder);

/// find_task, then load_task.
std::optional<Task> task_named(const std::string& name);

/// The text in `language`, else in English, else in whatever there is.
std::string translated(const Translations& texts, const std::string& language);

/// A whole file; absent with errno when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// At most three of `candidates`, nearest to `word` first, none that is far from it. Pure.
std::vector<std::string> nearest_names(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace grader
