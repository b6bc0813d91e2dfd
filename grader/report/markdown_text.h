// markdown_text.h — untrusted text in Markdown. Pure.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// One line that nothing of Markdown, HTML or mentions acts in: for tables and headings, too.
std::string markdown_text(std::string_view untrusted);
/// Clean lines in a fence that they cannot close.
std::string markdown_block(std::string_view clean);

}  // namespace grader
