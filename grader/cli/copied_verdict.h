// copied_verdict.h — the verdict on a submission that is identical to another, from the other's.
#pragma once

#include <filesystem>
#include <string>

#include "grader/model/verdict.h"

namespace grader {

/// `verdict` as it would read for the identical submission at `path`: where both are lone files, the file's name in
/// messages, places and stacks is the new one's.
Verdict copied_verdict(const Verdict& verdict, const std::filesystem::path& path);

/// Every place in `text` where the whole word `from` stands, replaced. Letters of names are not parts of a word's
/// border: "a.c" is not in "aa.c" nor in "a.cc". Pure.
std::string with_name_replaced(const std::string& text, const std::string& from, const std::string& to);

}  // namespace grader
