// report_formats.h — the forms in which verdicts can be written.
#pragma once

#include <string>
#include <vector>

#include "grader/model/verdict.h"

namespace grader {

/// text json dot trace.
const std::vector<std::string>& report_formats();

/// Verdicts in a form that has no style: json (of a class: an array), dot, trace. `format`: not text.
std::string plain_report(const std::string& format, const std::vector<Verdict>& verdicts, bool is_class);
/// "JSON", "wait graph", …: for people, before the name of the file.
std::string format_in_words(const std::string& format);

}  // namespace grader
