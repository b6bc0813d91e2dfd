// copied_verdict.cc — the verdict on a submission that is identical to another, from the other's.
#include "grader/cli/copied_verdict.h"

#include <cctype>
#include <nlohmann/json.hpp>

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_name_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || (c & 0x80) != 0; }

/// A sentence's full stop is no part of the name before it.
bool ends_name(const std::string& text, std::size_t at) {
  if (at >= text.size() || !is_name_letter(text[at])) return true;
  return text[at] == '.' && (at + 1 >= text.size() || !is_name_letter(text[at + 1]));
}

/// What the programs wrote and were called with stays as it was.
void replace_names(json& value, const std::string& from, const std::string& to) {
  if (value.is_string()) {
    value = with_name_replaced(value.get<std::string>(), from, to);
  } else if (value.is_array()) {
    for (json& item : value) replace_names(item, from, to);
  } else if (value.is_object()) {
    for (auto& [key, item] : value.items())
      if (key != "output" && key != "argv" && key != "submission" && key != "protections" && key != "environment") replace_names(item, from, to);
  }
}

}  // namespace

std::string with_name_replaced(const std::string& text, const std::string& from, const std::string& to) {
  if (from.empty()) return text;
  std::string replaced;
  std::size_t copied = 0;
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + 1)) {
    if (at < copied || (at > 0 && is_name_letter(text[at - 1])) || !ends_name(text, at + from.size())) continue;
    replaced.append(text, copied, at - copied).append(to);
    copied = at + from.size();
  }
  return replaced.append(text, copied, text.npos);
}

Verdict copied_verdict(const Verdict& verdict, const fs::path& path) {
  const std::string from = fs::path(verdict.submission_path).filename(), to = path.filename();
  std::error_code failed;
  Verdict copy = verdict;
  if (from != to && fs::is_regular_file(path, failed)) {
    json document = to_json(verdict);
    replace_names(document, from, to);
    try {
      copy = verdict_from_json(document);
    } catch (const std::invalid_argument&) {  // a file called like a word of the schema: the original's names then
      copy = verdict;
    }
  }
  copy.submission_path = path;
  return copy;
}

}  // namespace grader
