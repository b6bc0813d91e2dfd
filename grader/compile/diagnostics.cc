// diagnostics.cc — compilers' and linkers' messages, from GCC's JSON or from text. Pure; trusts no byte of them.
#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string_view>

#include "grader/compile/compiler.h"

namespace grader {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDiagnostics = 200;   // more help nobody
constexpr std::size_t kMaxMessageBytes = 4096;  // a template's name alone can fill megabytes
constexpr int kMaxDepth = 8;

void add(std::vector<Diagnostic>& all, Diagnostic diagnostic) {
  if (all.size() >= kMaxDiagnostics) return;
  if (diagnostic.message.size() > kMaxMessageBytes) {
    diagnostic.message.resize(kMaxMessageBytes);
    diagnostic.message += " ...";
  }
  while (diagnostic.file.starts_with("./")) diagnostic.file.erase(0, 2);
  all.push_back(std::move(diagnostic));
}

std::string text_of(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

int number_of(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number_integer() ? it->get<int>() : 0;
}

void place(const json& object, Diagnostic& diagnostic) {
  const auto locations = object.find("locations");
  if (locations == object.end() || !locations->is_array() || locations->empty()) return;
  const json& first = (*locations)[0];
  if (!first.is_object()) return;
  const auto caret = first.find("caret");
  if (caret == first.end() || !caret->is_object()) return;
  diagnostic.file = text_of(*caret, "file");
  diagnostic.line = number_of(*caret, "line");
  diagnostic.column = number_of(*caret, "column");
}

void add_object(const json& object, std::vector<Diagnostic>& all, int depth) {
  if (!object.is_object() || depth > kMaxDepth) return;
  Diagnostic diagnostic;
  diagnostic.severity = text_of(object, "kind");
  diagnostic.message = text_of(object, "message");
  if (const std::string option = text_of(object, "option"); !option.empty()) diagnostic.message += " [" + option + "]";
  place(object, diagnostic);
  if (!diagnostic.message.empty()) add(all, std::move(diagnostic));
  if (const auto children = object.find("children"); children != object.end() && children->is_array())
    for (const json& child : *children) add_object(child, all, depth + 1);
}

// A compiler quotes the source's bytes as they are, UTF-8 or not, control characters, too; the JSON parser takes none.
json parse_tolerantly(std::string_view text) {
  json value = json::parse(text, nullptr, false);
  if (!value.is_discarded()) return value;
  std::string ascii(text);
  for (char& c : ascii)
    if (static_cast<unsigned char>(c) >= 0x80 || (static_cast<unsigned char>(c) < 0x20 && c != '\n')) c = '?';
  return json::parse(ascii, nullptr, false);
}

/// The end of the JSON object that begins at `from`; npos when the text ends before it does.
std::size_t object_end(std::string_view text, std::size_t from) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      else if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// GCC writes one array for each translation unit: GCC 12 on one line, GCC 14 over many. Object by object, so that
// an array that the output limit cut short still gives its first errors. Returns where the array ends.
std::size_t add_array(std::string_view text, std::size_t from, std::vector<Diagnostic>& all) {
  std::size_t at = from + 1;
  while (at < text.size()) {
    at = text.find_first_not_of(" \t\r\n,", at);
    if (at == std::string_view::npos) return text.size();
    if (text[at] == ']') return at + 1;
    if (text[at] != '{') return at;
    const std::size_t end = object_end(text, at);
    if (end == std::string_view::npos) return text.size();
    if (all.size() < kMaxDiagnostics) add_object(parse_tolerantly(text.substr(at, end - at)), all, 0);
    at = end;
  }
  return text.size();
}

bool begins_array(std::string_view line) {
  if (!line.starts_with("[")) return false;
  const std::size_t next = line.find_first_not_of(" \t\r", 1);
  return next == std::string_view::npos || line[next] == '{' || line[next] == ']';
}

bool take_number(std::string_view text, int& number) {
  if (text.empty()) return false;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() && number >= 0;
}

/// Cuts ":NUMBER" from the end.
bool cut_number(std::string_view& text, int& number) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !take_number(text.substr(colon + 1), number)) return false;
  text = text.substr(0, colon);
  return true;
}

void set_location(std::string_view where, Diagnostic& diagnostic) {
  int last = 0;
  if (!cut_number(where, last)) return;
  int first = 0;
  if (cut_number(where, first)) {
    diagnostic.line = first;
    diagnostic.column = last;
  } else {
    diagnostic.line = last;
  }
  diagnostic.file = where;
}

