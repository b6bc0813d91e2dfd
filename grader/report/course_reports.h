// course_reports.h — verdicts in the forms of course systems and of CI. Pure; docs/reports.md says what each is for.
#pragma once

#include <string>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

using Verdicts = std::vector<Verdict>;

std::string junit_report(const Verdicts&, const TextStyle&);
std::string github_report(const Verdicts&, const TextStyle&);
std::string sarif_report(const Verdicts&, const TextStyle&);
std::string tap_report(const Verdicts&, const TextStyle&);
std::string csv_report(const Verdicts&, const TextStyle&);
std::string markdown_report(const Verdicts&, const TextStyle&);
std::string manytask_report(const Verdicts&, const TextStyle&);

// Of one submission: the first one's. These two get hidden scenarios as they are, and have marks of their own for them.
std::string gradescope_report(const Verdicts&, const TextStyle&);
std::string coderunner_report(const Verdicts&, const TextStyle&);

// Of one submission: the first one's.
std::string classroom_report(const Verdicts&, const TextStyle&);
std::string autolab_report(const Verdicts&, const TextStyle&);
std::string check50_report(const Verdicts&, const TextStyle&);
std::string vpl_report(const Verdicts&, const TextStyle&);

}  // namespace grader
