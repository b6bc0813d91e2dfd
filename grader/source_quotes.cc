// source_quotes.cc — puts the lines that a run's stacks point to into its evidence.
#include "grader/source_quotes.h"

#include <map>
#include <set>
#include <string>

#include "grader/source_files.h"

namespace grader {
namespace {

constexpr std::size_t kMostLines = 500, kLongestLine = 400;

class Places {
 public:
  void add(const SourceLocation& at) {
    if (at.line <= 0 || at.file.empty() || lines_.size() >= kMostLines) return;
    lines_.insert({at.file, at.line});
    if (!at.function.empty() && at.function.size() < kLongestLine) functions_.insert({at.file, at.function});
  }
  void add(const Stack& stack) {
    for (const Frame& frame : stack)
      if (frame.in_student_code) add(frame.at);
  }
  void add(const WaitSnapshot& snapshot) {
    for (const TaskState& task : snapshot.tasks) add(task.stack);
  }
  const std::set<std::pair<std::string, int>>& lines() const { return lines_; }
  const std::set<std::pair<std::string, std::string>>& functions() const { return functions_; }

 private:
  std::set<std::pair<std::string, int>> lines_;
  std::set<std::pair<std::string, std::string>> functions_;  ///< file, name
};

Places places_of(const Evidence& evidence) {
  Places places;
  if (evidence.stuck) places.add(evidence.stuck->snapshot);
  if (evidence.last_snapshot) places.add(*evidence.last_snapshot);
  for (const MadeObject& made : evidence.made) places.add(made.at);
  for (const BusySample& sample : evidence.busy)
    for (const Stack& stack : sample.stacks) places.add(stack);
  for (const Creation& creation : evidence.creations) places.add(creation.stack);
  for (const CrashRecord& crash : evidence.crashes) places.add(crash.stack);
  for (const ProcessRecord& process : evidence.processes) places.add(process.forked_at);
  return places;
}


using Lines = std::vector<std::string>;

/// The number of the line where the definition of `function` begins; 0 when it is not seen plainly.
int head_of(const std::string& function, const Lines& lines) {
  const std::string name = function.substr(0, function.find('('));
  if (name.empty() || name.find_first_of(" :<~") != std::string::npos) return 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const std::size_t at = line.find(name + "("), last = line.find_last_not_of(" \t");
    const bool word = at != std::string::npos && at > 0 && (line[at - 1] == ' ' || line[at - 1] == '*');
    if (word && line[0] != ' ' && line[0] != '\t' && line[last] != ';') return static_cast<int>(i + 1);
  }
  return 0;
}

void quote(Evidence& evidence, const std::string& file, const Lines& lines, int number, const std::string& function) {
  if (number < 1 || static_cast<std::size_t>(number) > lines.size()) return;
  evidence.quotes.push_back({file, number, lines[static_cast<std::size_t>(number - 1)].substr(0, kLongestLine), function});
}

}  // namespace

void quote_sources(Evidence& evidence, const std::vector<std::filesystem::path>& folders) {
  std::map<std::string, std::optional<Lines>> files;
  const auto lines_of = [&](const std::string& file) -> const std::optional<Lines>& {
    const auto [it, fresh] = files.try_emplace(file);
    if (fresh) it->second = source_file_lines(folders, file);
    return it->second;
  };
  const Places places = places_of(evidence);
  for (const auto& [file, line] : places.lines())
    if (const auto& lines = lines_of(file)) quote(evidence, file, *lines, line, "");
  for (const auto& [file, function] : places.functions())
    if (const auto& lines = lines_of(file)) quote(evidence, file, *lines, head_of(function, *lines), function);
}

}  // namespace grader
