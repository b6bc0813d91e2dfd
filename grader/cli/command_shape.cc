// command_shape.cc — the command line as data, read off CLI11's description of it.
#include "grader/cli/command_shape.h"

#include <sstream>

#include "grader/cli/options_define.h"
#include "grader/cli/report_formats.h"

namespace grader {
namespace {

std::vector<std::string> alternatives(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one, '|');) all.push_back(one);
  return all;
}

/// By the name that help shows: an option's value says its kind there, a word in its own name.
void say_what_completes(WordShape& word, const std::string& kind) {
  if (kind.find('|') != std::string::npos) {
    word.by = Completes::kChoice;
    word.choices = alternatives(kind);
  } else if (kind == "FORMAT" || kind == "FORMAT=FILE") {
    word.by = kind == "FORMAT" ? Completes::kChoice : Completes::kReport;
    word.choices = report_formats();
  } else if (kind == "TASK") {
    word.by = Completes::kTask;
  } else if (kind == "DIR") {
    word.by = Completes::kFolder;
  } else if (kind == "FILE" || kind == "CSV" || kind == "SUBMISSION" || kind == "VERDICT.json" || kind == "OLD" || kind == "NEW" ||
             kind == "ARGUMENT") {
    word.by = Completes::kFile;
  }
}

WordShape positional(const CLI::Option& option) {
  WordShape word{option.get_name(true), option.get_description()};
  const std::string kind = option.get_type_name();
  say_what_completes(word, kind.find('|') == std::string::npos ? word.name : kind);
  word.repeats = option.get_items_expected_max() > 1;
  word.required = option.get_required();
  return word;
}

OptionShape named(const CLI::Option& option) {
  OptionShape shape;
  for (const std::string& name : option.get_snames()) shape.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) shape.names.push_back("--" + name);
  shape.value.does = option.get_description();
  if (option.get_items_expected_max() == 0) return shape;
  shape.value.name = option.get_type_name();
  say_what_completes(shape.value, shape.value.name);
  shape.value.repeats = option.get_items_expected_max() > 1;
  return shape;
}

void add_shape(const CLI::App& app, const std::string& path, std::vector<CommandShape>& all) {
  CommandShape shape{path, app.get_description(), {}, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    if (option->nonpositional()) shape.options.push_back(named(*option));
    else shape.words.push_back(positional(*option));
  }
  const auto shown = app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
  for (const CLI::App* command : shown) shape.subcommands.push_back(command->get_name());
  all.push_back(std::move(shape));
  for (const CLI::App* command : shown) add_shape(*command, path.empty() ? command->get_name() : path + " " + command->get_name(), all);
}

}  // namespace

std::vector<CommandShape> command_shapes(const CLI::App& app) {
  std::vector<CommandShape> all;
  add_shape(app, "", all);
  return all;
}

std::vector<CommandShape> grader_shapes() {
  Parsed unused;
  CLI::App app("", "grader");
  define_commands(app, unused);
  return command_shapes(app);
}

std::string last_word(const CommandShape& command) { return command.path.substr(command.path.rfind(' ') + 1); }

}  // namespace grader
