// schemas.cc — checks documents against the published schemas and puts what is wrong into words.
#include "grader/model/schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "grader/model/json_locator.h"
#include "grader/model/verdict.h"

namespace grader {
namespace {

using nlohmann::json;

struct Compiled {
  json text;
  valijson::Schema schema;
  explicit Compiled(const char* source) : text(json::parse(source)) {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  }
};

const Compiled& compiled(const std::string& name) {
  static const Compiled task(kTaskSchema);
  static const Compiled verdict(kVerdictSchema);
  return name == "task" ? task : verdict;
}

/// {"<root>", "[scenarios]", "[0]"} → "/scenarios/0".
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (const std::string& part : context)
    if (part.size() >= 2 && part.front() == '[' && part.back() == ']')
      pointer += "/" + pointer_token(part.substr(1, part.size() - 2));
  return pointer;
}

const json& resolved(const json& root, const json& schema) {
  const json* at = &schema;
  for (int hops = 0; hops < 8 && at->is_object() && at->contains("$ref"); ++hops)
    at = &root.at(json::json_pointer((*at)["$ref"].get<std::string>().substr(1)));
  return *at;
}

/// The subschema for one step down, or null.
json step_down(const json& schema, const std::string& token) {
  if (!schema.is_object()) return {};
  if (schema.contains("properties") && schema["properties"].contains(token)) return schema["properties"][token];
  if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
    return schema["additionalProperties"];
  if (schema.contains("items")) return schema["items"];
  return {};
}

json subschema(const json& root, const std::string& pointer) {
  json at = resolved(root, root);
  for (std::size_t i = 0; i < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', i + 1), pointer.size());
    at = step_down(at, pointer.substr(i + 1, end - i - 1));
    at = json(resolved(root, at));
    i = end;
  }
  return at;
}

std::string joined(const json& items, const std::string& last) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " " + last + " " : ", ";
    out += items[i].is_string() ? items[i].get<std::string>() : items[i].dump();
  }
  return out;
}

std::string key_names(const json& schema) {
  json keys = json::array();
  if (schema.contains("properties"))
    for (const auto& [key, ignored] : schema["properties"].items()) keys.push_back(key);
  return joined(keys, "and");
}

std::string type_in_words(const std::string& type) {
  if (type == "object" || type == "array" || type == "integer") return "an " + type;
  if (type == "boolean") return "true or false";
  return "a " + type;
}

std::string bounds(const json& schema, const char* low, const char* high, const std::string& unit) {
  const bool has_low = schema.contains(low), has_high = schema.contains(high);
  if (has_low && has_high && schema[low] == schema[high]) return " with exactly " + schema[low].dump() + unit;
  if (has_low && has_high) return " from " + schema[low].dump() + " to " + schema[high].dump() + unit;
  if (has_low) return (unit.empty() ? " ≥ " : " of at least ") + schema[low].dump() + unit;
  if (has_high) return (unit.empty() ? " ≤ " : " of at most ") + schema[high].dump() + unit;
  return "";
}

std::string in_words(const json& schema) {
  if (!schema.is_object()) return "";
  if (schema.contains("const")) return schema["const"].dump();
  if (schema.contains("enum")) return "one of " + joined(schema["enum"], "or");
  if (!schema.contains("type")) return "";
  std::string words;
  for (const json& type : schema["type"].is_array() ? schema["type"] : json::array({schema["type"]}))
    words += (words.empty() ? "" : " or ") + type_in_words(type.get<std::string>());
  words += bounds(schema, "minimum", "maximum", "");
  words += bounds(schema, "minLength", "maxLength", " bytes");
  words += bounds(schema, "minItems", "maxItems", " items");
  words += bounds(schema, "minProperties", "maxProperties", " keys");
  if (schema.contains("pattern")) words += " that matches " + schema["pattern"].get<std::string>();
  if (schema.contains("properties") && schema.contains("maxProperties")) words += " out of " + key_names(schema);
  return words;
}

/// The part of a library's message between its last two quotes.
std::string quoted(const std::string& description) {
  const std::size_t end = description.rfind('\''), start = description.find('\'', description.find("property"));
  const std::size_t last = description.find("constraints: '");
  const std::size_t from = last == std::string::npos ? start : last + 13;
  if (end == std::string::npos || from == std::string::npos || from >= end) return "";
  return description.substr(from + 1, end - from - 1);
}

SchemaProblem problem_of(const json& schema, const valijson::ValidationResults::Error& error) {
  std::string pointer = pointer_of(error.context);
  if (error.description.rfind("Object contains a property", 0) == 0) {
    const std::string key = quoted(error.description);
    const std::string known = key_names(subschema(schema, pointer));
    return {pointer + "/" + pointer_token(key), "no such key is known here; known: " + known};
  }
  if (error.description.rfind("Missing required property", 0) == 0)
    return {pointer, "the key \"" + quoted(error.description) + "\" was expected"};
  const std::string words = expected_at(schema, pointer);
  return {pointer, words.empty() ? error.description : words + " was expected"};
}

}  // namespace

std::string expected_at(const json& schema, const std::string& pointer) {
  return in_words(subschema(schema, pointer));
}

std::vector<SchemaProblem> check_schema(const std::string& name, const json& document) {
  std::vector<SchemaProblem> problems;
  try {
    const Compiled& schema = compiled(name);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema.schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return problems;
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& error : results) {
      // What encloses a broken value is broken, too: only the innermost places say something.
      if (error.description.rfind("Failed to validate", 0) == 0) continue;
      SchemaProblem problem = problem_of(schema.text, error);
      if (seen.emplace(problem.pointer, problem.expected).second) problems.push_back(std::move(problem));
    }
    if (problems.empty()) problems.push_back({"", "a document of schema " + name + " was expected"});
  } catch (const std::exception& e) {  // the validator's, for a document that it cannot even walk
    problems.push_back({"", e.what()});
  }
  return problems;
}

std::string schema_text(const std::string& name) {
  if (name == "task") return kTaskSchema;
  if (name == "verdict") return kVerdictSchema;
  return "";
}

}  // namespace grader
