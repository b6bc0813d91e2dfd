// signal_name.h — signals by name: "TERM" and back.
#pragma once

#include <string>

namespace grader {

/// "SIGTERM", "SIGRTMIN+2"; "signal 99" where there is no name.
std::string signal_name(int signo);
/// From "TERM", "SIGTERM" or "RTMIN+2"; 0 when there is no such signal.
int signal_number(const std::string& name);

}  // namespace grader
