// options_define.h — the commands and options as CLI11 is told of them, and where it leaves what it read.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "grader/cli/options.h"

namespace grader {

/// Where CLI11 leaves what has to be looked at again.
struct Parsed {
  CommonOptions common;
  CheckCommand check;
  std::vector<std::string> run_words;
  TaskShowCommand show;
  TaskNewCommand create;
  TaskStartCommand start;
  TaskVerifyCommand verify;
  SchemaCommand schema;
  ReportCommand report;
  EjudgeCommand ejudge;
  CompletionCommand completion;
  ManualCommand manual;
  std::vector<std::string> ejudge_map;
  DiffCommand diff;
  std::vector<std::string> reports;
  double timeout = 0;
  std::string level, folder, rootfs;
  bool as_class = false, as_single = false;
};

/// Every command with its options, help and example.
void define_commands(CLI::App& app, Parsed& parsed);

}  // namespace grader
