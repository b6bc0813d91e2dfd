// sarif_report.cc — SARIF 2.1.0, for GitHub code scanning and editors: findings and compiler errors at their lines.
// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "grader/model/sha256.h"
#include "grader/report/clean_text.h"
#include "grader/report/course_reports.h"
#include "grader/report/test_results.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostResults = 5000;  // GitHub reads so many of a run

/// RFC 3986: everything that is no path character is percent-encoded.
std::string uri_of(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  const std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != plain.npos) out += c;
    else out += std::string("%") + kHex[byte >> 4] + kHex[byte & 15];
  }
  return out;
}

Json location(const Verdict& verdict, const SourceLocation& at, int column) {
  Json physical;
  physical["artifactLocation"] = {{"uri", uri_of(path_of(verdict, at.file))}};
  physical["region"]["startLine"] = std::max(at.line, 1);
  if (column > 0) physical["region"]["startColumn"] = column;
  Json place{{"physicalLocation", physical}};
  if (!at.function.empty()) place["logicalLocations"] = Json::array({{{"name", clean_line(at.function, 500)}, {"kind", "function"}}});
  return place;
}

/// Stays the same when lines move: what is found in which function of which file.
std::string fingerprint(const std::string& rule, const SourceLocation& at, const std::string& more) {
  Sha256 hash;
  for (const std::string& field : {rule, at.file, at.function, more}) hash.update_field(field);
  return hash.hex().substr(0, 32);
}

Json result_of(const Verdict& v, const Finding& f, const TextStyle& style) {
  const std::string rule(to_string(f.rule));
  std::string text = sentence_of(f, style);
  if (!f.hint.empty()) text += "\n" + tr(style.language, "Fix:") + " " + clean_line(sentence_in(style.language, beginning(f.hint, 2000)));
  Json result{{"ruleId", rule}, {"level", f.severity == Severity::kError ? "error" : "warning"}, {"message", {{"text", text}}}};
  const SourceLocation at = place_of(f);
  if (!at.file.empty()) result["locations"] = Json::array({location(v, at, 0)});
  auto related = Json::array();
  for (const FindingProcess& p : f.processes) {
    if (p.at.file.empty() || p.at.line <= 0 || p.at == at || related.size() == 20) continue;
    Json place = location(v, p.at, 0);
    place["id"] = related.size() + 1;
    place["message"]["text"] = clean_line(p.name + (p.waits_for ? ": " + p.waits_for->call : ""), 500);
    related.push_back(place);
  }
  if (!related.empty()) result["relatedLocations"] = related;
  result["partialFingerprints"]["finding/v1"] = fingerprint(rule, at, f.cause + submission_name(v));
  return result;
}

Json result_of(const Verdict& v, const Diagnostic& d) {
  Json result{{"ruleId", "compile-error"}, {"level", "error"}, {"message", {{"text", clean_line(d.message)}}}};
  const SourceLocation at{d.file, d.line, ""};
  if (!d.file.empty()) result["locations"] = Json::array({location(v, at, d.column)});
  result["partialFingerprints"]["finding/v1"] = fingerprint("compile-error", at, d.message);
  return result;
}

/// Only those rules that occur, in the order of their names: results are found in it by ruleIndex.
Json rules_of(Json& results, const TextStyle& style) {
  std::map<std::string, std::size_t> names;
  for (const Json& result : results) names[result["ruleId"]] = 0;
  auto rules = Json::array();
  for (auto& [name, index] : names) {
    index = rules.size();
    const auto rule = rule_from(name);
    const Code code = rule ? code_of(*rule) : Code::kCE;
    rules.push_back({{"id", name}, {"shortDescription", {{"text", meaning(code, style.language)}}},
                     {"help", {{"text", rule ? "docs/rules/" + name + ".md" : tr(style.language, "The compiler refused it.")}}},
                     {"properties", {{"tags", Json::array({"correctness"})}}}});
  }
  for (Json& result : results) result["ruleIndex"] = names[result["ruleId"]];
  return rules;
}

/// What failed in the grader is no result.
Json invocation(const Verdicts& verdicts, const TextStyle& style) {
  auto faults = Json::array();
  for (const Verdict& v : verdicts)
    if (v.verdict == Code::kIE)
      faults.push_back({{"level", "error"}, {"message", {{"text", clean_line(submission_name(v), 100) + ": " + tr(style.language, "The grader itself failed") + ": " + clean_line(v.error)}}}});
  Json run{{"executionSuccessful", faults.empty()}};
  if (!faults.empty()) run["toolExecutionNotifications"] = faults;
  return run;
}

}  // namespace

std::string sarif_report(const Verdicts& verdicts, const TextStyle& style) {
  auto results = Json::array();
  for (const Verdict& v : verdicts) {
    for (const Diagnostic& d : v.compile.diagnostics)
      if (is_error(d) && results.size() < kMostResults) results.push_back(result_of(v, d));
    for (const Finding& f : v.findings)
      if (results.size() < kMostResults) results.push_back(result_of(v, f, style));
  }
  Json driver{{"name", "grader"}};
  if (!verdicts.empty() && !verdicts.front().grader_version.empty()) driver["version"] = clean_line(verdicts.front().grader_version, 100);
  driver["rules"] = rules_of(results, style);
  Json run{{"tool", {{"driver", driver}}}, {"invocations", Json::array({invocation(verdicts, style)})}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  Json document{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
