// programs_test.cc — small programs, each with the findings that it must and must not yield written at its top
// (program_header.h).
//
// scripts/programs runs the same set many times, on other compilers' output, through these variables:
//   GRADER_PROGRAMS_BUILT    folder of executables to run instead of compiling the sources
//   GRADER_PROGRAMS_OPTIONS  more options of `grader run`
//   GRADER_PROGRAMS_LINES    0: leave line numbers out of the comparison (optimised code has fewer)
//   GRADER_PROGRAMS_KEEP     folder that receives the verdict of every run that was wrong
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "sandbox/fd.h"
#include "tests/integration/program_header.h"

extern char** environ;

namespace grader {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool matches(const FindingPattern& p, const nlohmann::json& finding) {
  if (finding.at("rule") != p.rule) return false;
  const nlohmann::json object = finding.value("object", nlohmann::json::object());
  if (!p.kind.empty() && object.value("kind", "") != p.kind) return false;
  return p.name.empty() || object.value("name", "") == p.name;
}

struct Ran {
  int status = -1;
  std::string out, err;
};

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs the grader with empty stdin in a folder of its own.
Ran run_grader(const std::vector<std::string>& arguments) {
  char folder[] = "/tmp/programs_test.XXXXXX";
  EXPECT_NE(::mkdtemp(folder), nullptr);
  const fs::path home(folder);
  std::vector<std::string> words{GRADER_COMMAND};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, (home / "out").c_str(), O_CREAT | O_WRONLY, 0600);
  ::posix_spawn_file_actions_addopen(&actions, 2, (home / "err").c_str(), O_CREAT | O_WRONLY, 0600);
  pid_t child = 0;
  Ran ran;
  int status = 0;
  if (::posix_spawn(&child, GRADER_COMMAND, &actions, nullptr, argv.data(), environ) == 0 &&
      sandbox::retry_eintr([&] { return ::waitpid(child, &status, 0); }) == child)
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ::posix_spawn_file_actions_destroy(&actions);
  ran.out = slurp(home / "out");
  ran.err = slurp(home / "err");
  fs::remove_all(home);
  return ran;
}

Ran run_program(const fs::path& source, const ProgramHeader& header) {
  std::vector<std::string> arguments{"run", "--format", "json"};
  arguments.insert(arguments.end(), header.options.begin(), header.options.end());
  for (const std::string& word : split(variable("GRADER_PROGRAMS_OPTIONS"), ' ')) arguments.push_back(word);
  const std::string built = variable("GRADER_PROGRAMS_BUILT");
  if (!built.empty()) arguments.push_back("--");
  arguments.push_back(built.empty() ? source.string() : (fs::path(built) / source.stem()).string());
  return run_grader(arguments);
}

std::vector<nlohmann::json> errors_of(const nlohmann::json& verdict) {
  std::vector<nlohmann::json> errors;
  for (const auto& finding : verdict.value("findings", nlohmann::json::array()))
    if (finding.value("severity", "") == "error") errors.push_back(finding);
  return errors;
}

std::string brief(const std::vector<nlohmann::json>& findings) {
  std::string text;
  for (const auto& f : findings)
    text += "  " + f.at("rule").get<std::string>() + ": " + f.value("message", "") + "\n";
  return text.empty() ? "  nothing\n" : text;
}

/// An optimised C++ library may leave nothing of its names on the stack.
std::string of_library(std::string task) {
  for (const std::string kind : {" future", " latch", " semaphore", " barrier"})
    if (task.ends_with(kind)) return task.replace(task.size() - kind.size(), kind.size(), " futex");
  return task;
}

/// Without their lines, where those are not to be compared: "main @20 child" to "main child".
/// `numbered`: or else threads go without their numbers.
std::vector<std::string> comparable(std::vector<std::string> tasks, bool numbered) {
  if (variable("GRADER_PROGRAMS_LINES") == "0")
    for (std::string& task : tasks)
      if (const auto at = task.rfind(" @"); at != std::string::npos) task = of_library(task.erase(at, task.find(' ', at + 1) - at));
  if (!numbered)
    for (std::string& task : tasks) task = std::regex_replace(task, std::regex("^thread [0-9*]+ "), "thread ");
  std::sort(tasks.begin(), tasks.end());
  return tasks;
}

