// task_json_fuzz.cc — task.json as anybody may write it: a task, or problems that say where; never an exception.
#include "grader/model/task.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<grader::TaskProblem> problems;
  const auto task = grader::parse_task(std::string(fuzz::text_of(data, size)), "task.json", problems);
  fuzz::must(task.has_value() == problems.empty());
  if (!task) return 0;
  for (const grader::Scenario& scenario : task->scenarios) (void)grader::instantiate(scenario, size);
  return 0;
}
