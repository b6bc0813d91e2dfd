// student_view.h — a verdict as students may see it: of hidden scenarios only the verdict and the points. Pure.
#pragma once

#include "grader/model/verdict.h"
#include "grader/report/language.h"

namespace grader {

/// Hidden scenarios are called "hidden scenario 1", …; their processes, outputs, seeds and findings are gone.
Verdict student_view(const Verdict& verdict, Language language = Language::kEnglish);

}  // namespace grader
