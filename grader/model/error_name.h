// error_name.h — errno values by name.
#pragma once

#include <string>

namespace grader {

/// "EAGAIN"; "error 4711" for a value without a name.
std::string error_name(int error);
/// The errno value of "EAGAIN"; 0 for a name that is none.
int error_number(const std::string& name);

}  // namespace grader
