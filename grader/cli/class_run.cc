// class_run.cc — grades a class: what is finished goes to the journal, what is identical is graded once.
#include "grader/cli/class_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "grader/batch/signals.h"
#include "grader/cli/copied_verdict.h"
#include "grader/cli/grade_worker.h"
#include "grader/cli/messages.h"
#include "grader/model/sha256.h"
#include "grader/report/class_report.h"
#include "grader/report/student_view.h"

namespace grader {
namespace {

constexpr std::uint64_t kRoomForAVerdict = 256 << 10;

std::string plain_line(const std::string& student, const Verdict& verdict) {
  std::string line = fmt::format("{} {}", shortened(student, kNameColumns), to_string(verdict.verdict));
  if (verdict.verdict != Code::kIE) line += fmt::format(" {:g}/{:g}", verdict.points, verdict.max);
  return line;
}

}  // namespace

std::string journal_key(const std::filesystem::path& submission) {
  std::error_code failed;
  std::filesystem::path path = std::filesystem::absolute(submission, failed).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return sha256_hex(path.native()).substr(0, 32);
}

ClassRun::ClassRun(const Task& task, std::vector<Submission> submissions, ClassOptions options, const CommonOptions& common)
    : task_(task), common_(common), options_(std::move(options)), copies_(submissions.size()) {
  for (Submission& submission : submissions) {
    keys_.push_back(journal_key(submission.path));
    ClassEntry entry;
    entry.submission = std::move(submission);
    entries_.push_back(std::move(entry));
  }
}

void ClassRun::remember(const JournalRecord& record, const JournalPlace& place) {
  // Only what decides is looked at; the verdict is checked whole when it is shown.
  const auto verdict = nlohmann::json::parse(record.verdict, nullptr, false);
  if (!verdict.is_object() || !verdict.contains("verdict") || !verdict["verdict"].is_string()) return;
  const auto code = code_from(verdict["verdict"].get<std::string>());
  if (!code) return;
  const bool copy = verdict.contains("submission") && verdict["submission"].contains("same_as");
  remembered_.push_back({record.key, {record.fingerprint, place, *code, copy}});
}

sandbox::Result<int> ClassRun::grade(Progress& progress) {
  EndSignals signals;  // one that comes between two pools waits for the next
  if (options_.look_for_identical || !remembered_.empty()) {
    const auto signal = read_all(progress);
    if (!signal || signal.value() != 0) return signal;
  }
  take_remembered();
  if (options_.look_for_identical) find_identical();
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (!entries_[i].finished && !entries_[i].same_as) rest.push_back(i);
  const std::vector<GradeJob> jobs = jobs_for(rest);
  return grade_all(
      jobs, common_,
      [&](std::size_t job, Verdict verdict) {
        const std::string line = plain_line(entries_[rest[job]].submission.student, verdict);
        finish(rest[job], std::move(verdict));
        progress.done(line);  // what is shown is on the disk
      },
      [&](const PoolState& state) { progress.show(state); },
      [&] {
        if (journal_error_.empty() && !journal_->reserve(kRoomForAVerdict * (common_.jobs + 1))) journal_error_ = "No space left on device";
        return !journal_error_.empty();
      });
}

std::vector<GradeJob> ClassRun::jobs_for(const std::vector<std::size_t>& entries) const {
  std::vector<GradeJob> jobs;
  for (const std::size_t i : entries)
    jobs.push_back({&task_, entries_[i].submission.path, common_.seed, options_.subfolder, options_.repeat});
  return jobs;
}

sandbox::Result<int> ClassRun::read_all(Progress& progress) {
  std::vector<std::size_t> all(entries_.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return fingerprint_all(
      jobs_for(all), common_, [&](std::size_t job, Fingerprint fingerprint) { entries_[job].fingerprint = std::move(fingerprint); },
      [&](const PoolState& state) { progress.show(state, "read"); });
}

/// Groups the entries by fingerprint; the first of a group, better one that is finished, is graded for all.
void ClassRun::find_identical() {
  std::unordered_map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].fingerprint.shareable) groups[entries_[i].fingerprint.hex].push_back(i);
  for (const auto& [hex, group] : groups) {
    const auto found = [&](auto wanted) { return std::find_if(group.begin(), group.end(), wanted); };
    auto graded = found([&](std::size_t i) { return entries_[i].finished && !entries_[i].same_as; });
    if (graded == group.end()) graded = found([&](std::size_t i) { return entries_[i].finished; });  // its original has gone
    const std::size_t first = graded == group.end() ? group.front() : *graded;
    entries_[first].same_as.reset();
    for (const std::size_t i : group) {
      // One that an earlier run graded itself stays so.
      if (i == first || (entries_[i].finished && !entries_[i].same_as)) continue;
      entries_[i].same_as = first;
      if (!entries_[i].finished) copies_[first].push_back(i);
    }
    if (entries_[first].finished) finish_copies(first);
  }
}

