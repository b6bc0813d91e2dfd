// grade_request.cc — one job of a class as a line of JSON: all that a worker, here or elsewhere, has to know. Pure.
#include "grader/batch/grade_request.h"

#include <cctype>
#include <nlohmann/json.hpp>

namespace grader {
namespace {

using nlohmann::json;

constexpr const char* kSchema = "grader/request/1";

std::string escaped(const std::string& bytes) {
  static const char* const kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && byte != '%') text += c;
    else (text += '%') += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return text;
}

std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                           std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    if (is_escape) bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
    else bytes += text[i];
    if (is_escape) i += 2;
  }
  return bytes;
}

}  // namespace

std::string to_text(const GradeRequest& r) {
  json j{{"schema", kSchema},
         {"do", r.kind == GradeRequest::Kind::kGrade ? "grade" : "fingerprint"},
         {"task", escaped(r.task_folder)},
         {"submission", escaped(r.submission)},
         {"subfolder", escaped(r.subfolder)},
         {"scratch", escaped(r.scratch)},
         {"seed", r.seed},
         {"repeat", r.repeat},
         {"level", r.level},
         {"rootfs", escaped(r.rootfs)},
         {"timeline", r.timeline}};
  if (r.timeout) j["timeout_ms"] = r.timeout->count();
  return j.dump();
}

std::optional<GradeRequest> request_from(const std::string& text) {
  try {
    const json j = json::parse(text);
    if (j.at("schema") != kSchema) return {};
    GradeRequest r;
    r.kind = j.at("do") == "fingerprint" ? GradeRequest::Kind::kFingerprint : GradeRequest::Kind::kGrade;
    r.task_folder = unescaped(j.at("task"));
    r.submission = unescaped(j.at("submission"));
    r.subfolder = unescaped(j.at("subfolder"));
    r.scratch = unescaped(j.at("scratch"));
    r.seed = j.at("seed");
    r.repeat = j.at("repeat");
    r.level = j.at("level");
    r.rootfs = unescaped(j.at("rootfs"));
    r.timeline = j.at("timeline");
    if (j.contains("timeout_ms")) r.timeout = std::chrono::milliseconds(j["timeout_ms"].get<std::int64_t>());
    return r;
  } catch (const json::exception&) {
    return {};
  }
}

}  // namespace grader
