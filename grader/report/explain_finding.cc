// explain_finding.cc — one finding as a paragraph: code and sentence, processes, objects, what to do.
#include "grader/report/explain_finding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "grader/report/groups.h"
#include "grader/report/text_layout.h"

namespace grader {
namespace {

constexpr std::size_t kGroupsShown = 8, kObjectsShown = 10, kCallersShown = 3;

/// C++ names come with their parameters already.
std::string function_text(const std::string& function) {
  return printable(function) + (function.find('(') == function.npos ? "()" : "");
}

std::string place_text(const SourceLocation& at) {
  if (at.line > 0) return printable(at.file) + ":" + std::to_string(at.line);
  return at.function.empty() ? "" : function_text(at.function);
}

/// Kinds of objects in words.
std::string kind_text(const std::string& kind) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kWords{{
      {"shm", "shared memory"}, {"sem", "semaphore"}, {"mq", "message queue"}, {"sysv-shm", "System V shared memory"},
      {"sysv-sem", "System V semaphores"}, {"sysv-msg", "System V message queue"}, {"fifo", "FIFO"},
      {"socket", "socket"}, {"file", "file"}, {"folder", "folder"}}};
  for (const auto& [name, words] : kWords)
    if (name == kind) return std::string(words);
  return printable(kind);
}

std::string seen_text(const Finding& f, Language language) {
  const int n = f.count.value_or(static_cast<int>(f.processes.size()));
  const std::string time = sentence_in(language, duration_text(*f.detected_after_ms));
  if (n == 1) return say_in(language, "Seen {0} after it fell asleep; nothing alive can wake it.", time);
  if (n == 2) return say_in(language, "Seen {0} after the last one fell asleep; nothing alive can wake either.", time);
  return say_in(language, "Seen {0} after the last one fell asleep; nothing alive can wake any of them.", time);
}

/// A part of a finding in the reader's language, harmless on a terminal.
std::string told(const std::string& part, const TextStyle& style) { return printable(sentence_in(style.language, part)); }

std::string head_of(const Finding& f, const TextStyle& style) {
  const bool error = f.severity == Severity::kError;
  const Code code = code_of(f);
  const Color color = !error || code == Code::kZP || code == Code::kLK ? Color::kYellow : Color::kRed;
  const std::string label = error ? std::string(to_string(code)) + "  " : tr(style.language, "Warning: ");
  const std::string title = f.rule == Rule::kDeadlock ? tr(style.language, "Deadlock: ") : "";
  std::string text = wrapped_after(colored(label, color, style.color), title + told(f.message, style), 4, style.width + 4 - display_width(label));
  if (f.rule == Rule::kDeadlock && f.detected_after_ms) text += wrapped(seen_text(f, style.language), 4, style.width);
  return text;
}

/// "sem_wait() on semaphore /s42, value 0 (main.c:52)".
std::string what_it_does(const FindingProcess& p, const TextStyle& style) {
  std::string text;
  if (p.waits_for) {
    const WaitsFor& w = *p.waits_for;
    text = printable(w.call);
    if (!w.object.empty()) text = text.empty() ? told(w.object, style) : say_in(style.language, "{0} on {1}", text, told(w.object, style));
    if (!w.value.empty()) text += ", " + told(w.value, style);
  }
  const std::string place = place_text(p.at);
  if (!place.empty()) text += text.empty() ? say_in(style.language, "at {0}", place) : " (" + place + ")";
  return text;
}

/// The callers in the student's code, beyond the place that is already shown.
std::string callers(const FindingProcess& p, const TextStyle& style) {
  std::string text;
  std::size_t shown = 0;
  bool first = true, interrupted = false;
  for (const Frame& frame : p.stack) {
    interrupted = interrupted || frame.at.function == kHandlerCalled;
    if (!frame.in_student_code) continue;
    if (std::exchange(first, false)) continue;
    if (shown++ == kCallersShown) break;
    const std::string function = frame.at.function.empty() ? "" : function_text(frame.at.function);
    const bool both = !function.empty() && frame.at.line > 0;
    if (both && std::exchange(interrupted, false))
      text += wrapped(say_in(style.language, "as a signal handler, which interrupted {0} at {1}", function, place_text(frame.at)), 8, style.width);
    else
      text += wrapped(both ? say_in(style.language, "called from {0} at {1}", function, place_text(frame.at))
                         : say_in(style.language, "called from {0}", function.empty() ? place_text(frame.at) : function), 8, style.width);
  }
  return text;
}

std::string group_paragraph(const std::vector<const FindingProcess*>& group, int name_width, const TextStyle& style) {
  const FindingProcess& p = *group.front();
  const std::string together = told(names_together(group), style);
  const bool wide = display_width(together) > name_width;  // then it has a line of its own
  const std::string name = wide ? together : fit(together, name_width);
  const std::string head = "    " + colored(name, Color::kBold, style.color) + "  ";
  std::string text = wide ? head.substr(0, head.size() - 2) + "\n" + wrapped(what_it_does(p, style), 6, style.width)
                          : wrapped_after(head, what_it_does(p, style), name_width + 6, style.width);
  text.erase(text.find_last_not_of(" \n") + 1);
  text += "\n" + source_line(p.at, style);
  if (p.waits_for && !p.waits_for->explanation.empty()) text += wrapped(told(p.waits_for->explanation, style), 8, style.width);
  return text + callers(p, style);
}

std::string processes_text(const Finding& f, const TextStyle& style) {
  if (f.processes.empty() || f.rule == Rule::kLeak) return "";  // a leak's object says who made it
  std::vector<std::vector<const FindingProcess*>> groups;
  for (auto& group : groups_of(f.processes))
    if (!what_it_does(*group.front(), style).empty() || f.processes.size() == 1) groups.push_back(std::move(group));
  int width = 4;
  for (const auto& group : groups) width = std::max(width, display_width(told(names_together(group), style)));
  width = std::min(width, 28);
  std::string text = "\n";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < std::min(groups.size(), kGroupsShown); ++i) {
    text += group_paragraph(groups[i], width, style);
    shown += groups[i].size();
  }
  std::size_t worth_telling = 0;
  for (const auto& group : groups) worth_telling += group.size();
  const std::size_t all = std::max(worth_telling, static_cast<std::size_t>(f.rule == Rule::kDeadlock ? f.count.value_or(0) : 0));
  if (all > shown)
    text += "    " + (all - shown == 1 ? tr(style.language, "and 1 process more") : say_in(style.language, "and {0} processes more", all - shown)) + "\n";
  return text;
}