std::vector<std::string> dead_tasks(const nlohmann::json& deadlock) {
  std::vector<std::string> tasks;
  for (const auto& p : deadlock.value("processes", nlohmann::json::array())) {
    const int line = p.value("at", nlohmann::json::object()).value("line", 0);
    tasks.push_back(p.value("name", "") + " @" + (line > 0 ? std::to_string(line) : "-") + " " +
                    p.value("waits_for", nlohmann::json::object()).value("kind", ""));
  }
  return tasks;
}

void check_findings(const ProgramHeader& header, const std::vector<nlohmann::json>& errors) {
  for (const auto& either : header.expect)
    EXPECT_TRUE(std::any_of(either.begin(), either.end(), [&](const FindingPattern& p) {
      return std::any_of(errors.begin(), errors.end(), [&](const auto& f) { return matches(p, f); });
    })) << "missing: " << either.front().rule << ' ' << either.front().kind << ' ' << either.front().name
        << "; found:\n" << brief(errors);
  std::vector<FindingPattern> known = header.may;
  for (const auto& either : header.expect) known.insert(known.end(), either.begin(), either.end());
  for (const auto& finding : errors)
    EXPECT_TRUE(std::any_of(known.begin(), known.end(), [&](const FindingPattern& p) { return matches(p, finding); }))
        << "not to be found:\n" << brief({finding});
}

void check_deadlock(const ProgramHeader& header, const std::vector<nlohmann::json>& errors) {
  for (const auto& finding : errors) {
    if (finding.at("rule") != "deadlock") continue;
    if (!header.dead.empty()) {
      // Without a pid namespace threads that have ended are not counted; and which of them it is may be left to chance.
      const bool by_chance = std::any_of(header.dead.begin(), header.dead.end(), [](const auto& t) { return t.starts_with("thread *"); });
      const bool numbered = !by_chance && variable("GRADER_PROGRAMS_OPTIONS").find("plain") == std::string::npos;
      EXPECT_EQ(comparable(header.dead, numbered), comparable(dead_tasks(finding), numbered)) << brief({finding});
    }
    if (!header.cause.empty()) {
      EXPECT_EQ(header.cause, finding.value("cause", header.cause)) << brief({finding});
    }
  }
}

void check_texts(const ProgramHeader& header, const nlohmann::json& findings) {
  std::string all = findings.dump();
  const std::string folder = "tests/programs/";  // where scripts/programs compiles them
  for (std::size_t at; (at = all.find(folder)) != std::string::npos;) all.erase(at, folder.size());
  for (const std::string& text : header.says)
    if (variable("GRADER_PROGRAMS_LINES") != "0") {
      EXPECT_NE(all.find(text), std::string::npos) << "nobody says: " << text << "\n" << findings.dump(1);
    }
}

void keep(const std::string& name, const Ran& ran) {
  const std::string folder = variable("GRADER_PROGRAMS_KEEP");
  if (folder.empty()) return;
  fs::path file;
  for (int number = 1; file.empty() || fs::exists(file); ++number)
    file = fs::path(folder) / (name + "." + std::to_string(number) + ".json");
  std::ofstream(file, std::ios::binary) << ran.out << ran.err;
}

class Programs : public testing::TestWithParam<std::string> {};

TEST_P(Programs, YieldsExactlyWhatItsHeaderSays) {
  const fs::path file = fs::path(SOURCE_DIR) / "tests/programs" / GetParam();
  ProgramHeader header = read_program_header(file);
  ASSERT_TRUE(header.complete) << "no '// expect:' at the top of " << file;
  const Ran ran = run_program(file, header);
  const auto verdict = nlohmann::json::parse(ran.out, nullptr, false);
  if (verdict.is_discarded()) keep(file.stem(), ran);
  ASSERT_FALSE(verdict.is_discarded()) << "exit status " << ran.status << "\n" << ran.out << ran.err;
  if (header.expect_at_plain && verdict.at(nlohmann::json::json_pointer("/protections/level")) == "plain") header.expect = *header.expect_at_plain;
  const auto errors = errors_of(verdict);
  check_findings(header, errors);
  check_deadlock(header, errors);
  check_texts(header, verdict.value("findings", nlohmann::json::array()));
  EXPECT_EQ(ran.status, errors.empty() ? 0 : 1) << ran.err;
  if (HasFailure()) keep(file.stem(), ran);
}

std::vector<std::string> all_programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "tests/programs"))
    if (entry.path().extension() == ".c" || entry.path().extension() == ".cc") names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Programs, testing::ValuesIn(all_programs()),
                         [](const testing::TestParamInfo<std::string>& p) { return fs::path(p.param).stem().string(); });

}  // namespace
}  // namespace grader