void ClassRun::take_remembered() {
  std::unordered_map<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < keys_.size(); ++i) by_key[keys_[i]] = i;
  for (const auto& [key, record] : remembered_) {
    const auto at = by_key.find(key);
    if (at == by_key.end()) continue;
    ClassEntry& entry = entries_[at->second];
    // Later records are newer: each counts anew.
    const bool same = !entry.fingerprint.hex.empty() && record.fingerprint == to_text(entry.fingerprint);
    entry.finished = entry.resumed = record.code != Code::kIE && same;
    entry.same_as.reset();
    if (!entry.finished) continue;
    entry.place = record.place;
    entry.code = record.code;
    // Of whom it is a copy is found again: that one may have gone.
    if (record.copy && options_.look_for_identical) entry.same_as = at->second;
  }
  remembered_.clear();
}

void ClassRun::finish(std::size_t index, Verdict verdict) {
  ClassEntry& entry = entries_[index];
  verdict.student = entry.submission.student;
  entry.code = verdict.verdict;
  save(entry, to_json(verdict).dump());
  finish_copies(index);
}

void ClassRun::finish_copies(std::size_t index) {
  if (copies_[index].empty()) return;
  const Verdict verdict = whole_verdict(index);
  for (const std::size_t i : copies_[index]) {
    ClassEntry& copy = entries_[i];
    Verdict copied = copied_verdict(verdict, copy.submission.path);
    copied.student = copy.submission.student;
    copied.same_as = entries_[index].submission.student;
    copy.code = copied.verdict;
    save(copy, to_json(copied).dump());
  }
  copies_[index].clear();
}

void ClassRun::save(ClassEntry& entry, const std::string& verdict) {
  entry.finished = true;
  auto& key = keys_[static_cast<std::size_t>(&entry - entries_.data())];
  const auto place = journal_->append({key, to_text(entry.fingerprint), verdict});
  if (place) {
    entry.place = place.value();
    return;
  }
  entry.unsaved = verdict;
  if (journal_error_.empty()) journal_error_ = place.error().code.message();
}

Verdict ClassRun::verdict_of(std::size_t index) const {
  const Verdict verdict = whole_verdict(index);
  return common_.for_students ? student_view(verdict, language_of(common_.language)) : verdict;
}

Verdict ClassRun::whole_verdict(std::size_t index) const {
  const ClassEntry& entry = entries_[index];
  std::string text = entry.unsaved, error;
  if (text.empty()) {
    auto record = journal_->read(*entry.place);
    if (record) text = std::move(record.value().verdict);
    else error = record.error().text();
  }
  Verdict verdict;
  try {
    if (error.empty()) verdict = verdict_from_json(nlohmann::json::parse(text));
  } catch (const std::exception& e) {
    error = std::string("the journal's verdict cannot be read: ") + e.what();
  }
  if (!error.empty()) verdict = grader_failure(task_, entry.submission.path, error);
  verdict.submission_path = entry.submission.path;
  verdict.student = entry.submission.student;
  // A name may have changed since, by another --map.
  verdict.same_as = entry.same_as && *entry.same_as != index ? entries_[*entry.same_as].submission.student : "";
  return verdict;
}

std::size_t ClassRun::finished() const {
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), [](const ClassEntry& e) { return e.finished; }));
}

}  // namespace grader
