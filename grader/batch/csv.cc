// csv.cc — comma-separated values as RFC 4180 has them. Pure.
#include "grader/batch/csv.h"

namespace grader {
namespace {

char separator_of(const std::string& text) {
  const std::string first = text.substr(0, text.find('\n'));
  return first.find(',') == first.npos && first.find(';') != first.npos ? ';' : ',';
}

class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text), separator_(separator_of(text)) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  bool all(std::vector<CsvRow>& rows, int& bad_line) {
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      if (!one(row)) {
        bad_line = row.line;
        return false;
      }
      if (row.cells.size() > 1 || !row.cells.front().empty()) rows.push_back(std::move(row));
    }
    return true;
  }

 private:
  bool one(CsvRow& row) {
    do {
      row.cells.emplace_back();
      if (!cell(row.cells.back())) return false;
    } while (at_ < text_.size() && text_[at_++] == separator_);
    ++line_;
    return true;
  }

  /// Stops at the separator or the line's end. A carriage return before the end belongs to the end.
  bool cell(std::string& into) {
    if (at_ < text_.size() && text_[at_] == '"' && !quoted(into)) return false;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') into += text_[at_++];
    if ((at_ == text_.size() || text_[at_] == '\n') && into.ends_with('\r')) into.pop_back();
    return true;
  }

  bool quoted(std::string& into) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        into += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        into += text_[at_++];
      } else {
        ++at_;
        return true;
      }
    }
    return false;
  }

  const std::string& text_;
  char separator_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::optional<std::vector<CsvRow>> parse_csv(const std::string& text, int& bad_line) {
  std::vector<CsvRow> rows;
  if (!Parser(text).all(rows, bad_line)) return {};
  return rows;
}

}  // namespace grader
