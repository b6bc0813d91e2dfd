// people.cc — the processes of a run by the names that a student knows.
#include "grader/diagnose/people.h"

namespace grader {

People::People(const Evidence& evidence) : evidence_(evidence) {}

const ProcessRecord* People::by_id(int id) const {
  for (const ProcessRecord& p : evidence_.processes)
    if (p.id == id) return &p;
  return nullptr;
}

const ProcessRecord* People::by_host_pid(pid_t pid) const {
  const ProcessRecord* last = nullptr;
  for (const ProcessRecord& p : evidence_.processes)
    if (p.host_pid == pid) last = &p;
  return last;
}

const ProcessRecord* People::by_box_pid(pid_t pid) const {
  const ProcessRecord* last = nullptr;
  for (const ProcessRecord& p : evidence_.processes)
    if (p.pid == pid) last = &p;
  return last;
}

std::string People::name(int id) const {
  const ProcessRecord* p = by_id(id);
  if (!p) return "a process";
  return p->name.empty() ? "process " + std::to_string(p->pid) : p->name;
}

std::string People::name_of_host_pid(pid_t pid) const {
  const ProcessRecord* p = by_host_pid(pid);
  return p ? name(p->id) : "another process";
}

bool People::students(int id) const {
  const ProcessRecord* p = by_id(id);
  return !p || p->students;
}

bool People::is_alone(pid_t host_pid) const {
  return evidence_.processes.size() == 1 && evidence_.processes.front().host_pid == host_pid;
}

std::string join_words(const std::vector<std::string>& words, std::size_t most) {
  std::string text;
  const std::size_t shown = words.size() > most + 1 ? most : words.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  if (shown < words.size()) text += " and " + std::to_string(words.size() - shown) + " more";
  return text;
}

std::string child_phrase(const std::string& name) { return name.starts_with("child") ? name : "child " + name; }

std::string child_phrase(const std::string& name, const std::string& parent) {
  // "child 2 of main (wc)": the program that it became is said in brackets, and is no part of its children's names.
  const auto program = [](const std::string& of) { return of.ends_with(')') ? std::min(of.rfind(" ("), of.size()) : of.size(); };
  const std::string of_parent = " of " + parent.substr(0, program(parent)), plain = name.substr(0, program(name));
  if (!plain.ends_with(of_parent)) return child_phrase(name);
  return child_phrase(plain.substr(0, plain.size() - of_parent.size()) + name.substr(plain.size()));
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

std::string in_words(const SourceLocation& at) {
  if (at.line > 0 && !at.file.empty()) return at.file + ":" + std::to_string(at.line);
  return at.function.empty() || at.function.find('(') != std::string::npos ? at.function : at.function + "()";
}

std::string at_place(const SourceLocation& at) {
  const std::string words = in_words(at);
  if (words.empty()) return "";
  return (at.line > 0 && !at.file.empty() ? " at " : " in ") + words;
}

std::string bytes_in_words(std::uint64_t bytes) {
  static constexpr const char* kUnits[] = {"KiB", "MiB", "GiB"};
  const char* unit = "bytes";
  for (const char* next : kUnits) {
    if (bytes == 0 || bytes % 1024 != 0) break;
    bytes /= 1024;
    unit = next;
  }
  return std::to_string(bytes) + " " + unit;
}

FindingProcess finding_process(const People& people, int id) {
  FindingProcess process;
  process.id = id;
  process.name = people.name(id);
  if (const ProcessRecord* record = people.by_id(id)) process.pid = record->pid;
  return process;
}

}  // namespace grader
