// judge.h — from findings to a verdict: codes, points. Pure: the same evidence gives the same verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"
#include "grader/model/verdict.h"

namespace grader {

/// One run: its evidence and what was found in it.
struct JudgedRun {
  Evidence evidence;
  std::vector<Finding> findings;
  double max = 0;  ///< this run's part of its scenario's points: the points by the number of repetitions
};

/// Joins compile report and runs into the verdict. `task` absent: `grader run`, no score.
Verdict judge(const std::optional<Task>& task, const CompileReport& compile, std::vector<JudgedRun> runs);

/// The code of one run's findings: first match of design §7.
Code code_of(const std::vector<Finding>& findings);

}  // namespace grader
