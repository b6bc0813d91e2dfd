// report_formats.cc — the forms in which verdicts can be written.
#include "grader/cli/report_formats.h"

#include "grader/report/report.h"

namespace grader {

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> formats{"text", "json", "dot", "trace"};
  return formats;
}

std::string plain_report(const std::string& format, const std::vector<Verdict>& verdicts, bool is_class) {
  if (format == "dot") return dot_report(verdicts);
  if (format == "trace") return trace_report(verdicts);
  if (is_class) return json_report(verdicts);
  return verdicts.empty() ? "" : json_report(verdicts.front());
}

std::string format_in_words(const std::string& format) {
  if (format == "json") return "JSON";
  if (format == "dot") return "wait graph";
  return format;
}

}  // namespace grader
