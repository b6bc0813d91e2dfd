// verdict.h — the verdict on one submission, and its JSON form (schema grader/verdict/1).
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
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

struct Verdict {
  std::string grader_version;
  std::optional<std::string> task;
  std::string submission_path, submission_sha256;
  Code verdict = Code::kOK;
  double points = 0, max = 0;
  CompileReport compile;
  std::vector<RunReport> runs;
  std::vector<Finding> findings;
  sandbox::Protections protections;
  std::string compiler, kernel;
  std::string error;  ///< IE: what failed in the grader, for people
};

/// Bytes that are no UTF-8 become U+FFFD, so the document is always valid JSON.
nlohmann::json to_json(const Verdict&);
/// Errors: throws std::invalid_argument naming the path in the document when it is not a verdict.
Verdict verdict_from_json(const nlohmann::json&);
/// The published JSON Schemas: "task", "verdict". Empty for an unknown name.
std::string schema_text(const std::string& name);

/// Evidence as a file: recording and replaying judgements.
nlohmann::json to_json(const Evidence&);
Evidence evidence_from_json(const nlohmann::json&);
nlohmann::json to_json(const WaitSnapshot&);
WaitSnapshot snapshot_from_json(const nlohmann::json&);

}  // namespace grader
