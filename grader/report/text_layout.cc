// text_layout.cc — widths, wrapping and colours of terminal text.
#include "grader/report/text_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "grader/model/utf8.h"

namespace grader {
namespace {

struct Range { char32_t first, last; };

/// Marks that stand on the character before them, and characters that are not seen.
constexpr Range kNoWidth[] = {
    {0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x610, 0x61A}, {0x64B, 0x65F}, {0x6D6, 0x6DC}, {0x900, 0x902},
    {0x941, 0x948}, {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E}, {0x1160, 0x11FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF}};
/// East Asian characters and pictures. Source: Unicode's EastAsianWidth.txt, neighbours joined.
constexpr Range kWide[] = {
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x26AA, 0x26AB},
    {0x2705, 0x2705}, {0x270A, 0x270B}, {0x274C, 0x274C}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
    {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F18E, 0x1F19A},
    {0x1F200, 0x1F265}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool in(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](const Range& r) { return r.first <= c && c <= r.last; });
}

int width_of(char32_t c) {
  if (c < 0x300) return 1;
  return in(kNoWidth, c) ? 0 : in(kWide, c) ? 2 : 1;
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

/// Looks only at as much of `text` as fits: it may be long.
bool fits(std::string_view text, int width) { return bytes_within(text, width) == text.size(); }

/// A word of many lines (a path) tells no more than its beginning.
std::string shown_of(const std::string& word, int room) {
  constexpr int kMostRows = 3, kNoteColumns = 24;
  const int most = kMostRows * room;
  if (fits(word, most)) return word;
  const std::size_t kept = bytes_within(word, most - kNoteColumns);
  return word.substr(0, kept) + "…\u00a0(" + std::to_string(word.size() - kept) + "\u00a0more\u00a0bytes)";
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
  if (fits(text, width)) return text;
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
  constexpr int kMostRows = 60;
  const int room = std::max(20, width - indent);
  int rows = 0;
  std::string out, line;
  const auto flush = [&] {
    out += (out.empty() ? head : std::string(static_cast<std::size_t>(indent), ' ')) + line + "\n";
    line.clear();
    ++rows;
  };
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    if (rows >= kMostRows) {
      line = "… and " + std::to_string(text.size() - at) + " more bytes";
      break;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word = shown_of(text.substr(at, end - at), room);
    at = end;
    if (!line.empty() && !fits(word, room - display_width(line) - 1)) flush();
    while (line.empty() && !fits(word, room)) {  // a word longer than a line: a path, say
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
