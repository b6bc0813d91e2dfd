// opened_submission.h — what of a student's submission is graded: found, and unpacked where it has to be.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "grader/batch/scratch.h"
#include "grader/model/task.h"
#include "sandbox/result.h"

namespace grader {

struct OpenedSubmission {
  std::filesystem::path place;        ///< the file or folder to grade
  std::string problem;                ///< not empty: why it cannot be graded, in words for the student
  std::optional<SubFolder> unpacked;  ///< what was unpacked, until the end of this
};

/// Finds the solution in `path`: a source file, a folder, an archive, or a folder that holds an archive. With a
/// `subfolder`, the solution is in that folder of it. Archives are unpacked below `scratch`.
/// Errors: the grader's own: an archive that cannot be opened, no space to unpack.
sandbox::Result<OpenedSubmission> open_submission(const std::filesystem::path& path, const Task& task,
                                                  const std::string& subfolder, const std::filesystem::path& scratch);

/// Whether `name` leads to a folder below another one: relative, without "..", not empty.
bool is_subfolder(const std::string& name);

}  // namespace grader
