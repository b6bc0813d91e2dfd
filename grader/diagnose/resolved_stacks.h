// resolved_stacks.h — turns captured stacks into source locations in a helper process of its own.
//
// The debug information is the student's, and libdw was not written for enemies: a crash, an endless loop or a
// take-over must cost the line numbers and nothing else. So the helper is confined and bounded, and its answer is
// checked. Where it dies, a second one goes on without students' files.
#pragma once

#include <map>
#include <vector>

#include "grader/diagnose/stack_capture.h"
#include "grader/model/location.h"
#include "sandbox/fd.h"

namespace grader {

class ResolvedStacks {
 public:
  ResolvedStacks() = default;
  ResolvedStacks(const ResolvedStacks&) = delete;
  ResolvedStacks& operator=(const ResolvedStacks&) = delete;
  ~ResolvedStacks() { forget(); }

  /// `capture` must live, unchanged, until resolve() returns or forget(); those that matter most come first.
  void want(const StackCapture& capture);
  /// Sets a helper to work on what is wanted so far, and does not wait for it.
  void begin();
  /// All that is wanted; more may be wanted afterwards.
  void resolve();
  /// Drops what was wanted, and the helper at work on it.
  void forget();
  /// Empty where nothing is known.
  const Stack& of(const StackCapture& capture) const;

 private:
  void start_helper(bool read_students_files);
  void collect();

  std::vector<const StackCapture*> wanted_;
  std::size_t done_ = 0;
  std::map<const StackCapture*, Stack> stacks_;
  pid_t helper_ = -1;  ///< at work
  sandbox::Fd answer_;
};

}  // namespace grader
