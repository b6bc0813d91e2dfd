// ejudge_command.h — what `grader ejudge …` was asked to do. Plain data.
#pragma once

#include <string>
#include <vector>

#include "grader/report/ejudge_status.h"

namespace grader {

struct EjudgeCommand {
  std::string what;                ///< the subcommand: "checker", "init", …
  std::string task;                ///< empty: $GRADER_TASK, else what the test names
  std::string scenario;            ///< empty: what the test names, else all
  EjudgeMap map;                   ///< --map LK=SE
  bool output_only = false;        ///< the checker's "output" is the submission itself
  std::string match = "lines";     ///< how a checker compares a plain test's output
  std::string way = "init";        ///< export: by which of its hooks ejudge calls the grader
  std::vector<std::string> words;  ///< ejudge's arguments, in its order
};

}  // namespace grader
