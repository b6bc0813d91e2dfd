// verdict_json_fuzz.cc — a verdict as another process sends it: refused with its place, or good for every report.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "grader/report/formats.h"
#include "grader/report/report.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = nlohmann::json::parse(fuzz::text_of(data, size), nullptr, false);
  if (document.is_discarded()) return 0;
  grader::Verdict verdict;
  try {
    verdict = grader::verdict_from_json(document);
  } catch (const std::invalid_argument&) {
    return 0;  // the promised refusal; any other exception is a fault
  }
  const nlohmann::json again = grader::to_json(verdict);
  fuzz::must(grader::to_json(grader::verdict_from_json(again)) == again);
  (void)grader::json_report(verdict);
  (void)grader::text_report(verdict, {});
  for (const grader::Format& format : grader::formats())
    for (const grader::Language language : {grader::Language::kEnglish, grader::Language::kRussian})
      (void)grader::written_as(format, {verdict}, {.language = language}, false);
  (void)grader::class_table({grader::class_row("student", verdict)}, {});
  return 0;
}
