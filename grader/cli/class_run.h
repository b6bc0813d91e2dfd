// class_run.h — grades a class: what is finished goes to the journal, what is identical is graded once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grader/batch/journal.h"
#include "grader/cli/grading.h"
#include "grader/cli/progress.h"
#include "grader/cli/submissions.h"

namespace grader {

struct ClassOptions {
  std::string subfolder;
  int repeat = 1;
  bool look_for_identical = true;
};

/// One submission's way through a class. Small: the verdict itself is in the journal.
struct ClassEntry {
  Submission submission;
  Fingerprint fingerprint;
  bool finished = false;
  bool resumed = false;                ///< finished by an earlier run
  std::optional<std::size_t> same_as;  ///< the entry that was graded in its place
  std::optional<JournalPlace> place;
  std::string unsaved;                 ///< a verdict for which the disk had no room: JSON
  Code code = Code::kOK;
};

class ClassRun {
 public:
  ClassRun(const Task& task, std::vector<Submission> submissions, ClassOptions options, const CommonOptions& common);

  /// Keeps what is finished in `journal`, also what is graded later.
  void use(Journal journal) { journal_.emplace(std::move(journal)); }
  /// What an earlier run finished; what changed since is graded again, and so is what was the grader's own fault.
  /// To be called for each record before grade().
  void remember(const JournalRecord& record, const JournalPlace& place);

  /// Grades what is not finished. Returns the signal that ended it early, else 0.
  /// Errors: no worker, no temporary folder.
  sandbox::Result<int> grade(Progress& progress);

  const std::vector<ClassEntry>& entries() const { return entries_; }
  /// The verdict on a finished entry, read from the disk; with --for-students what they may see of it. A grader's fault
  /// when it cannot be read any more.
  Verdict verdict_of(std::size_t entry) const;
  std::size_t finished() const;
  /// Why the journal could not be written; empty: it could.
  const std::string& journal_error() const { return journal_error_; }

 private:
  struct Remembered { std::string fingerprint; JournalPlace place; Code code; bool copy; };

  std::vector<GradeJob> jobs_for(const std::vector<std::size_t>& entries) const;
  sandbox::Result<int> read_all(Progress& progress);
  void find_identical();
  void take_remembered();
  void finish(std::size_t entry, Verdict verdict);
  void save(ClassEntry& entry, const std::string& verdict);
  void finish_copies(std::size_t entry);
  Verdict whole_verdict(std::size_t entry) const;

  const Task& task_;
  const CommonOptions& common_;
  ClassOptions options_;
  std::vector<ClassEntry> entries_;
  std::vector<std::string> keys_;
  std::vector<std::vector<std::size_t>> copies_;  ///< by entry: those that get its verdict, too
  std::vector<std::pair<std::string, Remembered>> remembered_;
  std::optional<Journal> journal_;
  std::string journal_error_;
};

/// The name of a submission in a journal: the same for the same place, whatever the current folder.
std::string journal_key(const std::filesystem::path& submission);

}  // namespace grader
