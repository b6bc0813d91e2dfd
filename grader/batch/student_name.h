// student_name.h — whose a submission is, from its file's or folder's name. Pure.
#pragma once

#include <string>

namespace grader {

/// The rule of docs/class.md: without the suffix of an archive or a source; of Moodle's and Canvas's names the
/// student's part. Never empty.
std::string student_name(const std::string& entry);

}  // namespace grader
