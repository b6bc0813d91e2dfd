// fingerprint.cc — tells identical submissions, and those that changed since they were graded.
#include "grader/cli/fingerprint.h"

#include "grader/cli/options.h"
#include "grader/cli/task_library.h"
#include "grader/model/sha256.h"
#include "grader/model/source_name.h"
#include "grader/submission.h"

namespace grader {
namespace {

constexpr const char* kShareable = "same:";
constexpr const char* kAlone = "alone:";

Fingerprint alone(const std::string& why) { return {sha256_hex(why), false}; }

bool is_text(const std::filesystem::path& path) {
  return is_source(path) || is_header_name(path);
}

}  // namespace

std::string trimmed_source(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const bool raw_strings = text.find("R\"") != text.npos;
  std::string trimmed;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!raw_strings && !line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
    (trimmed += line) += '\n';
    at = end + 1;
  }
  while (trimmed.ends_with("\n\n") || trimmed == "\n") trimmed.pop_back();
  return trimmed;
}

Fingerprint fingerprint_of(const OpenedSubmission& opened) {
  if (!opened.problem.empty()) return alone(opened.problem);
  const auto sources = collect_submission(opened.place);
  if (!sources) return alone(sources.error().text());
  if (sources.value().problem) return alone(sources.value().problem->message + sources.value().sha256);
  Sha256 hash;
  for (const SourceFile& file : sources.value().files) {
    const auto text = read_file(file.host);
    if (!text) return alone(file.path);
    const std::filesystem::path name = file.path;
    hash.update_field(sources.value().single_file ? name.extension().string() : file.path);
    hash.update_field(is_text(name) ? trimmed_source(*text) : *text);
  }
  return {hash.hex(), true};
}

std::string to_text(const Fingerprint& fingerprint) { return (fingerprint.shareable ? kShareable : kAlone) + fingerprint.hex; }

Fingerprint fingerprint_from(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string hex = colon == text.npos ? "" : text.substr(colon + 1);
  if (hex.size() != 64) return {};
  return {hex, text.starts_with(kShareable)};
}

}  // namespace grader
