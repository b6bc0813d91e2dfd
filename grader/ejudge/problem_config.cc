// problem_config.cc — a task as ejudge's [problem] section, and the scripts that it names.
#include "grader/ejudge/problem_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "grader/report/ejudge_status.h"

namespace grader::ejudge {
namespace {

constexpr std::size_t kLongestShortName = 31;  // char short_name[32] in ejudge's prepare.h

/// For a shell, whatever it holds.
std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// For ejudge's configuration: one line.
std::string config_quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) continue;
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// Compiling comes first, at most a minute of it; then each repetition may take its whole limit.
long long seconds_for(const Task& task, bool all) {
  std::chrono::milliseconds longest{0}, sum{0};
  for (const Scenario& scenario : task.scenarios) {
    const auto takes = task.limits.wall * std::max(scenario.repeat, 1);
    longest = std::max<std::chrono::milliseconds>(longest, takes);
    sum += takes;
  }
  return std::chrono::ceil<std::chrono::seconds>(all ? sum : longest).count() + 90;
}

int points_of(const Task& task, bool hidden_too) {
  int total = 0;
  for (const Scenario& scenario : task.scenarios)
    if (hidden_too || !scenario.hidden) total += whole_points(scenario.points);
  return total;
}
int total_points(const Task& task) { return points_of(task, true); }
int open_points(const Task& task) { return points_of(task, false); }

std::string score_list(const Task& task) {
  std::string list;
  for (const Scenario& scenario : task.scenarios) list += (list.empty() ? "" : " ") + std::to_string(whole_points(scenario.points));
  return list;
}

/// Hidden scenarios stay hidden; of the others students see the explanation.
std::string open_tests(const Task& task) {
  std::string list;
  for (std::size_t i = 0; i < task.scenarios.size(); ++i)
    list += fmt::format("{}{}:{}", i == 0 ? "" : ",", i + 1, task.scenarios[i].hidden ? "hidden" : "full");
  return list;
}

std::string of_tests(const Task& task) {
  return fmt::format("enable_src_for_testing\nuse_stdin\nuse_stdout\nuse_corr = 0\ntest_sfx = \".dat\"\nstart_cmd = \"skip\"\n"
                     "test_score_list = \"{}\"\nfull_score = {}\nfull_user_score = {}\nopen_tests = \"{}\"\ntime_limit = 10\nreal_time_limit = 20\n",
                     score_list(task), total_points(task), open_points(task), open_tests(task));
}

}  // namespace

std::optional<Way> way_named(std::string_view name) {
  if (name == "checker") return Way::kChecker;
  if (name == "output-only") return Way::kOutputOnly;
  if (name == "init") return Way::kInit;
  return {};
}

std::vector<Script> scripts(Way way, const std::string& grader, const std::string& task) {
  const auto calls = [&](const std::string& words) {
    return fmt::format("#!/bin/sh\nexec {} ejudge {} --task {} -- \"$@\"\n", shell_quoted(grader), words, shell_quoted(task));
  };
  const std::string nothing = "#!/bin/sh\nexit 0\n";
  if (way == Way::kOutputOnly) return {{"check", calls("scoring-checker --output-only")}};
  if (way == Way::kChecker) return {{"check", calls("scoring-checker")}, {"skip", nothing}};
  return {{"init", calls("init")}, {"valuer", calls("valuer")}, {"check", nothing}, {"skip", nothing}};
}

std::string problem_config(const Task& task, Way way, const std::string& short_name, const std::string& title) {
  std::string text = fmt::format("[problem]\nshort_name = {}\nlong_name = {}\ncheck_cmd = \"check\"\nchecker_real_time_limit = {}\n"
                                 "# kirov: a point less for each earlier attempt, unless\n# run_penalty = 0\n",
                                 config_quoted(short_name.substr(0, kLongestShortName)), config_quoted(title), seconds_for(task, way == Way::kOutputOnly));
  if (way == Way::kOutputOnly)
    return text + fmt::format("type = \"output-only\"\nscoring_checker\nbinary_input\nuse_corr = 0\ntest_sfx = \".dat\"\n"
                              "test_score = {0}\nfull_score = {0}\nfull_user_score = {0}\nvariable_full_score\n", total_points(task));
  text += of_tests(task);
  if (way == Way::kChecker) return text + "scoring_checker\n";
  return text + "init_cmd = \"init\"\nvaluer_cmd = \"valuer\"\n";
}

}  // namespace grader::ejudge
