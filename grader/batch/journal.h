// journal.h — what a class run has finished, on disk: survives Ctrl-C, kill -9, loss of power and a full disk.
//
// A file of lines: first the schema and the settings of the run, then one record for each finished submission, forced
// to the disk before the next one is looked at. A record is only ever appended, so that a crash can spoil no other
// than the last; space for the next ones is reserved ahead, so that a disk that fills up stops the run before a
// verdict is made for which there is no room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "sandbox/fd.h"
#include "sandbox/result.h"

namespace grader {

struct JournalRecord {
  std::string key;          ///< of the submission
  std::string fingerprint;  ///< of its contents
  std::string verdict;      ///< JSON
};

/// Where a record is.
struct JournalPlace {
  std::uint64_t offset = 0, length = 0;
};

class Journal {
 public:
  /// A fresh journal for a run with these settings (a JSON object). An older one at the same place is kept as
  /// "<name>.previous". Missing folders are made, for nobody else's eyes.
  /// Errors: the folder or file cannot be written; another grader is writing there.
  static sandbox::Result<Journal> create(const std::filesystem::path& file, const std::string& settings);
  /// One without a name, for a run that nobody will resume.
  static sandbox::Result<Journal> unnamed();

  struct Continued;
  /// Goes on with a journal. `each` gets every record that is whole. A record cut short at the end (the machine went
  /// down) is removed, unreadable ones in the middle are passed over.
  /// Errors: no such file; not a journal, or a newer grader's; other settings; another grader is writing there.
  static sandbox::Result<Continued> resume(const std::filesystem::path& file, const std::string& settings,
                                           const std::function<void(JournalRecord, JournalPlace)>& each);

  /// Writes a record and waits until the disk has it. On an error the journal is as it was.
  sandbox::Result<JournalPlace> append(const JournalRecord& record);
  sandbox::Result<JournalRecord> read(const JournalPlace& place) const;
  /// Reserves space for the next records. False: the disk is full.
  bool reserve(std::uint64_t bytes);

  const std::filesystem::path& file() const { return file_; }
  Journal(Journal&&) = default;
  Journal& operator=(Journal&&) = default;
  /// Gives back what was reserved.
  ~Journal();

 private:
  Journal(std::filesystem::path file, sandbox::Fd fd, bool lasting) : file_(std::move(file)), fd_(std::move(fd)), lasting_(lasting), owner_(::getpid()) {}

  std::filesystem::path file_;
  sandbox::Fd fd_;
  bool lasting_;  ///< forced to the disk
  std::uint64_t size_ = 0;
  pid_t owner_;
};

struct Journal::Continued {
  Journal journal;
  std::size_t lost = 0;  ///< records that could not be read
};

}  // namespace grader
