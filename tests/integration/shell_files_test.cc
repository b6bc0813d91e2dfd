// shell_files_test.cc — completions and manual pages know every command and option that --help shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tests/integration/command.h"

namespace grader {
namespace {

using tests::contains;
using tests::grader_command;
using tests::Ran;

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// The part of --help below the line "TITLE:": what stands in column 3 of each of its lines.
std::vector<std::string> entries(const std::string& help, const std::string& title) {
  std::vector<std::string> found;
  const std::size_t at = help.find("\n" + title + ":\n");
  if (at == std::string::npos) return found;
  std::istringstream lines(help.substr(at + title.size() + 3));
  for (std::string line; std::getline(lines, line) && !line.empty();)
    if (line.size() > 2 && line[2] != ' ') found.push_back(split(line).front());
  return found;
}

struct Described {
  std::string path;                  ///< "task list"
  std::vector<std::string> options;  ///< "-j", "--jobs"
  std::vector<std::string> commands;
};

/// The command `path` and all below it, as real --help tells.
void ask_for_help(const std::string& path, std::vector<Described>& all) {
  std::vector<std::string> words = split(path);
  words.push_back("--help");
  const Ran ran = grader_command(words);
  ASSERT_EQ(ran.status, 0) << path << ran.err;
  Described command{path, {}, entries(ran.out, "Subcommands")};
  for (std::string names : entries(ran.out, "Options")) {
    std::replace(names.begin(), names.end(), ',', ' ');
    for (const std::string& name : split(names)) command.options.push_back(name);
  }
  EXPECT_TRUE(std::count(command.options.begin(), command.options.end(), "--help")) << ran.out;
  all.push_back(command);
  for (const std::string& below : command.commands) ask_for_help(path.empty() ? below : path + " " + below, all);
}

class ShellFilesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ask_for_help("", commands_); }
  static void TearDownTestSuite() { commands_.clear(); }
  static inline std::vector<Described> commands_;

