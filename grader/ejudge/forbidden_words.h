// forbidden_words.h — calls of forbidden functions that a source shows at a glance. Pure.
#pragma once

#include <string>
#include <vector>

namespace grader::ejudge {

struct ForbiddenWord {
  int line = 0;
  std::string name;
};

/// Every `name(` outside comments and literals, for these names. An early word to the student, no proof: while the
/// program runs, the kernel's filter decides.
std::vector<ForbiddenWord> forbidden_words(const std::string& source, const std::vector<std::string>& names);

}  // namespace grader::ejudge
