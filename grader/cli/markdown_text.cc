// markdown_text.cc — a statement laid out for a terminal.
#include "grader/cli/markdown_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "grader/report/text_layout.h"

namespace grader {
namespace {

using Row = std::vector<std::string>;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t\r");
  return first == text.npos ? "" : std::string(text.substr(first, last - first + 1));
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_fence(std::string_view line) {
  const std::string text = trimmed(line);
  return text.starts_with("```") || text.starts_with("~~~");
}

/// "- ", "* ", "12. ": how long it is; 0 for no item.
std::size_t marker_of(std::string_view text) {
  if (text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ")) return 2;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool number = digits > 0 && digits < 4 && (text.substr(digits).starts_with(". ") || text.substr(digits).starts_with(") "));
  return number ? digits + 2 : 0;
}

/// Marks of emphasis go; `code` is bold where there are colours, and keeps its quotes where there are none.
std::string inline_text(std::string_view text, bool color) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') {
      const std::size_t end = text.find('`', i + 1);
      if (end == text.npos) {
        out += text[i];
        continue;
      }
      const std::string code(text.substr(i + 1, end - i - 1));
      out += color ? colored(code, Color::kBold, true) : "`" + code + "`";
      i = end;
    } else if (text.substr(i).starts_with("**")) {
      ++i;
    } else if (text[i] == '\\' && i + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) {
      out += text[++i];
    } else {
      out += text[i];
    }
  }
  return out;
}

/// As display_width, without the escapes that inline_text puts in.
int shown_width(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') i = std::min(text.find('m', i), text.size());
    else plain += text[i];
  }
  return display_width(plain);
}

/// Words filled into lines of at most `width`; the first line begins with `head`, the others with as many spaces.
std::string filled(const std::string& head, const std::string& text, int width) {
  const int indent = shown_width(head);
  std::string out = head;
  int at = indent;
  bool first = true;
  for (std::size_t i = text.find_first_not_of(' '); i != text.npos; i = text.find_first_not_of(' ', i)) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    const std::string word = text.substr(i, end - i);
    const int wide = shown_width(word);
    if (!first && at + 1 + wide > width) {
      out += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
      at = indent, first = true;
    }
    out += (first ? "" : " ") + word;
    at += wide + (first ? 0 : 1);
    first = false;
    i = end;
  }
  return out + "\n";
}

Row cells_of(std::string_view line) {
  Row cells;
  std::string text = trimmed(line);
  if (text.starts_with('|')) text.erase(0, 1);
  if (text.ends_with('|') && !text.ends_with("\\|")) text.pop_back();
  std::string cell;
  bool code = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') code = !code;
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') cell += text[++i];
    else if (text[i] == '|' && !code) cells.push_back(trimmed(cell)), cell.clear();
    else cell += text[i];
  }
  cells.push_back(trimmed(cell));
  return cells;
}

bool is_rule_of_table(std::string_view line) {
  const std::string text = trimmed(line);
  return text.find("--") != text.npos && text.find_first_not_of("|-: ") == text.npos && text.find('|') != text.npos;
}

