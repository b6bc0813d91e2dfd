// journal_text.h — the lines of a journal as text. Pure.
#pragma once

#include <optional>
#include <string>

#include "grader/batch/journal.h"

namespace grader {

std::string journal_head(const std::string& settings);
std::string journal_line(const JournalRecord& record);
std::optional<JournalRecord> record_from(const std::string& line);

/// Why a journal with this first line cannot be gone on with under `settings`: a fact and a remedy; empty: it can.
std::string objection_to(const std::string& head, const std::string& settings);

}  // namespace grader
