// conversation.h — a scenario's conversation with one process, through two descriptors that somebody else made.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "grader/model/task.h"
#include "grader/scenario/output_match.h"

namespace grader::ejudge {

/// Why this scenario cannot be played with a program that ejudge starts; empty: it can. What can: one start of the
/// student's program, without arguments; feed, close_stdin, wait, expect_output of its standard output.
std::string not_a_conversation(const Scenario& scenario);

struct Conversation {
  std::string heard;                 ///< what the program wrote, up to a bound
  bool too_long = false;             ///< it wrote more than that
  std::optional<Mismatch> mismatch;  ///< the first expectation that did not come true
};

/// Plays it. `hear`: what the program writes; `speak`: what it reads; both become non-blocking, and `speak` is closed.
/// A program that stops listening or writing is no error. It is never waited for longer than `patience` in an
/// expectation, and to its end in a wait: there ejudge's own time limit ends it.
Conversation converse(const Scenario& scenario, int hear, int speak, std::chrono::milliseconds patience);

}  // namespace grader::ejudge
