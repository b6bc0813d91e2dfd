// clean_text.h — untrusted bytes as text that no report's format can be broken or forged with. Pure.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// One line: control characters, invalid UTF-8 and newlines escaped; cut with "…" beyond `most_bytes`.
std::string clean_line(std::string_view bytes, std::size_t most_bytes = 2000);
/// Several lines: the same, with newlines and tabs kept. Of a longer text, the begin and the end.
std::string clean_lines(std::string_view bytes, std::size_t most_bytes = 4000);

/// The beginning of a text that has more bytes, with "…"; splits no character.
std::string beginning(std::string_view text, std::size_t most_bytes);

/// For HTML: & < > " ' become entities.
std::string html_escaped(std::string_view text);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace grader
