// resolved_stacks.h — turns captured stacks into source locations in a helper process of its own.
//
// The debug information is the student's, and libdw was not written for enemies: a crash, an endless loop or a
// take-over must cost the line numbers and nothing else. So the helper is confined and bounded, is forked once for
// all stacks of a run, and its answer is checked. Where it dies, a second one goes on without students' files.
#pragma once

#include <map>
#include <vector>

#include "grader/diagnose/stack_capture.h"
#include "grader/model/location.h"

namespace grader {

class ResolvedStacks {
 public:
  /// `capture` must live until resolve() returns; those that matter most come first.
  void want(const StackCapture& capture);
  void resolve();
  /// Empty where nothing is known.
  const Stack& of(const StackCapture& capture) const;

 private:
  bool run_helper(bool read_students_files);

  std::vector<const StackCapture*> wanted_;
  std::size_t done_ = 0;
  std::map<const StackCapture*, Stack> stacks_;
};

}  // namespace grader
