// ejudge_report.h — a verdict as ejudge's testing_report XML. Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

/// Of one submission: the first one's. Hidden scenarios are there, with ejudge's own mark for them.
std::string ejudge_report(const std::vector<Verdict>& verdicts, const TextStyle& style);

}  // namespace grader
