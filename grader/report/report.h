// report.h — verdicts as text for people and JSON for machines. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/model/verdict.h"
#include "grader/report/language.h"

namespace grader {

struct TextStyle {
  bool color = false;
  int width = 80;
  /// Returns line `line` of a student's source file, to be shown with its number; absent: not shown.
  std::vector<std::pair<std::string, std::vector<std::string>>> sources;  ///< file name → its lines
  bool processes = false;  ///< also the table of processes
  Language language = Language::kEnglish;
  bool rule_pages = true;  ///< name the rules' pages, which not every reader has
  std::string rules_folder = "docs/rules";  ///< where these pages are
};

/// "deadlock", "time limit", …: the code in a word or two, in the reader's language.
std::string meaning(Code, Language);
/// A sentence of a finding in the reader's language, where its form is known; else as it is.
std::string sentence_in(Language, const std::string& sentence);

/// The full explanation of one verdict (screens.md).
std::string text_report(const Verdict&, const TextStyle&);
/// One verdict, or an array of many: pretty JSON, newline at the end.
std::string json_report(const Verdict&);
std::string json_report(const std::vector<Verdict>&);

/// The wait graph of every deadlock in Graphviz's language, in one digraph.
std::string dot_report(const Verdict&);
std::string dot_report(const std::vector<Verdict>&);
/// What each process did when, as Trace Event JSON for Perfetto's viewer. A verdict without a timeline shows only
/// when its processes began and ended.
std::string trace_report(const Verdict&);
std::string trace_report(const std::vector<Verdict>&);

/// What a verdict's submission is called: the student, else the last part of its path.
std::string submission_name(const Verdict&);

/// One row of the class table, and the table's head, foot.
struct ClassRow { std::string student; Code verdict = Code::kOK; double points = 0, max = 0; std::string because; };
ClassRow class_row(const std::string& student, const Verdict&, Language = Language::kEnglish);
std::string table_row(const ClassRow&, int student_width, const TextStyle&);
std::string class_table(const std::vector<ClassRow>&, const TextStyle&);
/// "120 graded: 81 OK · 9 DL · …      2 min 10 s"; without `seconds` the time is not known.
std::string class_summary(const std::vector<ClassRow>&, std::optional<double> seconds, const TextStyle&);
/// Escapes control characters, ANSI sequences and invalid UTF-8 of untrusted bytes for a terminal.
std::string printable(const std::string& bytes);

}  // namespace grader