std::string made_text(const FindingObject& o, const TextStyle& style) {
  const std::string who = told(o.created_by, style), place = o.created_at.known() ? place_text(o.created_at) : "";
  if (!who.empty() && !place.empty()) return say_in(style.language, ", made by {0} at {1}", who, place);
  if (!who.empty()) return say_in(style.language, ", made by {0}", who);
  return place.empty() ? "" : say_in(style.language, ", made at {0}", place);
}

std::string objects_text(const Finding& f, const TextStyle& style) {
  if (f.rule != Rule::kLeak) return "";  // elsewhere the sentences name the object
  if (f.objects.size() == 1) return source_line(f.objects[0].created_at, style);  // the rest is in the message
  std::string text;
  for (std::size_t i = 0; i < std::min(f.objects.size(), kObjectsShown); ++i) {
    const FindingObject& o = f.objects[i];
    std::string line = tr(style.language, kind_text(o.kind)) + " " + printable(o.name) + made_text(o, style);
    if (o.size_bytes) line += say_in(style.language, ", {0} bytes", *o.size_bytes);
    text += wrapped(line, 4, style.width) + source_line(o.created_at, style);
  }
  if (f.objects.size() > kObjectsShown)
    text += "    " + say_in(style.language, "and {0} more", f.objects.size() - kObjectsShown) + "\n";
  return text;
}

/// Where the cause is described, and the manual page that belongs to it.
std::string reading(const Finding& f, const TextStyle& style) {
  const bool rule_pages = style.rule_pages;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kPages{{
      {"unclosed-write-end", "pipe(7)"}, {"unread-pipe", "pipe(7)"}, {"pipe-pair-full", "pipe(7)"}, {"fifo-open-order", "fifo(7)"},
      {"relock", "pthread_mutex_lock(3)"}, {"waits-with-lock", "pthread_mutex_lock(3)"}, {"handler-waits", "waitpid(2)"}, {"watches-nothing", "select(2)"}, {"lock-order-cycle", "pthread_mutex_lock(3)"},
      {"owner-ended", "pthread_mutexattr_setrobust(3)"}, {"process-private", "pthread_mutexattr_setpshared(3)"},
      {"file-lock-cycle", "fcntl(2)"}, {"join-cycle", "pthread_join(3)"}, {"stopped", "waitpid(2)"}, {"message-type", "msgrcv(2)"},
      {"lost-signal", "sigsuspend(2)"}, {"signal-mask", "sigprocmask(2)"}, {"parent-child-cycle", "wait(2)"}, {"barrier-count", "pthread_barrier_wait(3p)"},
      {"never-posted", "sem_overview(7)"}, {"lost-wakeup", "pthread_cond_wait(3)"}}};
  const bool of_files = f.cause == "relock" && !f.objects.empty() && f.objects.front().kind == "file lock";
  std::string text = printable(style.rules_folder) + "/" + std::string(to_string(f.rule)) + ".md";
  for (const auto& [cause, usual] : kPages) {
    const std::string_view page = of_files ? "flock(2)" : usual;
    if (cause == f.cause) return !rule_pages ? std::string(page) : text + (f.rule == Rule::kDeadlock ? "#" + f.cause : "") + ", " + std::string(page);
  }
  return rule_pages ? text : "";
}

std::string labelled(const std::string& label, const std::string& text, const TextStyle& style, bool bold) {
  const std::string head = "    " + (bold ? colored(label, Color::kBold, style.color) : label) + " ";
  return wrapped_after(head, text, 5 + display_width(label), style.width);
}

}  // namespace

std::string source_line(const SourceLocation& at, const TextStyle& style) {
  for (const auto& [file, lines] : style.sources) {
    if (file != at.file || at.line < 1 || static_cast<std::size_t>(at.line) > lines.size()) continue;
    std::string code;
    for (const char c : lines[static_cast<std::size_t>(at.line - 1)]) {
      if (c == '\t') code += "    ";
      else if (c != '\r') code += c;
    }
    const std::string number = std::to_string(at.line);
    const std::string margin = std::string(number.size() < 6 ? 10 - number.size() : 4, ' ');
    return margin + colored(number + " │", Color::kDim, style.color) + " " +
           cut(printable(code), std::max(20, style.width - 14)) + "\n";
  }
  return "";
}

std::string explain_finding(const Finding& f, const TextStyle& style, const std::string& where) {
  std::string text = head_of(f, style) + where + objects_text(f, style) + processes_text(f, style);
  text += "\n";
  if (!f.hint.empty()) text += labelled(tr(style.language, "Fix:"), told(f.hint, style), style, true);
  const std::string pages = reading(f, style);
  return pages.empty() ? text : text + labelled(tr(style.language, "Read:"), pages, style, false);
}

}  // namespace grader
