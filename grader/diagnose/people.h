// people.h — the processes of a run by the names that a student knows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "grader/model/evidence.h"
#include "grader/model/finding.h"

namespace grader {

class People {
 public:
  explicit People(const Evidence& evidence);
  /// Null when there is none.
  const ProcessRecord* by_id(int id) const;
  const ProcessRecord* by_host_pid(pid_t pid) const;
  /// The latest process with that pid inside the box, ended ones included.
  const ProcessRecord* by_box_pid(pid_t pid) const;
  std::string name(int id) const;
  std::string name_of_host_pid(pid_t pid) const;
  bool students(int id) const;
  /// The run's only process.
  bool is_alone(pid_t host_pid) const;
  const Evidence& evidence() const { return evidence_; }

 private:
  const Evidence& evidence_;
};

/// "a", "a and b", "a, b and c", "a, b, c and 4 more".
std::string join_words(const std::vector<std::string>& words, std::size_t most = 5);
/// "child worker 1"; "child 2 of main" stays what it is.
std::string child_phrase(const std::string& name);
/// Within a sentence about `parent`: "child 2" for "child 2 of main", "child" for "child of main", "child worker 1".
std::string child_phrase(const std::string& name, const std::string& parent);
/// "3 children"; "1 child".
std::string counted(std::size_t n, const std::string& one, const std::string& many);
/// "pool.c:40", "main()", or empty.
std::string in_words(const SourceLocation& at);
/// " at pool.c:40" or empty.
std::string at_place(const SourceLocation& at);
/// "64 MiB", "1500 bytes".
std::string bytes_in_words(std::uint64_t bytes);

/// A finding's process without a wait: id, name, pid.
FindingProcess finding_process(const People& people, int id);

}  // namespace grader
