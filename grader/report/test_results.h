// test_results.h — a verdict as a list of tests, the form that most course systems know. Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/report.h"

namespace grader {

/// One scenario with all of its repetitions; or, where nothing was played, the compilation or the grader's fault.
/// Every text is clean: see clean_text.h.
struct TestResult {
  enum class Status { kPassed, kFailed, kError };  ///< kError: the grader's own fault, never the student's
  Status status = Status::kPassed;
  std::string name;     ///< of the scenario; unique in the verdict
  std::string title;    ///< in the reader's language; the name where there is none
  bool hidden = false;
  Code code = Code::kOK;
  double points = 0, max = 0;
  int runs = 1, bad = 0;  ///< repetitions, and how many of them were not OK
  double wall_ms = 0, cpu_ms = 0;
  std::uint64_t memory_peak_bytes = 0;
  std::string rule;     ///< of the first error: "deadlock"; empty when there is none
  std::string message;  ///< one sentence; empty when it passed
  std::string hint;
  std::string text;     ///< the explanation, several lines, each with its end; warnings, too
  SourceLocation at;    ///< the first place that is known
  std::string output;   ///< what the program wrote in the first run that was not OK; shortened
  bool passed() const { return status == Status::kPassed; }
  /// The explanation, or what is known without one: "DL: deadlock\n".
  std::string story() const;
};

std::vector<TestResult> test_results(const Verdict& verdict, const TextStyle& style);

/// The findings of errors first, then warnings, that these runs have in common: each once.
std::vector<const Finding*> findings_of(const Verdict& verdict, const std::vector<const RunReport*>& runs);
/// "DL: Deadlock: main waits for …": one line, clean.
std::string sentence_of(const Finding& finding, const TextStyle& style);
/// Where the finding happened: the first process whose place is known, or the place where the object was made.
SourceLocation place_of(const Finding& finding);
/// The diagnostic's text, one line, clean.
std::string sentence_of(const Diagnostic& diagnostic);
bool is_error(const Diagnostic& diagnostic);

/// `file` of the submission as a path from where the grader was called: what CI systems want.
std::string path_of(const Verdict& verdict, const std::string& file);

}  // namespace grader