  static std::string completion(const std::string& shell) {
    const Ran ran = grader_command({"completion", shell});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  /// The manual page that tells of the command.
  static std::string page_of(const std::string& path) {
    const std::string name = path.empty() ? "grader" : "grader-" + split(path).front();
    const Ran ran = grader_command({"manual", SOURCE_DIR "/man/" + name + ".1.in"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
};

/// From `begin` up to `end`.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin);
  EXPECT_NE(at, std::string::npos) << begin;
  return at == std::string::npos ? "" : text.substr(at, text.find(end, at + begin.size()) - at);
}

TEST_F(ShellFilesTest, HelpIsReadAsItIs) {
  ASSERT_GT(commands_.size(), 10u);
  const auto check = std::find_if(commands_.begin(), commands_.end(), [](const Described& d) { return d.path == "check"; });
  ASSERT_NE(check, commands_.end());
  EXPECT_TRUE(std::count(check->options.begin(), check->options.end(), "-j"));
  EXPECT_TRUE(std::count(check->options.begin(), check->options.end(), "--report"));
}

/// What bash's completion offers for the last of `words`.
std::set<std::string> offered(const std::string& words, int count) {
  const std::string script = "source <('" GRADER_COMMAND "' completion bash); COMP_WORDS=(" + words + "); COMP_CWORD=" +
                             std::to_string(count) + "; compopt() { :; }; cd /; _grader '" GRADER_COMMAND "'; printf '%s\\n' \"${COMPREPLY[@]}\"";
  std::set<std::string> all;
  const tests::fs::path file = tests::fs::temp_directory_path() / ("complete-" + std::to_string(::getpid()) + ".sh");
  std::ofstream(file) << script;
  std::FILE* pipe = ::popen(("bash " + file.string() + " 2>&1").c_str(), "r");
  char line[4096];
  while (std::fgets(line, sizeof line, pipe)) all.insert(std::string(line).substr(0, std::string(line).find('\n')));
  EXPECT_EQ(::pclose(pipe), 0) << words;
  tests::fs::remove(file);
  return all;
}

TEST_F(ShellFilesTest, BashOffersEveryCommandAndOption) {
  for (const Described& command : commands_) {
    const int at = static_cast<int>(split(command.path).size()) + 1;
    const std::set<std::string> options = offered("grader " + command.path + " -", at);
    for (const std::string& name : command.options) EXPECT_TRUE(options.count(name)) << command.path << " " << name;
    EXPECT_EQ(options.size(), command.options.size()) << command.path;
    if (command.commands.empty()) continue;
    const std::set<std::string> below = offered("grader " + command.path + " ''", at);
    EXPECT_EQ(below, std::set<std::string>(command.commands.begin(), command.commands.end())) << command.path;
  }
}

TEST_F(ShellFilesTest, BashOffersValues) {
  EXPECT_TRUE(offered("grader check --format ''", 3).count("sarif"));
  EXPECT_FALSE(offered("grader doctor --format ''", 3).count("sarif"));
  EXPECT_TRUE(offered("grader doctor --format = j", 4).count("json"));
  EXPECT_TRUE(offered("grader check --report ''", 3).count("json="));
  EXPECT_TRUE(offered("grader check --report json = us", 5).count("usr"));  // bash splits at '='
  EXPECT_TRUE(offered("grader check --jobs 2 sem-nam", 4).count("sem-named"));
  EXPECT_FALSE(offered("grader check sem-named sem-nam", 3).count("sem-named"));  // a submission
  EXPECT_TRUE(offered("grader schema v", 2).count("verdict"));
}

TEST_F(ShellFilesTest, ZshKnowsEveryCommandAndOption) {
  const std::string script = completion("zsh");
  for (const Described& command : commands_) {
    std::string name = "\n_grader" + (command.path.empty() ? "" : "_" + command.path) + "() {\n";
    std::replace(name.begin(), name.end() - 3, ' ', '_');
    const std::string function = between(script, name.substr(0, name.find('(')) + "() {\n", "\n}\n");
    for (const std::string& option : command.options)
      EXPECT_TRUE(contains(function, option + "[") || contains(function, option + "=[") || contains(function, option + "+["))
          << command.path << " " << option;
    for (const std::string& below : command.commands) EXPECT_TRUE(contains(function, "'" + below + ":")) << below;
  }
}

TEST_F(ShellFilesTest, FishKnowsEveryCommandAndOption) {
  const std::string script = completion("fish");
  for (const Described& command : commands_) {
    std::string lines;
    std::istringstream in(script);
    for (std::string line; std::getline(in, line);)
      if (line.starts_with("complete -c grader -n '__grader_at " + command.path + "' ")) lines += line + " \n";
    for (const std::string& option : command.options)
      EXPECT_TRUE(contains(lines, (option.starts_with("--") ? " -l " + option.substr(2) : " -s " + option.substr(1)) + " "))
          << command.path << " " << option;
    for (const std::string& below : command.commands) EXPECT_TRUE(contains(lines, " -a " + below + " ")) << below;
  }
}

TEST_F(ShellFilesTest, ManualPagesTellEveryCommandAndOption) {
  for (const Described& command : commands_) {
    std::string text = page_of(command.path);
    for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "FILES", "ENVIRONMENT", "EXAMPLES", "SEE ALSO"})
      EXPECT_TRUE(contains(text, ".SH " + std::string(section) + "\n")) << command.path << " " << section;
    if (split(command.path).size() == 2) {
      std::string title = ".SS ";
      const std::string name = split(command.path).back();
      for (const char c : name) title += c == '-' ? std::string("\\-") : std::string(1, c);
      text = between(text, title + "\n", "\n.S");
    }
    for (const std::string& option : command.options) {
      std::string roff = "\\fB";
      for (const char c : option) roff += c == '-' ? std::string("\\-") : std::string(1, c);
      EXPECT_TRUE(contains(text, roff + "\\fR")) << command.path << " " << option;
    }
  }
}

}  // namespace
}  // namespace grader
