// markdown_text.h — a statement laid out for a terminal: headings, wrapped paragraphs, lists, code, tables. Pure.
#pragma once

#include <string>

namespace grader {

/// The part of Markdown that statements are written in (CommonMark's blocks and GitHub's tables); what is none of it
/// comes out as text. Code is never wrapped. Control characters are escaped elsewhere: statements are the task's own.
std::string markdown_to_text(const std::string& markdown, int width, bool color);

}  // namespace grader
