// report_formats.h — the forms in which verdicts can be written: the registry's (report/formats.h), and text.
#pragma once

#include <string>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

/// text json dot trace …
const std::vector<std::string>& report_formats();
/// "text, json, … or vpl".
std::string report_formats_listed();

/// Verdicts in a form that is no text for the terminal (of a class: JSON is an array). `format`: not text.
std::string plain_report(const std::string& format, const std::vector<Verdict>& verdicts, bool is_class, TextStyle style = {});
/// False, and said, when one of these forms describes one submission and there is a class.
bool formats_fit(const std::vector<std::string>& formats, bool is_class);
/// "JSON", "wait graph", …: for people, before the name of the file.
std::string format_in_words(const std::string& format);

}  // namespace grader
