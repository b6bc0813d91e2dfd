// test_file.h — a test of ejudge's that names a scenario: what `grader ejudge export` writes as 001.dat. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace grader {

/// { "schema": "grader/ejudge-test/1", "task": "sem-named", "scenario": "held", "seed": 7 }
struct EjudgeTest {
  std::string task;
  std::string scenario;               ///< empty: all of the task's
  std::optional<std::uint64_t> seed;
};

struct ReadTest {
  std::optional<EjudgeTest> test;  ///< absent: an ordinary test, input for a program
  std::string problem;             ///< not empty: meant to be one of ours, and wrong
};

ReadTest read_test(const std::string& text);
std::string to_text(const EjudgeTest& test);

}  // namespace grader
