// json_values.h — JSON of optionals and places, for the recorded forms of evidence and snapshots.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "grader/model/location.h"
#include "grader/model/snapshot.h"

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& j, const std::optional<T>& value) {
    if (value) j = *value;
    else j = nullptr;
  }
  static void from_json(const json& j, std::optional<T>& value) {
    if (j.is_null()) value.reset();
    else value = j.get<T>();
  }
};

}  // namespace nlohmann

namespace grader {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SourceLocation, file, line, function)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ObjectId, kind, a, b, c)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Frame, at, module, in_student_code, column)

/// Makes every string of a document valid UTF-8, so that dumping it cannot fail. Depth: that of our own types.
void make_valid_utf8(nlohmann::json& document);

}  // namespace grader
