// valuation.h — a submission's score from the results of its tests, one a scenario. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/model/task.h"
#include "grader/report/ejudge_status.h"

namespace grader::ejudge {

/// A line that ejudge writes for a test: "status score time_ms [token]".
struct TestResult {
  int status = 0, score = 0;
  long time_ms = 0;
};

/// The number of tests, then a line each. Absent when it is anything else.
std::optional<std::vector<TestResult>> parse_results(const std::string& text);

struct Valuation {
  int score = 0, open_score = 0;     ///< open: of the scenarios that are not hidden
  int passed_open = 0;
  bool all_open_passed = true;
  std::string for_student, for_judge;  ///< a line a scenario; hidden ones are not named to students
};

/// A scenario's points for OK, and half of them for PE (a zombie or a leak; see test_status). The tests are the
/// scenarios, in their order; tests that ejudge left out are SK. `scored`: a scoring checker gave the scores. Without
/// one they mean nothing where the status is not OK: ejudge lets the checker's OK fill them in, and init_cmd's later
/// word changes the status alone.
Valuation valuation(const Task& task, const std::vector<TestResult>& results, bool scored = false);

/// The reply: "score [marked] [status score tests-passed] [groups]", as the environment's flags ask.
struct ReplyFlags {
  bool marked = false, user_score = false, groups = false;
};
std::string reply(const Valuation& valuation, const ReplyFlags& flags);

}  // namespace grader::ejudge
