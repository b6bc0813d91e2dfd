// proc_text_fuzz.cc — the texts of /proc, in which names are the student's own.
#include "grader/diagnose/proc_fdinfo.h"
#include "grader/diagnose/proc_maps.h"
#include "grader/diagnose/proc_status.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const grader::Mapping& m : grader::parse_maps(text)) (void)m.holds(m.start);
  (void)grader::parse_status(text);
  (void)grader::parse_stat(text);
  (void)grader::parse_syscall_line(text);
  (void)grader::parse_id_list(text);
  (void)grader::parse_cmdline(text);
  (void)grader::parse_fdinfo(text);
  (void)grader::parse_link(text);
  (void)grader::parse_locks(text);
  return 0;
}
