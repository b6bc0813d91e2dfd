// utf8.h — bytes that claim to be text.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// Length of the valid UTF-8 sequence at the start of `bytes` (RFC 3629: shortest form, no surrogates); 0: none.
std::size_t utf8_length(std::string_view bytes);
/// The code point of a valid sequence of that length.
char32_t utf8_code_point(std::string_view sequence);
/// Every byte that is not part of valid UTF-8 becomes U+FFFD.
std::string valid_utf8(std::string_view bytes);
/// Every such byte becomes \xHH: other than with valid_utf8(), different bytes stay different.
std::string escaped_utf8(std::string_view bytes);

}  // namespace grader
