// graded.h — a submission as ejudge hands it over, graded and explained.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "grader/ejudge/request.h"
#include "grader/model/verdict.h"

namespace grader::ejudge {

struct Graded {
  Verdict verdict;
  std::string explanation;  ///< text for the student, harmless for terminals
};

/// Grades the file at `submission`: a source, or an archive of sources. ejudge calls it what it likes ("000012", no
/// suffix): what it is shows in its contents. Absent when it could not be done: said.
std::optional<Graded> graded(const Request& request, const std::filesystem::path& submission, const CommonOptions& common);

/// The name under which this text is compiled or unpacked: "solution.c", "solution.cpp", "solution.zip". `given` is
/// the name that ejudge gave it. Pure.
std::string submission_file_name(const std::string& given, const std::string& text);

}  // namespace grader::ejudge
