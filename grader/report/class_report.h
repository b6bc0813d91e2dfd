// class_report.h — a class as a table for people and spreadsheets, and how two gradings of it differ. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "grader/report/report.h"

namespace grader {

/// Of a student's name where it stands in a line of others: a name may have thousands.
inline constexpr int kNameColumns = 32;

/// One student of a class: what tables show. Small, so that a class's verdicts need not be held in memory.
struct ClassStudent {
  std::string student, submission, same_as, because;
  Code verdict = Code::kOK;
  double points = 0, max = 0;
  std::vector<RepeatTally> repeats;
  std::vector<std::pair<std::string, double>> scenarios;  ///< points of each, in the order of the runs
};
ClassStudent class_student(const Verdict& verdict, Language language = Language::kEnglish);

/// A line of names, then one for each student: verdict, points, why, points of each scenario (RFC 4180).
std::string class_csv(const std::vector<ClassStudent>& students);
/// The same as a table of Markdown, with the numbers of each verdict below it.
std::string class_markdown(const std::vector<ClassStudent>& students, Language language = Language::kEnglish);

/// One verdict as it stands in the array of json_report(): for arrays too large for the memory.
std::string json_report_item(const Verdict& verdict);

/// Whether repetitions of a grading came to different verdicts.
bool is_flaky(const std::vector<RepeatTally>& repeats);
/// "OK ×4, DL ×1 (crowd)": what the repetitions of a verdict were; empty when they were all alike.
std::string flaky_text(const std::vector<RepeatTally>& repeats);
/// The same as a paragraph for people: what came how often, and what that says of the program.
std::string flaky_sentence(const std::vector<RepeatTally>& repeats, Language language);
/// What a class's table does not show: who is identical to whom, whose verdicts are flaky. Lines, or nothing.
std::string class_notes(const std::vector<ClassStudent>& students, Language language);

/// One student whose verdict is another than before.
struct ClassChange {
  std::optional<ClassStudent> before, after;  ///< one of them absent: not in that result set
  bool resubmitted = false;                   ///< another submission than before
};
struct ClassDiff {
  std::vector<ClassChange> changes;  ///< by student
  std::size_t same = 0;
  std::string grader_before, grader_after;  ///< versions; empty where there is no verdict
};
/// Pairs students by name. Another code or other points are a change. The reasons are told in `language`.
ClassDiff compare_classes(const std::vector<Verdict>& before, const std::vector<Verdict>& after, Language language = Language::kEnglish);
/// The tasks that the verdicts are on; "" stands for a run without a task.
std::set<std::string> tasks_of(const std::vector<Verdict>& verdicts);
/// "another submission", "gone", …: what became of the submission.
std::string whose_text(const ClassChange& change, Language language);

std::string diff_text(const ClassDiff& diff, const TextStyle& style);
std::string diff_markdown(const ClassDiff& diff, Language language = Language::kEnglish);
std::string diff_json(const ClassDiff& diff);

}  // namespace grader
