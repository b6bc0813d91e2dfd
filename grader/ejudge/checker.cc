// checker.cc — `grader ejudge checker` and `scoring-checker`: one test's status, and its score.
#include <charconv>

#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/compare.h"
#include "grader/ejudge/graded.h"
#include "grader/report/report.h"

namespace grader::ejudge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostOutput = 64u << 20;

/// One test as the checker sees it: how it went, and the part of its points, 0 to 1.
struct Checked {
  EjudgeStatus status = EjudgeStatus::kCF;
  double share = 0;
  double max = 0;  ///< points of the task's own; 0: not known (an ordinary test)
};

/// What to grade, absent when ejudge did not say: said.
std::optional<fs::path> submission_of(const EjudgeCommand& command) {
  if (command.output_only) return command.words[1];
  const std::string source = environment("EJUDGE_SOURCE_PATH");
  if (!source.empty()) return source;
  check_failed("ejudge", "$EJUDGE_SOURCE_PATH is not set",
               "set enable_src_for_testing in the problem, or for type = \"output-only\" give --output-only");
  return {};
}

Checked graded_test(const EjudgeCommand& command, const std::optional<EjudgeTest>& test, const CommonOptions& common) {
  const auto request = requested(command, test, common);
  if (!request) return {};
  const auto submission = submission_of(command);
  if (!submission) return {};
  const auto result = graded(*request, *submission, common);
  if (!result) return {};
  say(result->explanation);
  const Verdict& verdict = result->verdict;
  Checked checked{test_status(verdict, command.map), 0, verdict.max};
  if (verdict.max > 0) checked.share = verdict.points / verdict.max;
  else checked.share = checked.status == EjudgeStatus::kOK ? 1 : 0;
  return checked;
}

/// What the program wrote against the answer. A file that the program should have made and did not is its fault, and a
/// missing answer is ours.
Checked compared_test(const EjudgeCommand& command) {
  std::string why;
  if (command.words.size() < 3 || command.words[2].empty()) {
    check_failed("ejudge", "no task named, and no answer to compare with",
                 "give --task ID, or set use_corr in the problem");
    return {};
  }
  const auto answer = read_bounded(command.words[2], kMostOutput, why);
  if (!answer) {
    check_failed("answer " + command.words[2], why, "look at corr_dir and corr_sfx of the problem");
    return {};
  }
  const auto output = read_bounded(command.words[1], kMostOutput, why);
  if (!output) {
    say("The output cannot be read: " + printable(why) + ".\n");
    return {EjudgeStatus::kPE};
  }
  const auto differs = difference(command.match, *answer, *output);
  if (!differs) return {EjudgeStatus::kOK, 1};
  say("expected  " + shortened(differs->expected, 200) + "\n" + "was       " + shortened(differs->actual, 200) + "\n");
  return {EjudgeStatus::kWA};
}

/// The call: input output [corr] [info] [tgzdir workdir]. Of an output-only problem the input may be "".
Checked checked(const EjudgeCommand& command, const CommonOptions& common) {
  if (command.words.size() < 2) {
    check_failed("ejudge", "called without the input's and the output's path", "set check_cmd, and let ejudge call it");
    return {};
  }
  std::optional<EjudgeTest> test;
  if (!command.words[0].empty()) {
    const auto read = read_test_file(command.words[0]);
    if (!read) return {};
    test = read->test;
  }
  const bool task_named = !command.task.empty() || !environment("GRADER_TASK").empty();
  return test || task_named ? graded_test(command, test, common) : compared_test(command);
}

/// The most that the test is worth: $EJUDGE_MAX_SCORE, else what the task says. Absent when that is no number.
std::optional<int> max_score(const Checked& checked) {
  const std::string text = environment("EJUDGE_MAX_SCORE");
  if (text.empty() && checked.max > 0) return whole_points(checked.max);
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size() && value >= 0) return value;
  return {};
}

}  // namespace

int checker(const EjudgeCommand& command, const CommonOptions& common) {
  return checker_exit(checked(command, common).status);
}

int scoring_checker(const EjudgeCommand& command, const CommonOptions& common) {
  const Checked test = checked(command, common);
  if (test.status == EjudgeStatus::kCF) return kCheckFailed;
  const auto most = max_score(test);
  if (!most) return check_failed("$EJUDGE_MAX_SCORE", environment("EJUDGE_MAX_SCORE").empty() ? "is not set" : "is no number", "let ejudge call the scoring checker");
  print(std::to_string(whole_points(test.share * *most)) + "\n");
  return scoring_checker_exit(test.status);
}

}  // namespace grader::ejudge
