// clean_text.cc — untrusted bytes as text that no report's format can be broken or forged with.
#include "grader/report/clean_text.h"

#include "grader/report/report.h"

namespace grader {
namespace {

/// At most `most` bytes of the front (or the back) that split no character.
std::string_view front(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

std::string_view back(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t at = text.size() - most;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return text.substr(at);
}

std::string escaped_lines(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t at = bytes.find_first_of("\n\t");
    out += printable(std::string(bytes.substr(0, at)));
    if (at == bytes.npos) break;
    out += bytes[at];
    bytes.remove_prefix(at + 1);
  }
  return out;
}

}  // namespace

std::string clean_line(std::string_view bytes, std::size_t most_bytes) {
  // Escapes make it up to four times longer: what is cut anyhow is not looked at.
  const std::string clean = printable(std::string(front(bytes, most_bytes + 1)));
  const std::string_view shown = front(clean, most_bytes);
  return std::string(shown) + (shown.size() < clean.size() || bytes.size() > most_bytes + 1 ? "…" : "");
}

std::string clean_lines(std::string_view bytes, std::size_t most_bytes) {
  if (bytes.size() <= most_bytes) return escaped_lines(bytes);
  const std::string_view begin = front(bytes, most_bytes / 2), end = back(bytes, most_bytes / 2);
  const std::size_t left_out = bytes.size() - begin.size() - end.size();
  return escaped_lines(begin) + "\n… (" + std::to_string(left_out) + " bytes) …\n" + escaped_lines(end);
}

std::string beginning(std::string_view text, std::size_t most_bytes) {
  return std::string(front(text, most_bytes)) + (text.size() > most_bytes ? "…" : "");
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (c == '\'') out += "&#39;";
    else out += c;
  }
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) { return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0u; };
    const unsigned group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (int digit = 0; digit < 4; ++digit) out += kDigits[group >> (18 - 6 * digit) & 63];
    for (std::size_t missing = bytes.size() - i; missing < 3; ++missing) out[out.size() - (3 - missing)] = '=';
  }
  return out;
}

}  // namespace grader
