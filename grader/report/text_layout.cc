// text_layout.cc — widths, wrapping and colours of terminal text.
#include "grader/report/text_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "grader/model/utf8.h"

namespace grader {
namespace {

int width_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

/// The bytes of the longest beginning of `text` that takes at most `width` columns.
std::size_t bytes_within(std::string_view text, int width) {
  std::size_t bytes = 0;
  for (int used = 0; bytes < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(text.substr(bytes)));
    used += width_of(utf8_code_point(text.substr(bytes, length)));
    if (used > width) break;
    bytes += length;
  }
  return bytes;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(text));
    width += width_of(utf8_code_point(text.substr(0, length)));
    text.remove_prefix(length);
  }
  return width;
}

std::string cut(const std::string& text, int width) {
  if (display_width(text) <= width) return text;
  return text.substr(0, bytes_within(text, std::max(0, width - 1))) + "…";
}

std::string fit(const std::string& text, int width) {
  std::string out = cut(text, width);
  out.append(static_cast<std::size_t>(std::max(0, width - display_width(out))), ' ');
  return out;
}

std::string wrapped(const std::string& text, int indent, int width) {
  return wrapped_after(std::string(static_cast<std::size_t>(indent), ' '), text, indent, width);
}

std::string wrapped_after(const std::string& head, const std::string& text, int indent, int width) {
  const int room = std::max(20, width - indent);
  std::string out, line;
  const auto flush = [&] {
    out += (out.empty() ? head : std::string(static_cast<std::size_t>(indent), ' ')) + line + "\n";
    line.clear();
  };
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word = text.substr(at, end - at);
    at = end;
    if (!line.empty() && display_width(line) + 1 + display_width(word) > room) flush();
    while (line.empty() && display_width(word) > room) {  // a word longer than a line: a path, say
      line = word.substr(0, bytes_within(word, room));
      word.erase(0, line.size());
      flush();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty() || out.empty()) flush();
  return out;
}

std::string colored(const std::string& text, Color color, bool enabled) {
  if (!enabled) return text;
  const char* code = "";
  switch (color) {
    case Color::kBold: code = "1"; break;
    case Color::kDim: code = "2"; break;
    case Color::kRed: code = "1;31"; break;
    case Color::kYellow: code = "1;33"; break;
    case Color::kGreen: code = "1;32"; break;
  }
  return "\x1b[" + std::string(code) + "m" + text + "\x1b[0m";
}

std::string points_text(double points) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.2f", points);
  std::string text = buffer;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string duration_text(double ms) {
  char buffer[64];
  if (ms < 1000) std::snprintf(buffer, sizeof buffer, "%.0f ms", ms);
  else if (ms < 60000) std::snprintf(buffer, sizeof buffer, "%.1f s", ms / 1000);
  else std::snprintf(buffer, sizeof buffer, "%.0f min %.0f s", std::floor(ms / 60000), std::floor(std::fmod(ms, 60000) / 1000));
  return buffer;
}

std::string counted_noun(std::size_t n, const std::string& singular, const std::string& plural) {
  return std::to_string(n) + " " + (n == 1 ? singular : plural);
}

}  // namespace grader
