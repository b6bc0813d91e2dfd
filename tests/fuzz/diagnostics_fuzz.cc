// diagnostics_fuzz.cc — what a compiler prints, where the student's pragmas and Makefile speak along.
#include "grader/compile/compiler.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 1000, kLongest = 1 << 16;
  const std::string text(fuzz::text_of(data, size));
  for (const auto& all : {grader::parse_gcc_json(text), grader::parse_clang_text(text)}) {
    fuzz::must(all.size() <= kMost);
    for (const grader::Diagnostic& d : all) fuzz::must(d.message.size() <= kLongest);
  }
  return 0;
}
