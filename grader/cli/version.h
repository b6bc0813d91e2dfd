// version.h — which grader this is, and what it was built of.
#pragma once

#include <string>

namespace grader {

/// "grader 0.1.0 (commit)" and a line a library. Without "(commit)" when built from no git checkout.
std::string version_text();

}  // namespace grader
