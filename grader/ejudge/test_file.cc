// test_file.cc — a test of ejudge's that names a scenario.
#include "grader/ejudge/test_file.h"

#include <nlohmann/json.hpp>

namespace grader {
namespace {

constexpr const char* kSchema = "grader/ejudge-test/1";
constexpr const char* kAnySchema = "grader/ejudge-test/";
constexpr std::size_t kMostBytes = 64 * 1024;  // of a description; a longer text is input for a program

}  // namespace

ReadTest read_test(const std::string& text) {
  ReadTest read;
  const bool named = text.find(kAnySchema) != std::string::npos;
  if (text.size() > kMostBytes || (!named && !text.starts_with("{\"schema\""))) return read;
  const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  if (document.is_discarded() && text.starts_with('{')) {  // cut, or edited by hand: no points for that
    read.problem = "it is no JSON";
    return read;
  }
  if (!named) return read;
  if (!document.is_object()) return read;  // a program's input may well hold these words
  try {
    if (document.value("schema", "") != kSchema) {
      read.problem = "its schema is not " + std::string(kSchema);
      return read;
    }
    for (const auto& [key, value] : document.items())
      if (key != "schema" && key != "task" && key != "scenario" && key != "seed") read.problem = "it has an unknown key, " + key;
    if (!read.problem.empty()) return read;
    EjudgeTest test;
    test.task = document.value("task", "");
    test.scenario = document.value("scenario", "");
    if (document.contains("seed") && !document.at("seed").is_number_unsigned()) {
      read.problem = "its seed is no whole number from 0 to 18446744073709551615";
      return read;
    }
    if (document.contains("seed")) test.seed = document.at("seed").get<std::uint64_t>();
    read.test = std::move(test);
  } catch (const nlohmann::json::exception& e) {
    read.problem = e.what();
  }
  return read;
}

std::string to_text(const EjudgeTest& test) {
  nlohmann::ordered_json document{{"schema", kSchema}, {"task", test.task}};
  if (!test.scenario.empty()) document["scenario"] = test.scenario;
  if (test.seed) document["seed"] = *test.seed;
  return document.dump() + "\n";
}

}  // namespace grader
