// fingerprint.h — tells identical submissions, and those that changed since they were graded.
#pragma once

#include <string>
#include <string_view>

#include "grader/cli/opened_submission.h"

namespace grader {

/// Of a submission's contents.
struct Fingerprint {
  std::string hex;
  bool shareable = false;  ///< another submission with the same one gets the same verdict
};

/// What does not change a C program's meaning, nor a line's number, goes: a byte-order mark, carriage returns and
/// spaces at the ends of lines, empty lines at the end. Where there may be a raw string, only the last. Pure.
std::string trimmed_source(std::string_view text);

/// Of all files' names and trimmed contents; a lone file counts whatever it is called. A submission that cannot be
/// graded has one that changes with the reason, and is never the same as another's.
Fingerprint fingerprint_of(const OpenedSubmission& opened);

/// As a worker sends it, and back. Nonsense is an empty fingerprint.
std::string to_text(const Fingerprint& fingerprint);
Fingerprint fingerprint_from(const std::string& text);

}  // namespace grader
