// report_formats.cc — the forms in which verdicts can be written: the registry's, and text.
#include "grader/cli/report_formats.h"

#include "grader/cli/messages.h"
#include "grader/report/formats.h"

namespace grader {
namespace {

constexpr int kReportWidth = 96;  // of explanations in reports that no terminal shows

}  // namespace

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{"text"};
    for (const Format& format : formats()) all.emplace_back(format.name);
    return all;
  }();
  return names;
}

std::string report_formats_listed() {
  std::string text;
  for (const std::string& name : report_formats())
    text += (text.empty() ? "" : &name == &report_formats().back() ? " or " : ", ") + name;
  return text;
}

std::string plain_report(const std::string& name, const std::vector<Verdict>& verdicts, bool is_class, TextStyle style) {
  const Format* format = find_format(name);
  if (format == nullptr) return "";
  style.color = false;
  style.width = kReportWidth;
  style.rule_pages = false;
  return written_as(*format, verdicts, style, is_class);
}

bool formats_fit(const std::vector<std::string>& names, bool is_class) {
  for (const std::string& name : names) {
    const Format* format = find_format(name);
    if (!is_class || format == nullptr || format->of == Format::Of::kMany) continue;
    complain("format " + name, "describes one submission, and there are several",
             "grade them one by one, or make it from their JSON: grader report VERDICTS.json --student STUDENT --format " + name);
    return false;
  }
  return true;
}

std::string format_in_words(const std::string& name) {
  const Format* format = find_format(name);
  return format == nullptr ? name : std::string(format->words);
}

}  // namespace grader
