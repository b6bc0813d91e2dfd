// output_fuzz.cc — what a student's program writes: shown on a terminal, compared with what a task expects.
#include <algorithm>

#include "grader/notebook.h"
#include "grader/report/report.h"
#include "grader/scenario/output_match.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Match = grader::ExpectOutputStep::Match;
  const std::string text(fuzz::text_of(data, size));
  const std::string shown = grader::printable(text);
  fuzz::must(std::none_of(shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
  (void)grader::notebook_header(text);
  grader::ExpectOutputStep step;
  for (const Match match : {Match::kExact, Match::kAnyOrder, Match::kContains, Match::kPattern}) {
    step.match = match;
    step.text = match == Match::kPattern ? "(worker [0-9]+: .*\n)*total [0-9]+\n" : "worker 1: a\nworker 2: b\n";
    (void)grader::match_output(step, text);
  }
  step.match = Match::kExact;
  step.text = text;
  fuzz::must(!grader::match_output(step, text));
  return 0;
}
