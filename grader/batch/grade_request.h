// grade_request.h — one job of a class as a line of JSON: all that a worker, here or elsewhere, has to know. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace grader {

struct GradeRequest {
  enum class Kind { kGrade, kFingerprint };
  Kind kind = Kind::kGrade;
  std::string task_folder;  ///< where the task is; its reference lies beside it as usual
  std::string submission;   ///< path of the file, folder or archive: bytes
  std::string subfolder;
  std::string scratch;      ///< folder in which archives are unpacked
  std::uint64_t seed = 1;
  int repeat = 1;
  std::optional<std::chrono::milliseconds> timeout;
  std::string level, rootfs;  ///< empty: not given
  bool timeline = false;

  bool operator==(const GradeRequest&) const = default;
};

/// Valid JSON whatever bytes the paths hold: those outside printable ASCII, and '%', are written %XX.
std::string to_text(const GradeRequest& request);
/// Absent when `text` is no request.
std::optional<GradeRequest> request_from(const std::string& text);

}  // namespace grader
