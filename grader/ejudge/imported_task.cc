// imported_task.cc — ejudge's tests as the scenarios of a task.
#include "grader/ejudge/imported_task.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace grader::ejudge {
namespace {

using json = nlohmann::ordered_json;

/// A scenario's text draws parameters at "${": plain ones are doubled.
std::string plain(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) out += text.compare(i, 2, "${") == 0 ? "$$" : text.substr(i, 1);
  return out;
}

const std::vector<std::string>& words_of(const InfFile& inf, const char* key) {
  static const std::vector<std::string> none;
  const auto at = inf.values.find(key);
  return at == inf.values.end() ? none : at->second;
}

json start_step(const ImportedTest& test) {
  json start{{"role", "main"}, {"program", "main"}};
  for (const std::string& arg : words_of(test.inf, "params")) start["args"].push_back(plain(arg));
  for (const std::string& variable : words_of(test.inf, "environ")) {
    const std::size_t equals = variable.find('=');
    if (equals != variable.npos) start["env"][variable.substr(0, equals)] = plain(variable.substr(equals + 1));
  }
  start["stdin"] = plain(test.input);
  return json{{"start", start}};
}

json scenario_of(const ImportedTest& test) {
  json scenario{{"name", "test " + test.name}, {"points", 2}};
  if (const auto comment = test.inf.text("comment"); comment && !comment->empty())
    scenario["title"] = {{"en", comment->substr(0, 200)}, {"ru", comment->substr(0, 200)}};
  json wait{{"role", "main"}};
  const bool any_end = test.inf.flag("ignore_exit_code") || test.inf.flag("ignore_term_signal");
  if (!any_end) wait["status"] = test.inf.number("exit_code").value_or(0);
  scenario["steps"] = {start_step(test), json{{"wait", wait}}};
  const auto expects = [&](const char* stream, const std::string& text) {
    scenario["steps"].push_back({{"expect_output", {{"role", "main"}, {"stream", stream}, {"exact", plain(text)}}}});
  };
  const bool on_stderr = test.inf.flag("check_stderr");
  if (test.answer) expects(on_stderr ? "stderr" : "stdout", *test.answer);
  if (test.inf.flag("disable_stderr") && !on_stderr) expects("stderr", "");
  return scenario;
}

/// A task has one set of limits: the widest of its tests'.
json limits_of(const std::vector<ImportedTest>& tests) {
  json limits = json::object();
  const auto widen = [&](const char* ours, const char* theirs, long long least) {
    long long most = 0;
    for (const ImportedTest& test : tests) most = std::max(most, test.inf.number(theirs).value_or(0));
    if (most > 0) limits[ours] = std::max({most, least, limits.value(ours, 0ll)});
  };
  widen("cpu_ms", "time_limit_ms", 1);
  widen("wall_ms", "real_time_limit_ms", 1);
  widen("memory_bytes", "max_vm_size", 16 << 20);
  widen("memory_bytes", "max_rss_size", 16 << 20);
  widen("tasks", "max_process_count", 1);
  widen("open_files", "max_open_file_count", 16);
  widen("file_size_bytes", "max_file_size", 0);
  return limits;
}

std::vector<std::string> left_out(const std::vector<ImportedTest>& tests) {
  static const std::set<std::string> kTaken{
      "params", "environ", "exit_code", "ignore_exit_code", "ignore_term_signal", "check_stderr", "disable_stderr", "comment",
      "team_comment", "time_limit_ms", "real_time_limit_ms", "max_vm_size", "max_rss_size", "max_process_count",
      "max_open_file_count", "max_file_size"};
  std::vector<std::string> sentences;
  for (const ImportedTest& test : tests)
    for (const auto& [key, words] : test.inf.values)
      if (kTaken.count(key) == 0) sentences.push_back("test " + test.name + ": '" + key + "' has no counterpart in a scenario");
  return sentences;
}

/// JSON holds text only.
std::string not_text(const ImportedTest& test) {
  try {
    (void)json(test.input + test.answer.value_or("")).dump();
  } catch (const json::exception&) {
    return "test " + test.name + " is not UTF-8 text, and a task's document can hold nothing else";
  }
  return "";
}

/// Outputs are compared byte for byte. Where some answers end with a newline and others do not, programs are not meant to
/// tell tests apart by it.
std::vector<std::string> even_out_newlines(std::vector<ImportedTest>& tests) {
  const auto answers = [](const ImportedTest& test) { return test.answer && !test.answer->empty(); };
  const auto ends = [&](const ImportedTest& test) { return answers(test) && test.answer->back() == '\n'; };
  std::vector<std::string> sentences;
  if (std::none_of(tests.begin(), tests.end(), ends)) return sentences;
  for (ImportedTest& test : tests) {
    if (!answers(test) || ends(test)) continue;
    *test.answer += '\n';
    sentences.push_back("test " + test.name + ": its answer gets a newline at the end, as the others have one");
  }
  return sentences;
}

}  // namespace

ImportedTask imported_task(const std::string& id, std::vector<ImportedTest> tests) {
  ImportedTask task;
  const std::vector<std::string> evened = even_out_newlines(tests);
  json document{{"schema", "grader/task/1"}, {"id", id}, {"title", {{"en", id}, {"ru", id}}}, {"mechanism", "imported"}, {"difficulty", 1}};
  document["build"]["programs"] = {{{"name", "main"}, {"sources", {"*.c", "*.cc", "*.cpp"}}, {"flags", {"-pthread"}}, {"libraries", {"-lrt", "-lm"}}}};
  if (json limits = limits_of(tests); !limits.empty()) document["limits"] = std::move(limits);
  for (const ImportedTest& test : tests) {
    if (task.problem.empty() && !test.inf.problem.empty()) task.problem = test.name + ".inf: " + test.inf.problem;
    if (task.problem.empty()) task.problem = not_text(test);
    if (!task.problem.empty()) return task;
    document["scenarios"].push_back(scenario_of(test));
  }
  task.left_out = left_out(tests);
  task.left_out.insert(task.left_out.end(), evened.begin(), evened.end());
  try {
    task.document = document.dump(2) + "\n";
  } catch (const json::exception&) {
    task.problem = "an .inf file is not UTF-8 text";
  }
  return task;
}

}  // namespace grader::ejudge
