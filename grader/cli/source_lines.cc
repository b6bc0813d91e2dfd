// source_lines.cc — the source files that a verdict points into, for the text report to show lines of.
#include "grader/cli/source_lines.h"

#include <set>

#include "grader/source_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 50;

std::set<std::string> named_files(const Verdict& verdict) {
  std::set<std::string> files;
  const auto add = [&](const std::string& file) {
    if (!file.empty() && files.size() < kMostFiles) files.insert(file);
  };
  for (const Diagnostic& d : verdict.compile.diagnostics) add(d.file);
  for (const Finding& finding : verdict.findings) {
    for (const FindingObject& object : finding.objects) add(object.created_at.file);
    for (const FindingProcess& process : finding.processes) {
      add(process.at.file);
      for (const Frame& frame : process.stack)
        if (frame.in_student_code) add(frame.at.file);
    }
  }
  return files;
}

}  // namespace

void add_source_lines(const Verdict& verdict, const std::vector<fs::path>& folders, TextStyle& style) {
  for (const std::string& file : named_files(verdict))
    if (auto lines = source_file_lines(folders, file)) style.sources.emplace_back(file, std::move(*lines));
}

}  // namespace grader
