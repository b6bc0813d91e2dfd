// json_locator.cc — where in a JSON text each value stands.
#include "grader/model/json_locator.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace grader {
namespace {

constexpr int kMaxDepth = 48;

/// Walks valid JSON and notes the line of every value. Recursion is bounded by kMaxDepth.
class Scanner {
 public:
  explicit Scanner(const std::string& text) : text_(text) {
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) at_ = 3;  // the parser skips a byte order mark, too
  }

  JsonPlaces scan() {
    skip_space();
    places_.lines[""] = line_;
    value("", 0);
    return std::move(places_);
  }

 private:
  bool done() const { return at_ >= text_.size() || places_.too_deep; }
  char peek() const { return done() ? '\0' : text_[at_]; }

  void skip_space() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      else if (c != ' ' && c != '\t' && c != '\r') return;
    }
  }

  /// The raw token of a string, quotes included.
  std::string string_token() {
    const std::size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
    return text_.substr(start, at_ - start);
  }

  void value(const std::string& pointer, int depth) {
    if (depth > kMaxDepth) places_.too_deep = true;
    if (done()) return;
    switch (peek()) {
      case '{': return object(pointer, depth);
      case '[': return array(pointer, depth);
      case '"': string_token(); return;
      default:
        while (!done() && std::string_view(",]} \t\r\n").find(peek()) == std::string_view::npos) ++at_;
    }
  }

  void object(const std::string& pointer, int depth) {
    ++at_;
    for (skip_space(); !done() && peek() != '}'; skip_space()) {
      if (peek() != '"') {  // a comma
        ++at_;
        continue;
      }
      const int line = line_;
      const auto key = nlohmann::json::parse(string_token(), nullptr, false);
      const std::string member = pointer + "/" + pointer_token(key.is_string() ? key.get<std::string>() : "");
      if (!places_.lines.emplace(member, line).second) places_.duplicates.push_back(member);
      skip_space();
      if (peek() == ':') ++at_;
      skip_space();
      value(member, depth + 1);
    }
    if (!done()) ++at_;
  }

  void array(const std::string& pointer, int depth) {
    ++at_;
    int index = 0;
    for (skip_space(); !done() && peek() != ']'; skip_space()) {
      if (peek() == ',') {
        ++at_;
        continue;
      }
      const std::string item = pointer + "/" + std::to_string(index++);
      places_.lines[item] = line_;
      value(item, depth + 1);
    }
    if (!done()) ++at_;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  int line_ = 1;
  JsonPlaces places_;
};

}  // namespace

int JsonPlaces::line_of(std::string pointer) const {
  for (;;) {
    const auto found = lines.find(pointer);
    if (found != lines.end()) return found->second;
    const std::size_t slash = pointer.rfind('/');
    if (slash == std::string::npos) return 1;
    pointer.resize(slash);
  }
}

JsonPlaces locate_json(const std::string& text) { return Scanner(text).scan(); }

std::string pointer_token(const std::string& key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') token += "~0";
    else if (c == '/') token += "~1";
    else token += c;
  }
  return token;
}

LineColumn line_column(const std::string& text, std::size_t offset) {
  LineColumn place;
  for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
    ++place.column;
    if (text[i] == '\n') place = {place.line + 1, 1};
  }
  return place;
}

}  // namespace grader