class Layout {
 public:
  Layout(const std::string& markdown, int width, bool color) : width_(width), color_(color) {
    std::string_view rest = markdown;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      lines_.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  std::string text() {
    while (at_ < lines_.size()) {
      const std::string& line = lines_[at_];
      if (trimmed(line).empty()) ++at_, list_indent_ = 0, in_list_ = false;
      else if (is_fence(line)) fenced();
      else if (line.starts_with("#")) heading();
      else if (at_ + 1 < lines_.size() && line.find('|') != line.npos && is_rule_of_table(lines_[at_ + 1])) table();
      else if (indent_of(line) >= 4 && list_indent_ == 0 && marker_of(trimmed(line)) == 0) indented();
      else block();
    }
    while (out_.ends_with("\n\n")) out_.pop_back();
    return out_;
  }

 private:
  void gap() {
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += "\n";
  }
  void heading() {
    const std::string text = trimmed(std::string_view(lines_[at_]).substr(std::min(lines_[at_].find_first_not_of('#'), lines_[at_].size())));
    gap();
    out_ += colored(text, Color::kBold, color_) + "\n";
    if (lines_[at_].starts_with("# ")) out_ += std::string(static_cast<std::size_t>(std::min(display_width(text), width_)), '=') + "\n";
    gap();
    ++at_;
  }
  void fenced() {
    const std::size_t indent = indent_of(lines_[at_]);
    gap();
    for (++at_; at_ < lines_.size() && !is_fence(lines_[at_]); ++at_) {
      const std::string& line = lines_[at_];
      out_ += trimmed(line).empty() ? "\n" : "    " + line.substr(std::min(indent, indent_of(line))) + "\n";
    }
    ++at_;
    gap();
  }
  void indented() {
    gap();
    for (; at_ < lines_.size() && indent_of(lines_[at_]) >= 4 && !trimmed(lines_[at_]).empty(); ++at_) out_ += lines_[at_] + "\n";
    gap();
  }
  /// A paragraph or an item of a list: up to where something else begins.
  void block() {
    const std::string first = trimmed(lines_[at_]);
    const std::size_t marker = marker_of(first), indent = indent_of(lines_[at_]);
    if (marker == 0 && list_indent_ == 0) gap();
    else if (marker > 0 && !in_list_) gap();
    std::string text = first.substr(marker);
    for (++at_; at_ < lines_.size(); ++at_) {
      const std::string next = trimmed(lines_[at_]);
      if (next.empty() || is_fence(next) || next.starts_with("#") || next.starts_with("|") || marker_of(next) > 0) break;
      text += " " + next;
    }
    in_list_ = marker > 0;
    list_indent_ = marker > 0 ? indent + marker : list_indent_;
    const std::string head = marker > 0 ? std::string(indent + 1, ' ') + (first[0] == '-' || first[0] == '*' || first[0] == '+' ? "- " : first.substr(0, marker))
                                        : std::string(list_indent_ > 0 ? list_indent_ + 1 : 0, ' ');
    out_ += filled(head, inline_text(text, color_), width_);
  }
  void table() {
    std::vector<Row> rows{cells_of(lines_[at_])};
    for (at_ += 2; at_ < lines_.size() && lines_[at_].find('|') != std::string::npos; ++at_) rows.push_back(cells_of(lines_[at_]));
    std::vector<int> widths(rows[0].size(), 0);
    for (Row& row : rows) {
      row.resize(widths.size());
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = inline_text(row[i], color_), widths[i] = std::max(widths[i], shown_width(row[i]));
    }
    // The widest column gives way: most often it alone is prose.
    const auto widest = std::max_element(widths.begin(), widths.end());
    int total = -1;
    for (const int width : widths) total += width + 2;
    constexpr int kNarrowest = 10;
    if (total > width_) *widest = std::max(std::min(kNarrowest, *widest), *widest - (total - width_)), total = width_;
    gap();
    for (std::size_t r = 0; r < rows.size(); ++r) {
      print_row(rows[r], widths);
      if (r > 0) continue;
      out_ += " ";
      for (int i = 0; i < total - 1; ++i) out_ += "─";
      out_ += "\n";
    }
    gap();
  }
  void print_row(const Row& row, const std::vector<int>& widths) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::vector<std::string>& lines = cells.emplace_back();
      const std::string text = filled("", row[i], widths[i]);
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
      }
      height = std::max(height, lines.size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string out = " ";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = line < cells[i].size() ? cells[i][line] : "";
        out += cell + std::string(static_cast<std::size_t>(std::max(0, widths[i] - shown_width(cell))) + 2, ' ');
      }
      out_ += out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
    }
  }

  std::vector<std::string> lines_;
  int width_;
  bool color_, in_list_ = false;
  std::size_t at_ = 0, list_indent_ = 0;
  std::string out_;
};

}  // namespace

std::string markdown_to_text(const std::string& markdown, int width, bool color) { return Layout(markdown, width, color).text(); }

}  // namespace grader
