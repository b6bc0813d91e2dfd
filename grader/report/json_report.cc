// json_report.cc — verdicts for machines: pretty JSON, keys in the published order.
#include <nlohmann/json.hpp>

#include "grader/model/verdict_json.h"
#include "grader/report/class_report.h"
#include "grader/report/report.h"

namespace grader {
namespace {

std::string pretty(const nlohmann::ordered_json& document) {
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string json_report(const Verdict& verdict) { return pretty(verdict_document(verdict)); }

std::string json_report(const std::vector<Verdict>& verdicts) {
  auto all = nlohmann::ordered_json::array();
  for (const Verdict& verdict : verdicts) all.push_back(verdict_document(verdict));
  return pretty(all);
}

std::string json_report_item(const Verdict& verdict) {
  const std::string whole = json_report(verdict);
  std::string item = "  ";
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    item += whole[i];
    if (whole[i] == '\n') item += "  ";  // strings have no line ends: they are escaped there
  }
  return item;
}

}  // namespace grader
