// import.cc — `grader ejudge import DIR ID [FOLDER]`: the tests of an ejudge problem as a task.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "grader/cli/messages.h"
#include "grader/ejudge/commands.h"
#include "grader/ejudge/imported_task.h"
#include "grader/ejudge/request.h"

namespace grader::ejudge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostTestBytes = 16u << 20, kMostTests = 1000;

/// Absent when one cannot be read: said.
std::optional<ImportedTest> read_imported(const fs::path& dat) {
  std::string why;
  ImportedTest test;
  test.name = dat.stem().string();
  const auto part = [&](const char* suffix) -> std::optional<std::string> {
    fs::path path = dat;
    return read_bounded(path.replace_extension(suffix), kMostTestBytes, why);
  };
  const auto input = part(".dat");
  if (!input) {
    complain(dat, why, "make it readable");
    return {};
  }
  test.input = *input;
  for (const char* suffix : {".ans", ".a"})
    if (!test.answer) test.answer = part(suffix);
  if (!test.answer) complain("test " + test.name, "has no answer, " + test.name + ".ans: its output is not compared");
  test.inf = parse_inf(part(".inf").value_or(""));
  return test;
}

/// DIR itself, or the folder `tests` in it, where ejudge keeps them.
std::optional<std::vector<ImportedTest>> read_tests(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const fs::path& place : {folder / "tests", folder}) {
    std::error_code ignored;
    for (fs::directory_iterator it(place, ignored), end; !ignored && it != end; it.increment(ignored))
      if (it->path().extension() == ".dat" && it->is_regular_file(failed)) files.push_back(it->path());
    if (!files.empty()) break;
  }
  if (files.empty() || files.size() > kMostTests) {
    complain(folder, files.empty() ? "holds no tests: no file NNN.dat" : "holds more tests than a task may have scenarios",
             "name the folder of a problem, or its folder of tests");
    return {};
  }
  std::sort(files.begin(), files.end());
  std::vector<ImportedTest> tests;
  for (const fs::path& file : files) {
    auto test = read_imported(file);
    if (!test) return {};
    tests.push_back(std::move(*test));
  }
  return tests;
}

bool is_task(const std::string& document) {
  std::vector<TaskProblem> problems;
  const auto task = parse_task(document, "task.json", problems);
  for (const TaskProblem& problem : problems) complain("task.json at " + problem.path, problem.expected, "look at the tests, or at ID");
  return task && problems.empty();
}

}  // namespace

int import_tests(const EjudgeCommand& command, const CommonOptions&) {
  if (command.words.size() < 2 || command.words.size() > 3) {
    complain("ejudge import", "wants a folder of tests and an id", "for instance: grader ejudge import problems/A my-task tasks");
    return kExitUsage;
  }
  const auto tests = read_tests(command.words[0]);
  if (!tests) return kExitUsage;
  const ImportedTask task = imported_task(command.words[1], *tests);
  if (!task.problem.empty()) {
    complain(command.words[0], task.problem, "mend the test, or take it out");
    return kExitUsage;
  }
  if (!is_task(task.document)) return kExitUsage;
  const fs::path folder = fs::path(command.words.size() == 3 ? command.words[2] : ".") / command.words[1];
  std::error_code failed;
  if (fs::exists(folder, failed)) {
    complain(folder, "is there already", "choose another ID or folder");
    return kExitUsage;
  }
  fs::create_directories(folder, failed);
  std::ofstream out(folder / "task.json", std::ios::binary);
  out << task.document;
  out.close();
  if (!out) {
    complain(folder / "task.json", "cannot be written", "choose another folder");
    return kExitGrader;
  }
  for (const std::string& sentence : task.left_out) complain("", sentence);
  print(fmt::format("{}: {} scenarios; next: a title, a statement, and grader task verify\n", folder.string(), tests->size()));
  return kExitOk;
}

}  // namespace grader::ejudge
