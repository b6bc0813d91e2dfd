// task.h — a homework task: what is built, which scenarios are played, what must stay silent. Plain data.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grader/model/mechanism.h"
#include "grader/model/rule.h"
#include "sandbox/limits.h"
#include "sandbox/result.h"

namespace grader {

/// Text in the languages that a task has: "en", "ru".
using Translations = std::map<std::string, std::string>;

/// One program to build from a submission (and, from the same recipe, from the reference).
struct ProgramRecipe {
  std::string name;                   ///< "main", "server"
  std::vector<std::string> sources;   ///< globs in the submission: "server.c"; C or C++ by the suffix
  std::vector<std::string> harness;   ///< files of the task to link with
  std::vector<std::string> flags, libraries;
};

struct BuildRecipe {
  std::vector<ProgramRecipe> programs;
  std::vector<ProgramRecipe> counterparts;  ///< programs that only the reference has
  std::string c_standard = "gnu17", cxx_standard = "gnu++20";
  bool makefile = false;  ///< the student's own Makefile, in the compile box; it leaves `programs` by name
};

/// How many of something a parameter has: fixed (min = max), drawn, or the value of another parameter.
struct Amount {
  std::int64_t min = 1, max = 1;
  std::string name;                   ///< of the other parameter; empty: none
};

/// A parameter of a scenario: drawn anew from each seed.
struct Parameter {
  enum class Kind {
    kFixed, kRange, kPick, kWord, kSum, kProduct, kDifference,
    kNumbers,   ///< `count` numbers from `min` to `max`, one space between two
    kWords,     ///< `count` words of `each` letters
    kLines,     ///< `count` lines of `each` words
    kSumOf,     ///< the sum of the numbers of another parameter
    kCountOf,   ///< how many words another parameter has
    kReversed,  ///< the words of another parameter in reverse order
    kSorted,    ///< the numbers of another parameter, the smallest first
  };
  std::string name;
  Kind kind = Kind::kFixed;
  std::string fixed;
  std::int64_t min = 0, max = 0;
  std::vector<std::string> choices;   ///< kPick; of the kinds that are made of other parameters: their names
  int length = 8;                     ///< kWord: lower-case letters and digits, first a letter
  Amount count{}, each{};
};

/// Whose program a start step runs.
enum class ProgramSource { kStudent, kReference, kSystem };

struct StartStep {
  std::string role;
  ProgramSource source = ProgramSource::kStudent;
  std::string program;                ///< recipe name, counterpart's name, or an absolute path
  std::vector<std::string> args;
  std::map<std::string, std::string> env;
  std::optional<std::string> stdin_text;  ///< written, then closed. Absent with keep_stdin_open: fed by steps
  bool keep_stdin_open = false;
};
struct WaitStep { std::string role; std::optional<int> status; std::optional<int> signal; std::optional<std::chrono::milliseconds> within; };
struct WaitBlockedStep { std::string role; std::string on; std::optional<std::chrono::milliseconds> within;  ///< on: "futex", "read", "any", …
                         std::optional<int> processes{}; };  ///< that many of the role's family; absent: the started process itself
struct SignalStep { std::string role; int signo = 0; int times = 1; };
struct FeedStep { std::string role; std::string text; };
struct CloseStdinStep { std::string role; };
struct ExpectObjectStep {
  std::string kind, name;             ///< as IpcObject
  bool exists = true;
  std::optional<unsigned> mode;
  std::optional<std::uint64_t> size_bytes;
  std::optional<std::string> content; ///< exact bytes (files, shm)
  std::optional<std::string> content_of{}; ///< a file in the box: byte for byte the same
};
struct ExpectOutputStep {
  enum class Match { kExact, kAnyOrder, kPattern, kContains, kSameAsReference };
  std::string role;
  std::string stream = "stdout";
  Match match = Match::kExact;
  std::string text;                   ///< expected text or ECMAScript pattern
};
struct PutFileStep { std::string path; std::string content; bool executable = false; };
struct RemoveFileStep { std::string path; };

using Step = std::variant<StartStep, WaitStep, WaitBlockedStep, SignalStep, FeedStep, CloseStdinStep,
                          ExpectObjectStep, ExpectOutputStep, PutFileStep, RemoveFileStep>;

/// Something that a scenario allows to break a rule: a declared object, daemon, …
struct Allowance {
  Rule rule;
  std::string kind, name;  ///< leak: object kind and name (glob); empty: any
};

/// A mechanism that must have been used: by `processes` of a role's family at least, `times` in sum.
struct Requirement {
  Mechanism mechanism;
  std::string role;       ///< empty: every role that runs the student's program
  int processes = 1, times = 1;
};

/// A call that fails on purpose: after `after` of a role's family that went well, the next `times`.
struct Fault {
  enum class Call { kFork, kPipe, kMmapShared, kSendfile };
  Call call = Call::kFork;
  std::string role;       ///< empty: every role that runs the student's program, each with its own count
  int after = 0, times = 1;  ///< times 0: all that follow
  int error = 0;          ///< an errno value; 0: none, the call transfers less instead
  std::uint64_t short_bytes = 0;  ///< kSendfile: at most so many bytes at once
};

struct Scenario {
  std::string name;
  Translations title;
  double points = 1;
  int repeat = 1;
  std::vector<Parameter> parameters;
  std::vector<Step> steps;
  std::vector<Allowance> allow;
  std::vector<Rule> warnings;         ///< rules lowered to warnings here
  std::vector<Requirement> required;
  std::vector<Fault> faults;
  std::optional<std::chrono::milliseconds> zombie_grace;
  /// Never drawn into a verdict's public text.
  bool hidden = false;
};

struct Task {
  std::string id;
  std::string mechanism;
  int difficulty = 1;
  Translations title, statement;      ///< statement: the Markdown text itself
  BuildRecipe build;
  sandbox::Limits limits;
  std::vector<std::string> forbidden_calls;
  std::vector<Scenario> scenarios;
  std::vector<std::string> needs_explore;  ///< known-bad solutions, relative to `folder`, that only a rare schedule shows
  std::filesystem::path folder;            ///< tasks/<id>
  std::filesystem::path reference_folder;  ///< reference/<id>

  double max_points() const {
    double sum = 0;
    for (const Scenario& s : scenarios) sum += s.points;
    return sum;
  }
};

/// A problem in a task's document.
struct TaskProblem {
  std::string file;
  int line = 0;
  std::string path;      ///< JSON pointer
  std::string expected;  ///< what was expected there
};

/// Parses the text of a task.json against the published schema. Pure. Problems, all of them, in `problems`.
std::optional<Task> parse_task(const std::string& text, const std::string& file_name, std::vector<TaskProblem>& problems);

/// The scenario with its parameters drawn from `seed`: every "${name}" replaced. Pure, the same everywhere.
Scenario instantiate(const Scenario& scenario, std::uint64_t seed);

}  // namespace grader
