// schemas.h — the published JSON Schemas and how documents are checked against them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace grader {

extern const char* const kTaskSchema;
extern const char* const kVerdictSchema;

/// One place where a document breaks its schema.
struct SchemaProblem {
  std::string pointer;   ///< JSON pointer into the document
  std::string expected;  ///< in words: "a number ≥ 0 was expected"
};

/// Checks `document` against the schema "task" or "verdict"; empty when it is valid.
std::vector<SchemaProblem> check_schema(const std::string& schema, const nlohmann::json& document);

/// What the schema wants at `pointer`, in words: "an integer from 1 to 5". Empty where it says nothing.
std::string expected_at(const nlohmann::json& schema, const std::string& pointer);

}  // namespace grader
