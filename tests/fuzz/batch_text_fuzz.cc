// batch_text_fuzz.cc — what a class run reads: the map of names, a journal's lines, a worker's request, names of files.
#include "grader/batch/archive_name.h"
#include "grader/batch/csv.h"
#include "grader/batch/grade_request.h"
#include "grader/batch/journal_text.h"
#include "grader/batch/student_name.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  int bad_line = 0;
  const auto rows = grader::parse_csv(text, bad_line);
  fuzz::must(rows.has_value() || bad_line > 0);
  for (int last = 0; const grader::CsvRow& row : rows.value_or(std::vector<grader::CsvRow>{})) {
    fuzz::must(row.line > last && !row.cells.empty());
    last = row.line;
  }
  if (const auto record = grader::record_from(text)) {
    std::string line = grader::journal_line(*record);
    fuzz::must(line.ends_with('\n'));
    line.pop_back();
    fuzz::must(line.find('\n') == std::string::npos);
    const auto again = grader::record_from(line);
    fuzz::must(again && again->key == record->key && again->verdict == record->verdict);
  }
  (void)grader::objection_to(text, "{}");
  if (const auto request = grader::request_from(text)) fuzz::must(grader::request_from(to_text(*request)) == request);
  const std::string name = text.substr(0, text.find('/'));
  if (name.empty()) return 0;  // no entry of a folder is
  fuzz::must(!grader::student_name(name).empty());
  fuzz::must(name.ends_with(grader::archive_suffix(name)) && name.ends_with(grader::unread_archive_suffix(name)));
  return 0;
}