/// "pool.c:7:3: error: …", also without column or without any place ("cc1: error: …").
bool parse_compiler_line(std::string_view line, std::vector<Diagnostic>& all) {
  static constexpr std::array<std::string_view, 5> kSeverities{"internal compiler error", "fatal error", "error", "warning", "note"};
  std::size_t best = std::string_view::npos;
  std::string_view severity;
  for (const std::string_view word : kSeverities) {
    const std::size_t at = line.find(": " + std::string(word) + ": ");
    if (at < best) {
      best = at;
      severity = word;
    }
  }
  if (best == std::string_view::npos) return false;
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.message = line.substr(best + severity.size() + 4);
  set_location(line.substr(0, best), diagnostic);
  add(all, std::move(diagnostic));
  return true;
}

std::string_view without_linker_name(std::string_view line) {
  for (const std::string_view name : {"ld: ", "ld.bfd: ", "ld.gold: ", "ld.lld: "}) {
    const std::size_t at = line.find(name);
    // Only as the first word: "/usr/bin/ld: …".
    if (at != std::string_view::npos && line.substr(0, at).find(' ') == std::string_view::npos)
      return line.substr(at + name.size());
  }
  return line;
}

bool is_object_file(std::string_view file) {
  return file.ends_with(".o") || file.ends_with(".a") || file.starts_with("/tmp/cc");
}

/// The linker may put the object before the source: "/tmp/ccX.o:pool.c:7".
std::string_view without_object(std::string_view where) {
  const std::size_t colon = where.find(".o:");
  return colon == std::string_view::npos ? where : where.substr(colon + 3);
}

/// "…; /tmp/ccX.o:./a.c:1: first defined here" → "…; first defined at a.c:1", or nothing where no line is known.
void tidy_first_definition(std::string& message) {
  const std::size_t semicolon = message.find("; ");
  const std::size_t end = message.rfind(": first defined here");
  if (semicolon == std::string::npos || end == std::string::npos || end < semicolon) return;
  std::string_view where = without_object(std::string_view(message).substr(semicolon + 2, end - semicolon - 2));
  while (where.starts_with("./")) where.remove_prefix(2);
  const std::string place(where);
  message.resize(semicolon);
  if (place.find('(') == std::string::npos) message += "; first defined at " + place;
}

/// "pool.c:7: undefined reference to `f'", "pool.c:(.text+0x5): …", "/tmp/ccX.o:(.bss+0x0): multiple definition of…".
bool parse_linker_line(std::string_view line, std::vector<Diagnostic>& all) {
  line = without_linker_name(line);
  std::size_t at = std::string_view::npos;
  for (const std::string_view phrase : {": undefined reference to ", ": multiple definition of "})
    at = std::min(at, line.find(phrase));
  if (at == std::string_view::npos) return false;
  Diagnostic diagnostic;
  diagnostic.severity = "error";
  diagnostic.message = line.substr(at + 2);
  tidy_first_definition(diagnostic.message);
  std::string_view where = line.substr(0, at);
  // "pool.c:(.text+0x5)" or "(.text+0x5)": a place in the object, nothing to read.
  if (const std::size_t section = where.rfind('('); section != std::string_view::npos) where = where.substr(0, section);
  if (where.ends_with(':')) where.remove_suffix(1);
  where = without_object(where);
  set_location(where, diagnostic);
  if (diagnostic.file.empty() && !is_object_file(where)) diagnostic.file = where;
  add(all, std::move(diagnostic));
  return true;
}

/// Lines that say nothing by themselves.
bool is_noise(std::string_view line) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return true;
  for (const std::string_view start : {"In file included from ", "                 from ", "compilation terminated",
                                       "collect2: error: ld returned", "Please submit a full bug report", "See <file:", "make: Entering", "make: Leaving"})
    if (line.starts_with(start)) return true;
  for (const std::string_view end : {": At global scope:", ": At top level:", " generated.", "':", "’:"})
    if (line.ends_with(end) && (end[0] == ':' || end[0] == ' ' || line.find(": In ") != std::string_view::npos ||
                                line.find(": in function ") != std::string_view::npos))
      return true;
  return line.find("linker command failed with exit code") != std::string_view::npos;
}

void parse_line(std::string_view line, std::vector<Diagnostic>& all) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (is_noise(line) || parse_compiler_line(line, all) || parse_linker_line(line, all)) return;
  add(all, Diagnostic{.severity = "error", .message = std::string(without_linker_name(line))});
}

std::vector<Diagnostic> parse(std::string_view text, bool with_json) {
  std::vector<Diagnostic> all;
  std::size_t at = 0;
  while (at < text.size() && all.size() < kMaxDiagnostics) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (with_json && begins_array(line)) end = std::max(add_array(text, at, all), at + 1);
    else parse_line(line, all);
    at = end < text.size() && text[end] == '\n' ? end + 1 : end;
  }
  return all;
}

}  // namespace

std::vector<Diagnostic> parse_gcc_json(const std::string& text) { return parse(text, true); }

std::vector<Diagnostic> parse_clang_text(const std::string& text) { return parse(text, false); }

}  // namespace grader
