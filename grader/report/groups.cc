// groups.cc — processes that wait alike, told once.
#include "grader/report/groups.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace grader {
namespace {

bool alike(const FindingProcess& a, const FindingProcess& b) {
  if (a.waits_for.has_value() != b.waits_for.has_value() || !a.at.known() || a.at != b.at) return false;
  if (!a.waits_for) return true;
  const WaitsFor &x = *a.waits_for, &y = *b.waits_for;
  // Names of objects may be those of different objects; who waits for a holder has a story of its own.
  const bool has_holder = x.kind == "mutex" || x.kind == "pipe" || x.kind == "fifo" || x.kind == "socket" || x.kind == "file lock" || x.kind == "thread";
  if (has_holder && x.explanation != y.explanation) return false;
  return x.kind == y.kind && x.object == y.object && x.value == y.value && x.call == y.call;
}

/// "child 12 of main": before, number, behind.
struct Numbered {
  std::string before, behind;
  int number = 0;
};

std::optional<Numbered> numbered(const std::string& name) {
  const std::size_t begin = name.find_first_of("0123456789");
  if (begin == std::string::npos) return {};
  const std::size_t end = std::min(name.find_first_not_of("0123456789", begin), name.size());
  Numbered n{name.substr(0, begin), name.substr(end), 0};
  if (std::from_chars(name.data() + begin, name.data() + end, n.number).ec != std::errc()) return {};
  return n;
}

std::string listed(const std::vector<int>& numbers) {
  const bool run = numbers.back() - numbers.front() == static_cast<int>(numbers.size()) - 1;
  if (run && numbers.size() > 2) return std::to_string(numbers.front()) + "…" + std::to_string(numbers.back());
  std::string text;
  constexpr std::size_t kMost = 6;
  for (std::size_t i = 0; i < std::min(numbers.size(), kMost); ++i)
    text += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + std::to_string(numbers[i]);
  return numbers.size() > kMost ? text + " and " + std::to_string(numbers.size() - kMost) + " more" : text;
}

std::string plural(const std::string& before) {
  if (before == "child ") return "children ";
  if (before == "thread ") return "threads ";
  return before;
}

}  // namespace

std::vector<std::vector<const FindingProcess*>> groups_of(const std::vector<FindingProcess>& processes) {
  std::vector<std::vector<const FindingProcess*>> groups;
  for (const FindingProcess& process : processes) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return alike(*g.front(), process); });
    if (group == groups.end()) groups.push_back({&process});
    else group->push_back(&process);
  }
  return groups;
}

std::string names_together(const std::vector<const FindingProcess*>& group) {
  if (group.size() == 1) return group.front()->name;
  const auto first = numbered(group.front()->name);
  std::vector<int> numbers;
  for (const FindingProcess* process : group) {
    const auto n = numbered(process->name);
    if (first && n && n->before == first->before && n->behind == first->behind) numbers.push_back(n->number);
  }
  if (numbers.size() == group.size()) {
    std::sort(numbers.begin(), numbers.end());
    return plural(first->before) + listed(numbers) + first->behind;
  }
  if (group.size() == 2) return group[0]->name + " and " + group[1]->name;
  return group[0]->name + " and " + std::to_string(group.size() - 1) + " more";
}

}  // namespace grader
