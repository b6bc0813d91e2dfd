// json_report.cc — verdicts for machines: pretty JSON, keys in the published order.
#include <nlohmann/json.hpp>

#include "grader/model/verdict_json.h"
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

}  // namespace grader
