// rules_folder.h — where the pages are that describe the rules.
#pragma once

#include <string>

namespace grader {

/// "docs/rules" where that leads to them; else the installed folder or the source tree's. "docs/rules" where there is
/// none: the page's name is known at least.
std::string rules_folder();

}  // namespace grader
