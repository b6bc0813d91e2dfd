// run_in_words.h — which run of which scenario a finding was made in, so that it can be repeated. Pure.
#pragma once

#include <string>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

/// The first run in which a finding of the verdict's was made: its story is the one that is told. Null: outside of all.
const RunReport* first_run_of(const Verdict& verdict, const Finding& finding);

/// "In scenario 'pair' (./main 3 5)": the commands are those of the student's own programs, where they are known.
std::string run_in_words(const RunReport& run, Language language);

}  // namespace grader
