// ejudge_status.cc — our codes as ejudge's run statuses, and what each kind of its helpers may say of them.
#include "grader/report/ejudge_status.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace grader {
namespace {

struct StatusName {
  EjudgeStatus status;
  std::string_view name;
  bool of_a_test;
};

constexpr std::array kStatuses{
    StatusName{EjudgeStatus::kOK, "OK", true},  StatusName{EjudgeStatus::kCE, "CE", false},
    StatusName{EjudgeStatus::kRT, "RT", true},  StatusName{EjudgeStatus::kTL, "TL", true},
    StatusName{EjudgeStatus::kPE, "PE", true},  StatusName{EjudgeStatus::kWA, "WA", true},
    StatusName{EjudgeStatus::kCF, "CF", true},  StatusName{EjudgeStatus::kPT, "PT", false},
    StatusName{EjudgeStatus::kML, "ML", true},  StatusName{EjudgeStatus::kSE, "SE", true},
    StatusName{EjudgeStatus::kSV, "SV", false}, StatusName{EjudgeStatus::kWT, "WT", true},
    StatusName{EjudgeStatus::kSK, "SK", false}, StatusName{EjudgeStatus::kSY, "SY", true},
};

EjudgeStatus usual_status(Code code, bool waited) {
  switch (code) {
    case Code::kOK: return EjudgeStatus::kOK;
    case Code::kIE: return EjudgeStatus::kCF;
    case Code::kCE: return EjudgeStatus::kRT;  // ejudge compiles first: only a harness or our flags can still fail
    case Code::kSV: return EjudgeStatus::kSE;
    case Code::kML: return EjudgeStatus::kML;
    case Code::kDL: return EjudgeStatus::kSY;
    case Code::kTL: return waited ? EjudgeStatus::kWT : EjudgeStatus::kTL;
    case Code::kRT: return EjudgeStatus::kRT;
    case Code::kWA: return EjudgeStatus::kWA;
    case Code::kRC: return EjudgeStatus::kSY;
    case Code::kZP: return EjudgeStatus::kPE;
    case Code::kLK: return EjudgeStatus::kPE;
  }
  return EjudgeStatus::kCF;  // a code that this table does not know is no student's fault
}

/// Whether every time limit that was hit is the clock's: a core that was burnt is TL.
bool only_waited(const Verdict& verdict, const std::vector<const RunReport*>& runs) {
  bool any = false;
  for (const RunReport* run : runs) {
    for (const int index : run->findings) {
      if (index < 0 || static_cast<std::size_t>(index) >= verdict.findings.size()) continue;
      const Finding& finding = verdict.findings[static_cast<std::size_t>(index)];
      if (finding.severity != Severity::kError || code_of(finding) != Code::kTL) continue;
      if (finding.rule == Rule::kBusyWait || finding.limit == "cpu") return false;
      any = true;
    }
  }
  return any;
}

}  // namespace

std::string_view to_string(EjudgeStatus status) {
  const auto at = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const StatusName& s) { return s.status == status; });
  return at == kStatuses.end() ? "CF" : at->name;
}

std::optional<EjudgeStatus> test_status_named(std::string_view name) {
  for (const StatusName& s : kStatuses)
    if (s.of_a_test && s.name == name) return s.status;
  return {};
}

EjudgeStatus test_status(Code code, bool waited, const EjudgeMap& map) {
  const auto wanted = map.find(code);
  if (wanted == map.end() || code == Code::kIE || code == Code::kOK) return usual_status(code, waited);
  return wanted->second;
}

EjudgeStatus test_status(const Verdict& verdict, const std::vector<const RunReport*>& runs, const EjudgeMap& map) {
  Code worst = Code::kOK;
  for (const RunReport* run : runs) worst = std::min(worst, run->verdict);  // declared in the order of their weight
  return test_status(worst, only_waited(verdict, runs), map);
}

EjudgeStatus test_status(const Verdict& verdict, const EjudgeMap& map) {
  std::vector<const RunReport*> runs;
  for (const RunReport& run : verdict.runs) runs.push_back(&run);
  return test_status(verdict.verdict, only_waited(verdict, runs), map);
}

int checker_exit(EjudgeStatus status) {
  if (status == EjudgeStatus::kOK || status == EjudgeStatus::kPE || status == EjudgeStatus::kCF)
    return static_cast<int>(status);
  return static_cast<int>(EjudgeStatus::kWA);
}

int scoring_checker_exit(EjudgeStatus status) {
  return status == EjudgeStatus::kPE ? static_cast<int>(EjudgeStatus::kWA) : checker_exit(status);
}

int init_exit(EjudgeStatus status) {
  for (const StatusName& s : kStatuses)
    if (s.status == status && s.of_a_test) return static_cast<int>(status);
  return static_cast<int>(EjudgeStatus::kCF);
}

int whole_points(double points) {
  constexpr double kMost = 999'999;  // EJ_MAX_SCORE
  if (!(points > 0)) return 0;       // also what is no number
  return static_cast<int>(std::floor(std::min(points, kMost) + 1e-6));
}

}  // namespace grader
