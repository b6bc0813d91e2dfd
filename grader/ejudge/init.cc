// init.cc — `grader ejudge init`: the hook around each test, and the only one that may say RT, TL, WT, ML, SE or SY.
//
// ejudge takes the status of "stop" only where everything before it was OK. So the problem's program does nothing
// (start_cmd), its checker says OK, and the grader runs the submission itself: docs/ejudge.md, way C.
#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/graded.h"

namespace grader::ejudge {
namespace {

struct InitCall {
  Request request;
  std::string source;
};

/// All that can be wrong on our side, looked for before the test and again after it.
std::optional<InitCall> init_call(const EjudgeCommand& command, const CommonOptions& common) {
  std::optional<EjudgeTest> test;
  if (command.words.size() >= 2 && !command.words[1].empty()) {
    const auto read = read_test_file(command.words[1]);
    if (!read) return {};
    test = read->test;
  }
  auto request = requested(command, test, common);
  if (!request) return {};
  InitCall call{std::move(*request), environment("EJUDGE_SOURCE_PATH")};
  if (!call.source.empty()) return call;
  check_failed("ejudge", "$EJUDGE_SOURCE_PATH is not set", "set enable_src_for_testing in the problem");
  return {};
}

}  // namespace

int init(const EjudgeCommand& command, const CommonOptions& common) {
  const std::string what = command.words.empty() ? "" : command.words.front();
  if (what != "start" && what != "stop")
    return check_failed("ejudge", "called with neither 'start' nor 'stop'", "set init_cmd, and let ejudge call it");
  const auto call = init_call(command, common);
  if (!call) return kCheckFailed;
  if (what == "start") return static_cast<int>(EjudgeStatus::kOK);
  const auto result = graded(call->request, call->source, common);
  if (!result) return kCheckFailed;
  say(result->explanation);
  return init_exit(test_status(result->verdict, command.map));
}

}  // namespace grader::ejudge
