// printable.cc — untrusted bytes made harmless for a terminal.
#include <cstdio>

#include "grader/model/utf8.h"
#include "grader/report/report.h"

namespace grader {
namespace {

std::string escaped(const char* format, unsigned value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

/// Characters that act on the terminal or on the order of what stands around them; and those that are none, which XML
/// and YAML refuse.
bool is_active(char32_t c) {
  if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) return true;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string printable(const std::string& bytes) {
  std::string out;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t length = utf8_length(rest);
    if (length == 0) {
      out += escaped("\\x%02x", static_cast<unsigned char>(rest.front()));
      rest.remove_prefix(1);
      continue;
    }
    const char32_t c = utf8_code_point(rest.substr(0, length));
    if (c == U'\n') out += "\\n";
    else if (c == U'\t') out += "\\t";
    else if (c == U'\r') out += "\\r";
    else if (c < 0x80 && is_active(c)) out += escaped("\\x%02x", static_cast<unsigned>(c));
    else if (is_active(c)) out += escaped("\\u%04x", static_cast<unsigned>(c));
    else out.append(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return out;
}

}  // namespace grader
