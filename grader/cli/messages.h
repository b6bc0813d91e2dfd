// messages.h — what the command says on standard error, its results on standard output, its exit statuses.
#pragma once

#include <string>

namespace grader {

enum ExitCode {
  kExitOk = 0,
  kExitFound = 1,         ///< not accepted, something found
  kExitGrader = 2,        ///< the grader itself failed
  kExitUsage = 64,
  kExitInterrupted = 130,
};

/// "grader: SUBJECT: fact: remedy" on standard error. Untrusted bytes are escaped.
void complain(const std::string& subject, const std::string& fact, const std::string& remedy = "");
/// A line of progress on standard error, as it is.
void say(const std::string& line);
/// Results. False when they could not be written: said on standard error, unless the reader just left.
bool print(const std::string& text);
/// `exit_code`, or kExitGrader when a print() failed.
int with_output(int exit_code);
/// `text` escaped for a terminal and cut to `columns` with "…".
std::string shortened(const std::string& text, std::size_t columns);

}  // namespace grader
