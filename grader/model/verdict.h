// verdict.h — the verdict on one submission, and its JSON form (schema grader/verdict/1).
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "grader/model/evidence.h"
#include "grader/model/finding.h"

namespace grader {

struct Diagnostic {
  std::string file;
  int line = 0, column = 0;
  std::string severity;  ///< "error", "fatal error", "warning", "note"
  std::string message;
};

struct CompileReport {
  enum class Status { kOk, kError, kSkipped };
  Status status = Status::kSkipped;
  std::vector<Diagnostic> diagnostics;
  double wall_ms = 0;
  std::optional<LimitHit> limit;  ///< the compiler ran into a limit of its box
};

struct RunReport {
  std::string scenario;
  std::map<std::string, std::string> title;  ///< of the scenario, by language; may be empty
  bool hidden = false;  ///< reports that students see tell only its verdict and points
  std::string mode = "native";
  Code verdict = Code::kOK;
  double points = 0, max = 0;
  std::uint64_t seed = 0;
  double wall_ms = 0, cpu_ms = 0;
  std::uint64_t memory_peak_bytes = 0;
  std::vector<ProcessRecord> processes;
  std::string stdout_bytes, stderr_bytes;
  bool truncated = false;
  std::vector<int> findings;  ///< indices into Verdict::findings
  std::optional<Timeline> timeline;  ///< only when it was asked for
};

/// Of --repeat: how often one code came, and in which scenarios something was found then.
struct RepeatTally {
  Code verdict = Code::kOK;
  int count = 0;
  std::vector<std::string> scenarios;
};

struct Verdict {
  std::string grader_version;
  std::optional<std::string> task;
  std::string submission_path, submission_sha256;
  std::string student;  ///< of a class; empty: not known
  std::string same_as;  ///< graded once with this other student's, whose submission is identical; empty: graded itself
  Code verdict = Code::kOK;
  double points = 0, max = 0;
  CompileReport compile;
  std::vector<RunReport> runs;
  std::vector<Finding> findings;
  sandbox::Protections protections;
  std::string compiler, kernel;
  std::string error;  ///< IE: what failed in the grader, for people
  std::vector<RepeatTally> repeats;  ///< by code, worst first; more than one: the verdict is flaky. Only of --repeat
};

/// A document of another version of the schema; what() says which, and what to do.
struct OtherSchemaVersion : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Bytes that are no UTF-8 become U+FFFD, so the document is always valid JSON.
nlohmann::json to_json(const Verdict&);
/// Errors: throws OtherSchemaVersion for a verdict of an older or newer schema, and std::invalid_argument naming the
/// path in the document when it is no verdict.
Verdict verdict_from_json(const nlohmann::json&);
/// The published JSON Schemas: "task", "verdict". Empty for an unknown name.
std::string schema_text(const std::string& name);

/// Evidence as a file: recording and replaying judgements.
nlohmann::json to_json(const Evidence&);
Evidence evidence_from_json(const nlohmann::json&);
nlohmann::json to_json(const WaitSnapshot&);
WaitSnapshot snapshot_from_json(const nlohmann::json&);

}  // namespace grader
