// imported_task.h — ejudge's tests as the scenarios of a task. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/ejudge/inf_file.h"

namespace grader::ejudge {

struct ImportedTest {
  std::string name;                   ///< "001"
  std::string input;
  std::optional<std::string> answer;
  InfFile inf;
};

struct ImportedTask {
  std::string document;                ///< task.json
  std::vector<std::string> left_out;   ///< what ejudge says and a scenario cannot, a sentence each
  std::string problem;                 ///< not empty: why there is no document
};

/// One scenario a test: the program is started with the test's arguments and environment, gets the input, must end as
/// the test wants, and write the answer.
ImportedTask imported_task(const std::string& id, std::vector<ImportedTest> tests);

}  // namespace grader::ejudge
