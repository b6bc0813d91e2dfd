// utf8.cc — bytes that claim to be text.
#include "grader/model/utf8.h"

namespace grader {

std::size_t utf8_length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF ? 2 : (first & 0xF0) == 0xE0 ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
  if (length == 0 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xC0) != 0x80) return 0;
  const unsigned char second = at(1);
  if (first == 0xE0 && second < 0xA0) return 0;  // overlong
  if (first == 0xED && second > 0x9F) return 0;  // surrogates
  if (first == 0xF0 && second < 0x90) return 0;  // overlong
  if (first == 0xF4 && second > 0x8F) return 0;  // beyond U+10FFFF
  return length;
}

char32_t utf8_code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence.empty() ? '\0' : sequence[0]);
  char32_t point = sequence.size() < 2 ? first : first & (0x7F >> sequence.size());
  for (std::size_t i = 1; i < sequence.size(); ++i) point = point << 6 | (static_cast<unsigned char>(sequence[i]) & 0x3F);
  return point;
}

namespace {

template <class Replace>
std::string with_replaced(std::string_view bytes, Replace replace) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) out += replace(static_cast<unsigned char>(bytes.front()));
    else out.append(bytes.substr(0, length));
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace

std::string valid_utf8(std::string_view bytes) {
  return with_replaced(bytes, [](unsigned char) { return "\xEF\xBF\xBD"; });
}

std::string escaped_utf8(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return with_replaced(bytes, [&](unsigned char byte) { return std::string("\\x") + kDigits[byte >> 4] + kDigits[byte & 15]; });
}

}  // namespace grader
