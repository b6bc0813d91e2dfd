// class_notes.cc — what is to be said of a class beside its table: identical submissions, verdicts that change.
#include "grader/report/class_report.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr std::size_t kMostNotes = 20;

std::string named(const std::string& student) { return cut(printable(student), kNameColumns); }

std::string listed(const std::vector<std::string>& items, Language language) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < kMostNotes; ++i) text += (i == 0 ? " " : ", ") + items[i];
  return items.size() > kMostNotes ? text + " " + say_in(language, "and {0} more", items.size() - kMostNotes) : text;
}

}  // namespace

bool is_flaky(const std::vector<RepeatTally>& repeats) { return repeats.size() > 1; }

std::string flaky_text(const std::vector<RepeatTally>& repeats) {
  if (!is_flaky(repeats)) return "";
  std::string text;
  for (const RepeatTally& tally : repeats) {
    std::string scenarios;
    for (const std::string& name : tally.scenarios) scenarios += (scenarios.empty() ? "" : ", ") + name;
    text += (text.empty() ? "" : ", ") + std::string(to_string(tally.verdict)) + " ×" + std::to_string(tally.count) +
            (scenarios.empty() ? "" : " (" + scenarios + ")");
  }
  return text;
}

std::string flaky_sentence(const std::vector<RepeatTally>& repeats, Language language) {
  if (!is_flaky(repeats)) return "";
  return say_in(language, "Flaky: {0}. The worst counts. Each time it was given the same; what differs is the program's own.",
                printable(flaky_text(repeats)));
}

std::string class_notes(const std::vector<ClassStudent>& students, Language language) {
  std::vector<std::string> identical;
  std::string flaky;
  for (const ClassStudent& s : students) {
    if (!s.same_as.empty()) identical.push_back(named(s.student) + " = " + named(s.same_as));
    if (is_flaky(s.repeats)) flaky += " " + say_in(language, "flaky: {0}", named(s.student) + ": " + printable(flaky_text(s.repeats))) + "\n";
  }
  if (identical.empty()) return flaky;
  return " " + say_in(language, "{0} identical to another's, graded once:", identical.size()) + listed(identical, language) + "\n" + flaky;
}

}  // namespace grader
