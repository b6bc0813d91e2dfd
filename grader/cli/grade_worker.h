// grade_worker.h — what a worker makes of one request.
#pragma once

#include <functional>
#include <string>

#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

/// Does what the line of JSON asks (grade_request.h): the verdict as JSON in one line, or a fingerprint as text.
/// `loaded`: the task, where it is in memory already; null: it is loaded from its folder.
/// Never fails: a fault of ours is a verdict IE.
std::string perform_request(const std::string& request, const Task* loaded, const std::function<bool()>& cancelled);

/// The verdict IE.
Verdict grader_failure(const Task& task, const std::string& submission, const std::string& error);

/// The worst of several verdicts on one submission, with what each of them was in `repeats`. Pure.
Verdict worst_of(const std::vector<Verdict>& verdicts);

}  // namespace grader
