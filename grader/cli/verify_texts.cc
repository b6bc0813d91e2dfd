// verify_texts.cc — what is wrong with a task's texts.
#include "grader/cli/verify_texts.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace grader {
namespace {

using namespace std::string_view_literals;

constexpr std::array kLanguages{"en"sv, "ru"sv};

/// Only a line that says that it is about a limit is taken at its word.
constexpr std::array kLimitWords{"limit"sv, "Limit"sv, "лимит"sv, "Лимит"sv, "ограничен"sv, "Ограничен"sv, "предел"sv, "Предел"sv};

struct Unit {
  std::string_view name;
  double factor;  ///< to milliseconds or bytes
  bool time;
};
/// Longer names first: "ms" begins like "m", "мс" like "м".
constexpr std::array kUnits{
    Unit{"milliseconds", 1, true}, Unit{"seconds", 1000, true}, Unit{"second", 1000, true}, Unit{"секунд", 1000, true},
    Unit{"ms", 1, true}, Unit{"мс", 1, true}, Unit{"GiB", 1024. * 1024 * 1024, false}, Unit{"MiB", 1024. * 1024, false},
    Unit{"KiB", 1024, false}, Unit{"МиБ", 1024. * 1024, false}, Unit{"КиБ", 1024, false}, Unit{"ГиБ", 1024. * 1024 * 1024, false},
    Unit{"s", 1000, true}, Unit{"с", 1000, true}};

struct Quantity {
  std::string text;
  double value = 0;
  bool time = true;
};

bool is_letter(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto c = static_cast<unsigned char>(text[at]);
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The number at `at`, with a unit after at most one space; `at` moves behind it.
std::optional<Quantity> quantity_at(std::string_view line, std::size_t& at) {
  const std::size_t begin = at;
  while (at < line.size() && (std::isdigit(static_cast<unsigned char>(line[at])) != 0 || line[at] == '.' || line[at] == ',')) ++at;
  std::string digits(line.substr(begin, at - begin));
  for (char& c : digits)
    if (c == ',') c = '.';
  std::size_t unit_at = at;
  if (line.substr(unit_at, 2) == "\xc2\xa0") unit_at += 2;  // a space that does not break
  else if (unit_at < line.size() && line[unit_at] == ' ') ++unit_at;
  for (const Unit& unit : kUnits) {
    const bool longer_word = unit.name.size() <= 2 && is_letter(line, unit_at + unit.name.size());
    if (!line.substr(unit_at).starts_with(unit.name) || longer_word) continue;
    return Quantity{std::string(line.substr(begin, unit_at + unit.name.size() - begin)), std::atof(digits.c_str()) * unit.factor, unit.time};
  }
  return std::nullopt;
}

std::vector<Quantity> quantities_of(std::string_view line) {
  std::vector<Quantity> all;
  for (std::size_t at = 0; at < line.size();) {
    const bool starts = std::isdigit(static_cast<unsigned char>(line[at])) != 0 && !(at > 0 && is_letter(line, at - 1));
    if (!starts) {
      ++at;
      continue;
    }
    if (auto quantity = quantity_at(line, at)) all.push_back(std::move(*quantity));
  }
  return all;
}

std::vector<double> times_of(const Task& task) {
  std::vector<double> times{static_cast<double>(task.limits.wall.count()), static_cast<double>(task.limits.cpu.count())};
  for (const Scenario& scenario : task.scenarios) {
    if (scenario.zombie_grace) times.push_back(static_cast<double>(scenario.zombie_grace->count()));
    for (const Step& step : scenario.steps) {
      if (const auto* wait = std::get_if<WaitStep>(&step); wait && wait->within) times.push_back(static_cast<double>(wait->within->count()));
      if (const auto* wait = std::get_if<WaitBlockedStep>(&step); wait && wait->within) times.push_back(static_cast<double>(wait->within->count()));
    }
  }
  return times;
}

bool is_of_task(const Task& task, const Quantity& quantity) {
  const sandbox::Limits& limits = task.limits;
  const std::vector<double> known = quantity.time
      ? times_of(task)
      : std::vector<double>{static_cast<double>(limits.memory_bytes), static_cast<double>(limits.file_size_bytes),
                            static_cast<double>(limits.output_bytes), static_cast<double>(limits.tmpfs_bytes)};
  for (const double value : known)
    if (std::abs(value - quantity.value) < 0.5) return true;
  return false;
}

void check_limits_named(const Task& task, const std::string& language, std::string_view statement, std::vector<Complaint>& all) {
  while (!statement.empty()) {
    const std::size_t end = std::min(statement.find('\n'), statement.size());
    const std::string_view line = statement.substr(0, end);
    statement.remove_prefix(std::min(end + 1, statement.size()));
    bool about_limits = false;
    for (const std::string_view word : kLimitWords) about_limits = about_limits || line.find(word) != line.npos;
    if (!about_limits) continue;
    for (const Quantity& quantity : quantities_of(line))
      if (!is_of_task(task, quantity))
        all.push_back({"statement." + language + ".md", "names a limit of " + quantity.text + ", which the task does not have"});
  }
}

bool has(const Translations& texts, std::string_view language) {
  const auto it = texts.find(std::string(language));
  return it != texts.end() && !it->second.empty();
}

}  // namespace

std::vector<Complaint> check_texts(const Task& task) {
  std::vector<Complaint> all;
  for (const std::string_view language : kLanguages) {
    const std::string code(language);
    if (!has(task.title, language)) all.push_back({"task", "has no title in language " + code});
    if (!has(task.statement, language)) all.push_back({"task", "has no statement." + code + ".md"});
    else check_limits_named(task, code, task.statement.at(code), all);
    for (const Scenario& scenario : task.scenarios)
      if (!scenario.title.empty() && !has(scenario.title, language))
        all.push_back({"scenario '" + scenario.name + "'", "has no title in language " + code});
  }
  return all;
}

}  // namespace grader
