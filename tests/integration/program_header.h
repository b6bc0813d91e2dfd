// program_header.h — what the first lines of a program in tests/programs say about its verdict.
//   // expect: deadlock, leak(shm:/x)      all of these; "a | b" is either; "none" is nothing
//   // at plain: timeout                  instead of `expect` where a box has no network of its own
//   // may: unwaited                       these are tolerated; any other error finding is wrong
//   // options: --timeout 2                more options of `grader run`
//   // dead: main @20 child; child of main @12 pipe    exactly these tasks wait for ever, each at that line ("-":
//                                          none of the student's code) for an object of that kind; "thread * of main":
//                                          one of them, by chance
//   // says: crashed with SIGABRT at x.c:6  the JSON of a finding has this text somewhere; more lines are more texts
//   // cause: unclosed-write-end           the fault behind the deadlock, where the finding names one
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace grader {

/// "leak(shm:/x)": rule, object kind, object name; empty parts match anything.
struct FindingPattern {
  std::string rule, kind, name;
};

struct ProgramHeader {
  std::vector<std::vector<FindingPattern>> expect;  ///< all of these, each one of several
  std::optional<std::vector<std::vector<FindingPattern>>> expect_at_plain;
  std::vector<FindingPattern> may;
  std::vector<std::string> options;
  std::vector<std::string> dead;  ///< sorted; empty: not said
  std::string cause;
  std::vector<std::string> says;
  bool complete = false;  ///< has a line `expect`
};

ProgramHeader read_program_header(const std::filesystem::path& file);

/// `text` cut at `by`; without empty parts and surrounding blanks.
std::vector<std::string> split(const std::string& text, char by);

}  // namespace grader
