// programs_test.cc — small C programs, each with the findings it must and must not yield written at its top:
//   // expect: deadlock, leak(shm:/x)      all of these; "a | b" is either; "none" is nothing
//   // may: unwaited                       these are tolerated; any other error finding is wrong
//   // options: --timeout 2                more options of `grader run`
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "sandbox/fd.h"

extern char** environ;

namespace grader {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) {
    const auto first = part.find_first_not_of(' ');
    if (first != std::string::npos) parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
  }
  return parts;
}

/// "leak(shm:/x)": rule, object kind, object name; empty parts match anything.
struct Pattern {
  std::string rule, kind, name;
};

Pattern pattern(const std::string& text) {
  Pattern p;
  const auto open = text.find('('), colon = text.find(':');
  p.rule = text.substr(0, open);
  if (open == std::string::npos) return p;
  const std::size_t close = text.rfind(')');
  p.kind = text.substr(open + 1, std::min(colon, close) - open - 1);
  if (colon != std::string::npos) p.name = text.substr(colon + 1, close - colon - 1);
  return p;
}

bool matches(const Pattern& p, const nlohmann::json& finding) {
  if (finding.at("rule") != p.rule) return false;
  const nlohmann::json object = finding.value("object", nlohmann::json::object());
  if (!p.kind.empty() && object.value("kind", "") != p.kind) return false;
  return p.name.empty() || object.value("name", "") == p.name;
}

struct Header {
  std::vector<std::vector<Pattern>> expect;  ///< all of these, each one of several
  std::vector<Pattern> may;
  std::vector<std::string> options;
  bool complete = false;
};

Header read_header(const fs::path& file) {
  Header header;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line) && line.starts_with("//");) {
    if (line.starts_with("// options: ")) header.options = split(line.substr(12), ' ');
    if (line.starts_with("// may: "))
      for (const std::string& item : split(line.substr(8), ',')) header.may.push_back(pattern(item));
    if (!line.starts_with("// expect: ")) continue;
    header.complete = true;
    for (const std::string& item : split(line.substr(11), ',')) {
      if (item == "none") continue;
      std::vector<Pattern> either;
      for (const std::string& one : split(item, '|')) either.push_back(pattern(one));
      header.expect.push_back(either);
    }
  }
  return header;
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

class Programs : public testing::TestWithParam<std::string> {};

TEST_P(Programs, YieldsExactlyWhatItsHeaderSays) {
  const fs::path file = fs::path(SOURCE_DIR) / "tests/programs" / (GetParam() + ".c");
  const Header header = read_header(file);
  ASSERT_TRUE(header.complete) << "no '// expect:' at the top of " << file;
  std::vector<std::string> arguments{"run", file.string(), "--format", "json"};
  arguments.insert(arguments.end(), header.options.begin(), header.options.end());
  const Ran ran = run_grader(arguments);
  const auto verdict = nlohmann::json::parse(ran.out, nullptr, false);
  ASSERT_FALSE(verdict.is_discarded()) << "exit status " << ran.status << "\n" << ran.out << ran.err;
  const auto errors = errors_of(verdict);

  for (const auto& either : header.expect)
    EXPECT_TRUE(std::any_of(either.begin(), either.end(), [&](const Pattern& p) {
      return std::any_of(errors.begin(), errors.end(), [&](const auto& f) { return matches(p, f); });
    })) << "missing: " << either.front().rule << ' ' << either.front().kind << ' ' << either.front().name
        << "; found:\n" << brief(errors);
  std::vector<Pattern> known = header.may;
  for (const auto& either : header.expect) known.insert(known.end(), either.begin(), either.end());
  for (const auto& finding : errors)
    EXPECT_TRUE(std::any_of(known.begin(), known.end(), [&](const Pattern& p) { return matches(p, finding); }))
        << "not to be found:\n" << brief({finding});
  EXPECT_EQ(ran.status, errors.empty() ? 0 : 1) << ran.err;
}

std::vector<std::string> all_programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "tests/programs"))
    if (entry.path().extension() == ".c") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Programs, testing::ValuesIn(all_programs()),
                         [](const testing::TestParamInfo<std::string>& program) { return program.param; });

}  // namespace
}  // namespace grader
