// student_view.h — a verdict as students may see it: of hidden scenarios the verdict, the points and general advice. Pure.
#pragma once

#include "grader/model/verdict.h"
#include "grader/report/language.h"

namespace grader {

/// Hidden scenarios are called "hidden scenario 1", …; their processes, outputs and seeds are gone, and their
/// findings name the rule and the places in the student's own sources, and nothing else.
Verdict student_view(const Verdict& verdict, Language language = Language::kEnglish);

}  // namespace grader
