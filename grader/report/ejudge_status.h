// ejudge_status.h — our codes as ejudge's run statuses, and what each kind of its helpers may say of them. Pure.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "grader/model/verdict.h"

namespace grader {

/// Source: ejudge's runlog.h. A status is also the exit code by which init_cmd says it.
enum class EjudgeStatus {
  kOK = 0,
  kCE = 1,    ///< of a whole run only
  kRT = 2,
  kTL = 3,    ///< processor time
  kPE = 4,
  kWA = 5,
  kCF = 6,    ///< the judge failed: never counted against anybody
  kPT = 7,    ///< of a whole run only: some tests passed
  kML = 12,
  kSE = 13,   ///< security violation
  kSV = 14,   ///< style checkers only
  kWT = 15,   ///< time by the clock
  kSK = 18,   ///< a test that was not run
  kSY = 19,   ///< synchronization error
};

/// "WT".
std::string_view to_string(EjudgeStatus);
/// Of a name that one test may have: everything but CE, PT, SV, SK.
std::optional<EjudgeStatus> test_status_named(std::string_view name);

/// What the administrator wants otherwise than the table below.
using EjudgeMap = std::map<Code, EjudgeStatus>;

/// One test's status. `waited`: the time limit that was hit is the clock's.
///     OK OK · DL RC SY · ZP LK PE · SV SE · ML ML · TL TL or WT · RT CE RT · WA WA · IE CF
/// PE says of ZP and LK what it says of output: the work is done, its form is not right. IE stays CF whatever the map.
EjudgeStatus test_status(Code code, bool waited, const EjudgeMap& map = {});
/// The worst of these runs, of one scenario or of all.
EjudgeStatus test_status(const Verdict& verdict, const std::vector<const RunReport*>& runs, const EjudgeMap& map = {});
/// The whole verdict's: of all its runs, or of its compilation.
EjudgeStatus test_status(const Verdict& verdict, const EjudgeMap& map = {});

/// The exit code of a checker or an interactor: they can say OK, PE, WA and CF only.
int checker_exit(EjudgeStatus status);
/// The exit code of a scoring checker: of PE ejudge would not read the score.
int scoring_checker_exit(EjudgeStatus status);
/// The exit code of init_cmd's "stop": every status of a test.
int init_exit(EjudgeStatus status);

/// ejudge counts in whole points. Halves are given only where they are whole.
int whole_points(double points);

}  // namespace grader
