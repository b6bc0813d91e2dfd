// report_files.h — results into files: tried before grading starts, whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/cli/options.h"
#include "sandbox/fd.h"

namespace grader {

/// One `--report`. Writes beside the target and renames at the end; what is no regular file is written directly.
class ReportFile {
 public:
  /// Absent when FILE cannot be written: said.
  static std::optional<ReportFile> open(const ReportRequest& request);
  ReportFile(ReportFile&&) = default;
  ReportFile& operator=(ReportFile&&) = delete;
  ~ReportFile();

  const std::string& format() const { return format_; }
  const std::filesystem::path& target() const { return target_; }
  /// A piece of it, in order. False when it could not be written (said): the target is then as it was.
  bool write(const std::string& text);
  /// All of it is written: puts it in the target's place. False as above.
  bool finish();
  bool commit(const std::string& text) { return write(text) && finish(); }

 private:
  ReportFile() = default;
  bool fail(const std::string& what);

  std::string format_;
  std::filesystem::path target_;
  std::string temporary_;  ///< empty: written directly, or done
  sandbox::Fd fd_;
};

/// All of them, or absent when one cannot be written.
std::optional<std::vector<ReportFile>> open_reports(const std::vector<ReportRequest>& requests);

}  // namespace grader
