// text_layout.h — widths, wrapping and colours of terminal text.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// Columns that valid UTF-8 takes on a terminal: wide characters 2, combining ones 0 (roughly).
int display_width(std::string_view text);
/// Padded with spaces, or cut with "…", to exactly `width` columns.
std::string fit(const std::string& text, int width);
/// Cut with "…" when wider.
std::string cut(const std::string& text, int width);
/// Words wrapped at `width`; every line begins with `indent` spaces and ends with a newline. Very long words and
/// texts are cut, with a count.
std::string wrapped(const std::string& text, int indent, int width);
/// The same; the first line begins with `head` instead of its indent.
std::string wrapped_after(const std::string& head, const std::string& text, int indent, int width);

enum class Color { kBold, kDim, kRed, kYellow, kGreen };
/// `text` in a colour, or as it is.
std::string colored(const std::string& text, Color color, bool enabled);

/// "4", "2.5", "0.33".
std::string points_text(double points);
/// "12 ms", "3.4 s", "2 min 10 s".
std::string duration_text(double ms);
/// "1 process", "3 processes".
std::string counted_noun(std::size_t n, const std::string& singular, const std::string& plural);

}  // namespace grader
