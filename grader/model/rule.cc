// rule.cc — names of rules and codes.
#include "grader/model/rule.h"

#include <array>
#include <utility>

namespace grader {
namespace {

struct RuleRow {
  Rule rule;
  std::string_view name;
  Code code;
};

constexpr std::array kRules{
    RuleRow{Rule::kDeadlock, "deadlock", Code::kDL},
    RuleRow{Rule::kBusyWait, "busy-wait", Code::kTL},
    RuleRow{Rule::kTimeout, "timeout", Code::kTL},
    RuleRow{Rule::kZombie, "zombie", Code::kZP},
    RuleRow{Rule::kUnwaited, "unwaited", Code::kZP},
    RuleRow{Rule::kOrphan, "orphan", Code::kZP},
    RuleRow{Rule::kLeak, "leak", Code::kLK},
    RuleRow{Rule::kCrash, "crash", Code::kRT},
    RuleRow{Rule::kExitStatus, "exit-status", Code::kRT},
    RuleRow{Rule::kOutput, "output", Code::kWA},
    RuleRow{Rule::kLimit, "limit", Code::kML},
    RuleRow{Rule::kForbidden, "forbidden", Code::kSV},
    RuleRow{Rule::kPrivateSync, "private-sync", Code::kRC},
    RuleRow{Rule::kRace, "race", Code::kRC},
    RuleRow{Rule::kLockOrder, "lock-order", Code::kRC},
    RuleRow{Rule::kSignalUnsafe, "signal-unsafe", Code::kRC},
    RuleRow{Rule::kApiMisuse, "api-misuse", Code::kRC},
    RuleRow{Rule::kPointerInShm, "pointer-in-shm", Code::kRC},
    RuleRow{Rule::kWrongResult, "wrong-result", Code::kRC},
    RuleRow{Rule::kRequired, "required", Code::kWA},
};

struct CodeRow {
  Code code;
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array kCodes{
    CodeRow{Code::kIE, "IE", "the grader failed"},
    CodeRow{Code::kCE, "CE", "does not compile"},
    CodeRow{Code::kSV, "SV", "forbidden operation"},
    CodeRow{Code::kML, "ML", "resource limit"},
    CodeRow{Code::kDL, "DL", "deadlock"},
    CodeRow{Code::kTL, "TL", "time limit"},
    CodeRow{Code::kRT, "RT", "crash or wrong exit status"},
    CodeRow{Code::kWA, "WA", "wrong result"},
    CodeRow{Code::kRC, "RC", "race"},
    CodeRow{Code::kZP, "ZP", "children not waited for"},
    CodeRow{Code::kLK, "LK", "leak"},
    CodeRow{Code::kOK, "OK", "accepted"},
};

}  // namespace

std::string_view to_string(Rule rule) {
  for (const RuleRow& row : kRules)
    if (row.rule == rule) return row.name;
  return "";
}

std::string_view to_string(Code code) {
  for (const CodeRow& row : kCodes)
    if (row.code == code) return row.name;
  return "";
}

std::optional<Rule> rule_from(std::string_view name) {
  for (const RuleRow& row : kRules)
    if (row.name == name) return row.rule;
  return std::nullopt;
}

std::optional<Code> code_from(std::string_view name) {
  for (const CodeRow& row : kCodes)
    if (row.name == name) return row.code;
  return std::nullopt;
}

std::string_view meaning(Code code) {
  for (const CodeRow& row : kCodes)
    if (row.code == code) return row.meaning;
  return "";
}

Code code_of(Rule rule) {
  for (const RuleRow& row : kRules)
    if (row.rule == rule) return row.code;
  return Code::kIE;
}

}  // namespace grader
