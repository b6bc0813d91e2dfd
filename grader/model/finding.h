// finding.h — a rule that a run broke: proof and explanation. Plain data.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/location.h"
#include "grader/model/rule.h"

namespace grader {

enum class Severity { kError, kWarning };

/// What a finding is about: "semaphore /s42, value 0".
struct FindingObject {
  std::string kind, name;
  std::optional<std::uint64_t> size_bytes;
  std::string value;  ///< its state in words; empty where there is none
  SourceLocation created_at;
  std::string created_by;  ///< process name
};

struct WaitsFor {
  std::string kind;         ///< "mutex", "semaphore", "pipe", "child", …
  std::string object;       ///< "semaphore /s42"
  std::string value;        ///< "value 0"
  std::string call;         ///< "sem_wait()", "read()"
  std::string explanation;  ///< who could end the wait and why nobody will
};

struct FindingProcess {
  int id = 0;
  std::string name;
  pid_t pid = 0;
  std::optional<WaitsFor> waits_for;
  SourceLocation at;
  Stack stack;
};

/// One thing that tasks of a finding wait for. The numbers are indices into Finding::processes: threads of one
/// process are entries of their own there, so ids would not do.
struct AwaitedObject {
  std::string kind, object, value;  ///< as in WaitsFor
  std::vector<int> waiting;
  std::vector<int> woken_by;        ///< who holds it or could end the waits, and waits for ever as well
};

struct Finding {
  Rule rule = Rule::kDeadlock;
  Severity severity = Severity::kError;
  std::string message;  ///< one sentence, the student's words
  std::string hint;     ///< what to do
  /// Rule deadlock, private-sync: the classic behind it, an anchor of the rule's page: "unclosed-write-end".
  std::string cause;
  std::vector<FindingObject> objects;  ///< JSON has the first as "object"
  std::optional<int> count;
  std::vector<FindingProcess> processes;
  std::vector<AwaitedObject> wait_graph;  ///< of a deadlock, between the processes listed
  std::optional<double> detected_after_ms;
  std::optional<std::string> limit;  ///< rule limit, timeout: which limit, "memory"
};

/// The code that an error finding leads to: a limit of time is TL, any other limit ML.
inline Code code_of(const Finding& finding) {
  const bool time = finding.limit == "wall" || finding.limit == "cpu";
  return finding.rule == Rule::kLimit && time ? Code::kTL : code_of(finding.rule);
}

}  // namespace grader
