// verdict_json.h — a verdict as a document whose keys stand in the published order.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "grader/model/verdict.h"

namespace grader {

/// What to_json gives, in the order in which people read it. All strings are valid UTF-8.
nlohmann::ordered_json verdict_document(const Verdict& verdict);

}  // namespace grader
