// rule.h — the rules that findings break, and the codes of verdicts.
#pragma once

#include <optional>
#include <string_view>

namespace grader {

enum class Rule {
  kDeadlock, kBusyWait, kTimeout, kZombie, kUnwaited, kOrphan, kLeak, kCrash, kExitStatus, kOutput, kLimit,
  kForbidden, kPrivateSync, kRace, kLockOrder, kSignalUnsafe, kApiMisuse, kPointerInShm, kWrongResult, kRequired,
};

/// In the order in which the first match decides the verdict (design §7).
enum class Code { kIE, kCE, kSV, kML, kDL, kTL, kRT, kWA, kRC, kZP, kLK, kOK };

std::string_view to_string(Rule);  ///< "deadlock", "busy-wait", …
std::string_view to_string(Code);  ///< "DL"
std::optional<Rule> rule_from(std::string_view);
std::optional<Code> code_from(std::string_view);
/// "deadlock", "time limit", …: the code in a word or two for people.
std::string_view meaning(Code);
/// The code that an error finding of this rule leads to. kLimit depends on the limit: see judge.
Code code_of(Rule);

}  // namespace grader
